// The floor for the progress of packages: a bare node:http server that takes in the same message and inserts it, and nothing else.
import { createServer } from 'node:http'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 })
const text = 'INSERT INTO bench_progress (sequence, cmi, at) VALUES ($1, $2, now())'

createServer((request, response) => {
  if (request.method === 'GET') return response.end('ok')
  let body = ''
  request.setEncoding('utf8')
  request.on('data', piece => (body += piece))
  request.on('end', async () => {
    const { sequence, cmi } = JSON.parse(body)
    await pool.query({ name: 'insert', text, values: [sequence, JSON.stringify(cmi)] })
    const answer = '{"stored":true}'
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer)
  })
}).listen(Number(process.env.PORT), '127.0.0.1')
