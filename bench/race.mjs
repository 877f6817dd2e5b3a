// The races: 2,000 people at the same 50 places, at its waiting list, and the same with cancellations running beside it. Every answer is
// looked at, and what the tables hold afterwards is counted.
import { request, run } from './load.mjs'
import { reset, secret, uuid } from './seed.mjs'

const PEOPLE = 2000
const CONNECTIONS = 64
const header = i => ({ authorization: `Bearer ${secret(i + 1)}` })
const book = i => request('POST', `/api/v1/occurrences/${uuid(5, 1)}/bookings`, header(i))
const wait = i => request('POST', '/api/v1/courses/c3/waiting-list', header(i))

const STATE = `
  SELECT o.places, o.booked, o.held,
    (SELECT count(*)::int FROM booking b WHERE b.occurrence_id = o.id AND b.state = 'booked') AS "bookedRows",
    (SELECT count(DISTINCT person_id)::int FROM booking b WHERE b.occurrence_id = o.id AND b.state = 'booked') AS "bookedPeople",
    (SELECT count(*)::int FROM offer f WHERE f.occurrence_id = o.id AND f.state = 'open' AND f.kind = 'hold') AS "heldRows",
    (SELECT count(*)::int FROM waiting_entry w WHERE w.course_id = o.course_id) AS joined,
    (SELECT count(DISTINCT number)::int FROM waiting_entry w WHERE w.course_id = o.course_id) AS numbers,
    (SELECT coalesce(max(number), 0) FROM waiting_entry w WHERE w.course_id = o.course_id) AS last
  FROM occurrence o WHERE o.id = '${uuid(5, 1)}'`

function must(name, truth, facts) {
  if (!truth) throw new Error(`${name} does not hold: ${JSON.stringify(facts)}`)
}

const problem = answer =>
  answer.status === 201 ? 'booked' : answer.status === 409 ? JSON.parse(answer.body).code : `wrong ${answer.status}`

export async function races(database, port) {
  const state = async () => (await database.query(STATE)).rows[0]
  await reset(database)
  const first = await run({ port, connections: CONNECTIONS, count: PEOPLE, task: async (i, ask) => problem(await ask(book(i))) })
  let is = await state()
  must(
    'exactly 50 booked',
    first.words.booked === 50 && first.words.full === PEOPLE - 50 && is.bookedRows === 50 && is.bookedPeople === 50,
    { ...first.words, ...is },
  )
  console.log(`  ${PEOPLE} people at 50 places: ${JSON.stringify(first.words)}`)

  const positions = []
  const joined = await run({
    port,
    connections: CONNECTIONS,
    count: PEOPLE,
    task: async (i, ask) => {
      const answer = await ask(wait(i))
      if (answer.status === 201) positions.push(JSON.parse(answer.body).position)
      return answer.status === 201 ? 'waiting' : problem(answer)
    },
  })
  positions.sort((a, b) => a - b)
  is = await state()
  must('positions 1 to n', positions.every((position, i) => position === i + 1) && is.joined === PEOPLE - 50 && is.numbers === is.last, {
    ...joined.words,
    ...is,
  })
  console.log(`  the same at its waiting list: ${JSON.stringify(joined.words)}, positions 1 to ${positions.length} without a gap`)

  await reset(database)
  const mine = new Map()
  const both = await run({
    port,
    connections: CONNECTIONS,
    count: PEOPLE,
    task: async (i, ask) => {
      const answer = await ask(book(i))
      if (answer.status !== 201) {
        const word = problem(answer)
        // Every other one waits, so that what the cancellations free has somebody to go to.
        if (word === 'full' && i % 2) await ask(wait(i))
        return word
      }
      mine.set(i, JSON.parse(answer.body).id)
      const [who, booking] = mine.entries().next().value
      mine.delete(who)
      const gone = await ask(request('DELETE', `/api/v1/bookings/${booking}`, header(who)))
      return gone.status === 200 ? 'booked, then somebody cancelled' : `wrong ${gone.status}`
    },
  })
  is = await state()
  const wrong = Object.keys(both.words).filter(word => word.startsWith('wrong'))
  must('counters equal rows', !wrong.length && is.booked === is.bookedRows && is.held === is.heldRows && is.booked + is.held <= is.places, {
    ...both.words,
    ...is,
  })
  console.log(
    `  the same with cancellations beside it: ${JSON.stringify(both.words)}; ${is.booked} booked and ${is.held} held of ${is.places}`,
  )
}
