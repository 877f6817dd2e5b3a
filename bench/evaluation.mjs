// How long it takes to ask 20,000 people in one night, as a ratio to a floor: bare inserts of as many messages of the same size, in steps of
// the same size, by one connection of the same database in the same run. With the statements that it takes, and the memory that it grows by.
// npm run build && node scripts/run.mjs bench/evaluation.mjs; BENCH_INVITATIONS changes the size, BENCH_ROUNDS how often.
import { NestFactory } from '@nestjs/core'
import { clearInterval, setInterval } from 'node:timers'
import pg from 'pg'
import 'reflect-metadata'
import { AppModule } from '../dist/app.module.js'
import { readSettings } from '../dist/config/settings.js'
import { AskForAnswers } from '../dist/jobs/ask-for-answers.js'
import { openHouse, SECRET } from './house.mjs'
import { median } from './load.mjs'

const INVITATIONS = Number(process.env.BENCH_INVITATIONS ?? 20_000)
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)
const STEP = 1000
const ON_A_DATE = 25
const NEVER = new globalThis.AbortController().signal
const [BEGINS, ENDS, WEEKS] = ['2026-03-01T12:00:00Z', '2026-03-10T16:00:00Z', '2026-05-05T07:30:00Z'].map(at => new Date(at))

const house = await openHouse()
const { database } = house
const settings = readSettings({ DATABASE_URL: house.url, SECRET, DATABASE_POOL: '4', CONTENT_PORT: '0' })
const app = await NestFactory.createApplicationContext(AppModule.with(settings, house.url), { logger: ['error', 'warn'] })

let statements = 0
const { query } = pg.Client.prototype
pg.Client.prototype.query = function (...words) {
  if (this !== database) statements += 1
  return query.apply(this, words)
}

const uuid = (kind, n) => `('00000000-0000-4000-8${kind}00-' || lpad((${n})::text, 12, '0'))::uuid`

/** So many people, each on one of many dates that end on the same afternoon. */
async function fill() {
  const dates = Math.ceil(INVITATIONS / ON_A_DATE)
  for (const statement of [
    `INSERT INTO topic (id, key, name) VALUES (${uuid(0, 1)}, 'bench', 'Bench')`,
    `INSERT INTO course (id, key, title, kind, topic_id) SELECT ${uuid(1, 'n')}, 'c' || n, 'Course ' || n, 'scheduled', ${uuid(0, 1)} FROM generate_series(1, 40) n`,
    `INSERT INTO event (id, key, course_id) SELECT ${uuid(2, 'n')}, 'e' || n, ${uuid(1, 'n')} FROM generate_series(1, 40) n`,
    `INSERT INTO occurrence (id, key, event_id, course_id, starts_at, ends_at, places) SELECT ${uuid(3, 'n')}, 'o' || n, ${uuid(2, '1 + n % 40')},
       ${uuid(1, '1 + n % 40')}, '2026-03-10T09:30:00Z', '${ENDS.toISOString()}', 100 FROM generate_series(1, ${dates}) n`,
    `INSERT INTO session (id, occurrence_id, number, starts_at, ends_at) SELECT gen_random_uuid(), id, 1, starts_at, ends_at FROM occurrence`,
    `INSERT INTO person (id, email, name, manager_name, manager_email, registered_at) SELECT ${uuid(4, 'n')}, 'person-' || n || '@example.org',
       'Person ' || n, 'Manager ' || n / 20, 'manager-' || n / 20 || '@example.org', now() FROM generate_series(1, ${INVITATIONS}) n`,
    `INSERT INTO booking (id, reference, occurrence_id, course_id, person_id, state, booked_at)
     SELECT ${uuid(5, 'n')}, 'B' || n, ${uuid(3, `1 + (n - 1) / ${ON_A_DATE}`)}, ${uuid(1, `1 + (1 + (n - 1) / ${ON_A_DATE}) % 40`)}, ${uuid(4, 'n')}, 'attended',
       '2026-02-01T12:00:00Z' FROM generate_series(1, ${INVITATIONS}) n`,
    'VACUUM ANALYZE',
  ])
    await database.query(statement)
}

const seconds = since => (performance.now() - since) / 1000

/** One run of the job; the memory is what the process holds at its most, above what it held before. */
async function run(at) {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20)
  const [began, asked] = [performance.now(), statements]
  const words = await app.get(AskForAnswers).run(at, NEVER)
  clearInterval(watch)
  return { words, took: seconds(began), statements: statements - asked, grewMb: (most - before) / 2 ** 20 }
}

/** As many rows as the run wrote, of the same size, and nothing decided: the least that it could take. */
async function floor() {
  const { rows } = await database.query(`SELECT * FROM message WHERE kind = 'evaluation-weeks-later'`)
  await database.query('CREATE TEMP TABLE bare (LIKE message INCLUDING INDEXES INCLUDING DEFAULTS)')
  const began = performance.now()
  for (let i = 0; i < rows.length; i += STEP) {
    await database.query('BEGIN')
    await database.query('INSERT INTO bare SELECT * FROM jsonb_populate_recordset(NULL::bare, $1::jsonb)', [
      JSON.stringify(rows.slice(i, i + STEP)),
    ])
    await database.query('COMMIT')
  }
  const took = seconds(began)
  await database.query('DROP TABLE bare')
  return { took, rows: rows.length }
}

async function checked() {
  const { rows } = await database.query(
    `SELECT count(*)::int AS messages, count(DISTINCT subject)::int AS people FROM message WHERE kind = 'evaluation-weeks-later'`,
  )
  if (rows[0].messages !== INVITATIONS || rows[0].people !== INVITATIONS) throw new Error(`not each once: ${JSON.stringify(rows[0])}`)
}

const show = (name, { took, statements: count, grewMb }) =>
  console.log(
    `  ${name.padEnd(44)} ${took.toFixed(2).padStart(6)} s, ${String(count).padStart(4)} statements, ${grewMb.toFixed(0).padStart(4)} MB more`,
  )

try {
  await fill()
  await run(BEGINS)
  console.log(`${INVITATIONS.toLocaleString('en-GB')} people whose courses end on one afternoon`)
  show('laid out at the end, and asked what they learned', await run(ENDS))
  const ratios = []
  for (let round = 1; round <= ROUNDS; round++) {
    await database.query(`DELETE FROM message WHERE kind = 'evaluation-weeks-later'`)
    await database.query(
      `UPDATE evaluation_invitation SET state = 'due', asked_at = NULL, chasers = 0, next_at = due_at - interval '4 hours' WHERE stage = 'impact'`,
    )
    await database.query('VACUUM ANALYZE')
    const sweep = await run(WEEKS)
    await checked()
    show('all due in one night, eight weeks later', sweep)
    const bare = await floor()
    console.log(`  ${'bare inserts of the same messages'.padEnd(44)} ${bare.took.toFixed(2).padStart(6)} s`)
    ratios.push(sweep.took / bare.took)
  }
  console.log(`  a sweep takes ${median(ratios).toFixed(1)} times as long as writing its messages alone`)
  show('a run in which nothing is due', await run(WEEKS))
} finally {
  await app.close()
  await house.close()
}
