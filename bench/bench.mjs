// npm run bench: what the product does in a second, each as a ratio to a floor measured in turn in the same run.
import { openHouse } from './house.mjs'
import { median, request, run } from './load.mjs'
import { races } from './race.mjs'
import { audited, CROWD, HISTORY, reset, secret, seed, SPREAD, uuid } from './seed.mjs'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)
const CONNECTIONS = 64

const house = await openHouse()
const { database, start } = house

const header = i => ({ authorization: `Bearer ${secret(i + 1)}` })
const book = (i, n) => request('POST', `/api/v1/occurrences/${uuid(5, n)}/bookings`, header(i))
const join_ = i => request('POST', '/api/v1/courses/c3/waiting-list', header(i))

/** Everybody wants the same 50 places; who gets none joins the list. */
async function hot(i, ask) {
  const first = await ask(book(i, 1))
  if (first.status === 201) return 'booked'
  if (first.status !== 409 || !first.body.includes('"full"')) return `wrong ${first.status}`
  const second = await ask(join_(i))
  return second.status === 201 ? 'waiting' : `wrong ${second.status}`
}

/** Everybody books one of 500 occurrences. */
async function spread(i, ask) {
  const answer = await ask(book(i, 2 + ((i * 31) % SPREAD)))
  return answer.status === 201 ? 'booked' : `wrong ${answer.status}`
}

/** What must be true after a run, whatever the speed: nothing given twice, no gap in the queue, counters equal to rows. */
async function check(name, words) {
  const wrong = Object.keys(words).filter(word => word.startsWith('wrong'))
  const { rows } = await database.query(`
    SELECT (SELECT count(*)::int FROM booking WHERE key IS NULL) AS booked, (SELECT sum(booked)::int FROM occurrence) AS counted,
      (SELECT count(*)::int FROM booking WHERE occurrence_id = '${uuid(5, 1)}') AS hot,
      (SELECT count(*)::int FROM waiting_entry) AS waiting, (SELECT coalesce(max(number), 0) FROM waiting_entry) AS last`)
  const [is] = rows
  const right = is.booked === (words.booked ?? 0) && is.counted === is.booked && is.hot <= 50 && is.waiting === is.last
  if (wrong.length || !right) throw new Error(`${name}: ${JSON.stringify({ words, ...is })}`)
}

const show = (name, result) =>
  console.log(
    `  ${name.padEnd(16)} ${result.rate.toFixed(0).padStart(6)} people/s   p50 ${result.p50.toFixed(1)} ms   p95 ${result.p95.toFixed(1)} ms   p99 ${result.p99.toFixed(1)} ms   ${JSON.stringify(result.words)}`,
  )

try {
  console.log(`seeding ${HISTORY} bookings of history, ${CROWD} people`)
  await seed(database)
  const ports = { floor: 21810, goldthread: 21811 }
  await start(['bench/floor.mjs'], ports.floor, { authorization: `Bearer ${secret(1)}` })
  await start(['dist/main.js'], ports.goldthread)
  const results = { hot: { floor: [], goldthread: [] }, spread: { floor: [], goldthread: [] } }
  for (const port of Object.values(ports)) await run({ port, connections: 16, count: 2000, task: spread })
  console.log('races, 64 connections')
  await races(database, ports.goldthread)
  for (let round = 1; round <= ROUNDS; round++) {
    console.log(`round ${round}`)
    for (const [name, task] of [
      ['hot', hot],
      ['spread', spread],
    ])
      for (const side of ['floor', 'goldthread']) {
        await reset(database)
        await audited(database, side === 'goldthread')
        const result = await run({ port: ports[side], connections: CONNECTIONS, count: CROWD, task })
        await check(`${name} ${side}`, result.words)
        show(`${name} ${side}`, result)
        results[name][side].push(result)
      }
  }
  const ratio = name => results[name].goldthread.map((result, i) => result.rate / results[name].floor[i].rate)
  console.log(
    `HOT     ${median(ratio('hot')).toFixed(2)} of the floor (aim 2.0), p99 ${median(results.hot.goldthread.map(r => r.p99)).toFixed(1)} ms (aim under 50)`,
  )
  console.log(`SPREAD  ${median(ratio('spread')).toFixed(2)} of the floor (aim 0.6)`)
} finally {
  await house.close()
}
