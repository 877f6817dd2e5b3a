// npm run bench:scorm: how many words of packages are kept in a second, from 64 learners at once, as a ratio to a bare insert over HTTP.
import { LaunchToken } from '../dist/modules/elearning/scorm/launch-token.js'
import { openHouse, SECRET } from './house.mjs'
import { median, request, run } from './load.mjs'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5)
const COUNT = Number(process.env.BENCH_COUNT ?? 12_000)
const LEARNERS = 64
const PACKAGE = '00000000-0000-4000-8000-00000000000a'
const launchId = n => `00000000-0000-4000-8001-${String(n).padStart(12, '0')}`

const house = await openHouse()
const { database, start } = house

const ITEM = {
  identifier: 'I1',
  title: 'All of it',
  href: 'index.html',
  file: 'index.html',
  kind: 'sco',
  mastery: 0.8,
  completionThreshold: null,
}
const MANIFEST = { standard: 'SCORM 1.2', title: 'Bench', items: [ITEM], sequencing: { order: 'as listed', forwardOnly: false } }
const of = (kind, n) => `('00000000-0000-4000-8${kind}-' || lpad((${n})::text, 12, '0'))::uuid`
const SEED = [
  `INSERT INTO topic (id, key, name) VALUES (${of('002', 1)}, 'bench', 'Bench')`,
  `INSERT INTO course (id, key, title, kind, topic_id) VALUES (${of('003', 1)}, 'bench', 'Bench', 'e-learning', ${of('002', 1)})`,
  `INSERT INTO person (id, email, name, registered_at) SELECT ${of('004', 'n')}, 'learner-' || n || '@example.org', 'Learner', now() FROM generate_series(1, ${LEARNERS}) n`,
  `INSERT INTO scorm_package (id, filename, manifest, bytes, uploaded_at) VALUES ('${PACKAGE}', 'bench.zip', '${JSON.stringify(MANIFEST)}', 0, now())`,
  `INSERT INTO enrolment (id, course_id, person_id, signed_up_at) SELECT ${of('005', 'n')}, ${of('003', 1)}, ${of('004', 'n')}, now() FROM generate_series(1, ${LEARNERS}) n`,
  `INSERT INTO scorm_launch (id, enrolment_id, item, number, opened_at) SELECT ${of('001', 'n')}, ${of('005', 'n')}, 0, 1, now() FROM generate_series(1, ${LEARNERS}) n`,
  `CREATE TABLE bench_progress (id bigserial PRIMARY KEY, sequence bigint NOT NULL, cmi jsonb NOT NULL, at timestamptz NOT NULL)`,
]

const tokens = new LaunchToken({ secret: SECRET })
const token = Array.from({ length: LEARNERS }, (_, n) => tokens.forLaunch({ launchId: launchId(n + 1), packageId: PACKAGE, item: 0 }))
// What an authoring tool keeps of a course that is half done.
const suspended = 'viewed=1,2,3,4,5,6|lastviewedslide=6|7#1##,1,3,5,7,9,11|'.repeat(25)
let sequence = 0

/** A word of the learner whose turn it is. */
async function keep(i, ask) {
  const cmi = { 'cmi.core.lesson_status': 'incomplete', 'cmi.core.lesson_location': String(i), 'cmi.core.session_time': '0000:01:00' }
  const body = {
    launch: token[i % LEARNERS],
    sequence: ++sequence,
    ended: false,
    seconds: 60,
    cmi: { ...cmi, 'cmi.suspend_data': suspended },
  }
  const answer = await ask(request('POST', '/api/v1/elearning/progress', {}, JSON.stringify(body)))
  return answer.status === 200 ? 'kept' : `wrong ${answer.status}`
}

try {
  for (const statement of SEED) await database.query(statement)
  const ports = { floor: 21820, goldthread: 21821 }
  await start(['bench/scorm-floor.mjs'], ports.floor)
  await start(['dist/main.js'], ports.goldthread)
  for (const port of Object.values(ports)) await run({ port, connections: 16, count: 3000, task: keep })
  const rates = { floor: [], goldthread: [] }
  for (let round = 1; round <= ROUNDS; round++)
    for (const side of ['floor', 'goldthread']) {
      const result = await run({ port: ports[side], connections: LEARNERS, count: COUNT, task: keep })
      if (result.words.kept !== COUNT) throw new Error(`${side}: ${JSON.stringify(result.words)}`)
      console.log(
        `${side.padEnd(12)} ${result.rate.toFixed(0).padStart(6)} a second   p50 ${result.p50.toFixed(1)} ms   p99 ${result.p99.toFixed(1)} ms`,
      )
      rates[side].push(result.rate)
    }
  const ratios = rates.goldthread.map((rate, i) => rate / rates.floor[i])
  console.log(
    `KEPT    ${median(ratios).toFixed(2)} of a bare insert over HTTP, of ${ratios.map(one => one.toFixed(2)).join(', ')} (aim 0.6)`,
  )
} finally {
  await house.close()
}
