// npm run bench:messages: how many due messages leave in a second, by one worker process and by two, as a ratio to a bare nodemailer pool that
// sends the same mails to the same sink in the same run. BENCH_MESSAGES, BENCH_SLOW_MESSAGES, BENCH_ROUNDS and SMTP_CONNECTIONS change its size.
import { fork } from 'node:child_process'
import { readSettings } from '../dist/config/settings.js'
import { composeMail } from '../dist/modules/notifications/sending/compose-mail.js'
import { mailText, shippedTemplate } from '../dist/modules/notifications/mail-text.js'
import { openHouse, SECRET } from './house.mjs'
import { median } from './load.mjs'

const MESSAGES = Number(process.env.BENCH_MESSAGES ?? 100_000)
const SLOW_MESSAGES = Number(process.env.BENCH_SLOW_MESSAGES ?? Math.min(MESSAGES, 5_000))
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 1)
const CONNECTIONS = Number(process.env.SMTP_CONNECTIONS ?? 5)
const SLOW_MS = 20
const KIND = 'password-changed'
const FACTS = { name: 'Dana Reed', changedAt: '2026-03-02T09:00:00Z' }

const house = await openHouse()
const { database, children } = house

/** A process of its own, once it has said its first word. */
async function start(file, env) {
  const child = fork(new URL(file, import.meta.url), { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  children.add(child)
  return { child, first: await answer(child) }
}

const answer = child =>
  new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', code => reject(new Error(`a process ended with ${code}`)))
  })

async function ask(child, word) {
  const said = answer(child)
  child.send(word)
  return said
}

function end(child) {
  children.delete(child)
  child.removeAllListeners('exit')
  child.disconnect()
}

async function fill(count) {
  await database.query('TRUNCATE message')
  await database.query(
    `INSERT INTO message (id, subject, kind, sequence, to_name, to_email, data, message_id, due_at, try_at, created_at)
     SELECT md5('message' || n)::uuid, 'account:' || n, $2, 0, 'Dana Reed', 'person' || n || '@example.org', $3, '<bench-' || n || '@goldthread.example.org>',
       now() - n * interval '1 ms', now() - n * interval '1 ms', now() FROM generate_series(1, $1::int) n`,
    [count, KIND, FACTS],
  )
  await database.query('VACUUM ANALYZE message')
}

/** What the floor sends: the product's own mail, written once. */
function writtenMail() {
  const settings = readSettings({})
  const { partnership, publicUrl, mailFrom } = settings
  const mail = mailText(KIND, shippedTemplate(KIND), FACTS, { partnership, publicUrl, mailFrom, signedLink: path => path })
  const to = { toName: FACTS.name, toEmail: 'x@example.org', messageId: '<x@x>', createdAt: new Date(), calendar: null }
  return { toName: FACTS.name, options: composeMail(to, mail, settings) }
}

const seconds = since => (performance.now() - since) / 1000

async function floor(sink, count) {
  const env = { SMTP_URL: sink.url, MESSAGES: String(count), CONNECTIONS: String(CONNECTIONS), MAIL: JSON.stringify(writtenMail()) }
  const { child } = await start('./mail-floor.mjs', env)
  await ask(sink.child, 'forget')
  const began = performance.now()
  const did = await ask(child, 'go')
  const rate = count / seconds(began)
  end(child)
  await checked(sink, count)
  return { rate, cpu: cpuMs([did]) / count }
}

async function workers(sink, count, processes) {
  await fill(count)
  const env = { DATABASE_URL: house.url, SECRET, SMTP_URL: sink.url, SMTP_CONNECTIONS: String(CONNECTIONS), NODE_ENV: 'production' }
  const started = await Promise.all(Array.from({ length: processes }, () => start('./mail-worker.mjs', env)))
  await ask(sink.child, 'forget')
  const began = performance.now()
  const did = await Promise.all(started.map(({ child }) => ask(child, 'go')))
  const rate = count / seconds(began)
  for (const { child } of started) end(child)
  await checked(sink, count)
  const { rows } = await database.query('SELECT state, count(*)::int AS n FROM message GROUP BY state')
  if (rows.length !== 1 || rows[0].state !== 'sent' || rows[0].n !== count)
    throw new Error(`not all are noted as sent: ${JSON.stringify(rows)}`)
  return { rate, cpu: cpuMs(did) / count }
}

/** Processor time of processes, in milliseconds. */
const cpuMs = did => did.reduce((sum, { cpu }) => sum + (cpu.user + cpu.system) / 1000, 0)

/** Whatever the speed: each was taken, and none twice. */
async function checked(sink, count) {
  const { taken, different } = await ask(sink.child, 'count')
  if (taken !== count || different !== count) throw new Error(`${count} due, ${taken} taken, ${different} different`)
}

const show = (name, { rate, cpu }) =>
  console.log(`  ${name.padEnd(24)} ${rate.toFixed(0).padStart(6)} messages/s, ${cpu.toFixed(2)} ms of processor time for each`)

async function measure(name, delayMs, count) {
  console.log(`${name}: ${count} messages, ${CONNECTIONS} connections for each process`)
  const { child, first } = await start('./mail-sink.mjs', { DELAY_MS: String(delayMs) })
  const sink = { child, url: `smtp://127.0.0.1:${first.port}` }
  const results = { bare: [], one: [], two: [] }
  for (let round = 1; round <= ROUNDS; round++) {
    for (const [key, words, run] of [
      ['bare', 'bare nodemailer pool', () => floor(sink, count)],
      ['one', 'one worker', () => workers(sink, count, 1)],
      ['two', 'two workers', () => workers(sink, count, 2)],
    ]) {
      results[key].push(await run())
      show(words, results[key].at(-1))
    }
  }
  end(child)
  const ratio = (a, b) => median(results[a].map(({ rate }, i) => rate / results[b][i].rate)).toFixed(2)
  console.log(`  one worker is ${ratio('one', 'bare')} of the bare pool (aim 0.5), the second gains ${ratio('two', 'one')} (aim 1.6)`)
}

try {
  await measure('A server that answers at once, on the same processor', 0, MESSAGES)
  await measure(`A server that takes ${SLOW_MS} ms for a mail, as one elsewhere does`, SLOW_MS, SLOW_MESSAGES)
} finally {
  await house.close()
}
