// The floor: a bare node:http server that books in one transaction for each request (row lock, counters) straight through pg. It writes
// to the same tables as the product, with the same checks, and nothing else: no framework, no validation, no repeat protection.
import { createHash, randomUUID } from 'node:crypto'
import http from 'node:http'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 })
const q = (client, name, text, values) => client.query({ name, text, values })

async function whoIs(request) {
  const hash = createHash('sha256').update(request.headers.authorization.slice(7)).digest('hex')
  const found = await q(
    pool,
    'who',
    'SELECT p.id, p.name, p.email, p.agency_id FROM person_token t JOIN person p ON p.id = t.person_id WHERE t.hash = $1',
    [hash],
  )
  return found.rows[0]
}

async function missing(person, courseId) {
  const found = await q(
    pool,
    'missing',
    `SELECT 1 FROM course_prerequisite n WHERE n.course_id = $2 AND NOT EXISTS
       (SELECT 1 FROM learning_record l WHERE l.person_id = $1 AND l.course_id = n.requires_id AND (l.valid_until IS NULL OR l.valid_until >= now()))`,
    [person.id, courseId],
  )
  return found.rowCount > 0
}

const message = (client, subject, kind, person) => {
  const id = randomUUID()
  return q(
    client,
    'message',
    `INSERT INTO message (id, subject, kind, sequence, to_name, to_email, data, message_id, due_at, try_at, created_at)
     VALUES ($1, $2, $3, 0, $4, $5, '{"course":"x"}', $6, now(), now(), now())`,
    [id, subject, kind, person.name, person.email, `<${id}@example.org>`],
  )
}

async function inTransaction(work) {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const answer = await work(client)
    await client.query(answer[0] < 300 ? 'COMMIT' : 'ROLLBACK')
    return answer
  } catch (error) {
    await client.query('ROLLBACK')
    return [error.code === '23505' ? 409 : 500, { code: error.code }]
  } finally {
    client.release()
  }
}

async function book(person, occurrenceId) {
  const course = (await q(pool, 'course', 'SELECT course_id FROM occurrence WHERE id = $1', [occurrenceId])).rows[0].course_id
  if (await missing(person, course)) return [409, { code: 'prerequisites-missing' }]
  return inTransaction(async client => {
    const row = (await q(client, 'lock', 'SELECT places, booked, held FROM occurrence WHERE id = $1 FOR UPDATE', [occurrenceId])).rows[0]
    if (row.booked + row.held >= row.places) return [409, { code: 'full' }]
    const id = randomUUID()
    await q(
      client,
      'book',
      `INSERT INTO booking (id, reference, occurrence_id, course_id, person_id, agency_id, state, booked_at, booked_by_id)
       VALUES ($1, $2, $3, $4, $5, $6, 'booked', now(), $5)`,
      [id, `GT-${id}`, occurrenceId, course, person.id, person.agency_id],
    )
    await q(client, 'count', 'UPDATE occurrence SET booked = booked + 1 WHERE id = $1', [occurrenceId])
    await message(client, `booking:${id}`, 'booking-confirmed', person)
    return [201, { id, state: 'booked' }]
  })
}

async function wait(person, courseKey) {
  const course = (await q(pool, 'key', 'SELECT id FROM course WHERE key = $1', [courseKey])).rows[0].id
  if (await missing(person, course)) return [409, { code: 'prerequisites-missing' }]
  return inTransaction(async client => {
    const list = await q(
      client,
      'list',
      'UPDATE waiting_list SET last_number = last_number + 1 WHERE course_id = $1 RETURNING last_number',
      [course],
    )
    const id = randomUUID()
    const number = list.rows[0].last_number
    await q(
      client,
      'join',
      'INSERT INTO waiting_entry (id, course_id, person_id, agency_id, number, joined_at) VALUES ($1, $2, $3, $4, $5, now())',
      [id, course, person.id, person.agency_id, number],
    )
    await message(client, `waiting:${id}`, 'waiting-joined', person)
    return [201, { id, position: number }]
  })
}

const server = http.createServer(async (request, response) => {
  if (request.url === '/health') return response.end()
  const [, , , noun, key, verb] = request.url.split('/')
  const person = await whoIs(request)
  request.resume()
  const [status, body] = noun === 'occurrences' && verb === 'bookings' ? await book(person, key) : await wait(person, key)
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text)
})
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'))
