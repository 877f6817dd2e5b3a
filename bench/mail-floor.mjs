// The floor: a bare nodemailer pool that sends mails which are already written, in its own process, and keeps no account of them.
import nodemailer from 'nodemailer'

const { SMTP_URL, MESSAGES, CONNECTIONS, MAIL } = process.env
const mail = JSON.parse(MAIL)
const transport = nodemailer.createTransport({ url: SMTP_URL, pool: true, maxConnections: Number(CONNECTIONS), maxMessages: Infinity })

/** So many are handed to the pool at a time that it never waits for the next. */
const WINDOW = 20 * Number(CONNECTIONS)

async function run() {
  const count = Number(MESSAGES)
  let next = 0
  const one = async () => {
    while (next < count) {
      const n = next++
      const to = { name: mail.toName, address: `person${n}@example.org` }
      await transport.sendMail({
        ...mail.options,
        ...{ to, envelope: { from: mail.options.from.address, to: [to.address] }, messageId: `<bare-${n}@goldthread.example.org>` },
      })
    }
  }
  await Promise.all(Array.from({ length: WINDOW }, one))
}

process.on('message', () => {
  const before = process.cpuUsage()
  void run().then(() => process.send({ cpu: process.cpuUsage(before) }))
})
process.on('disconnect', () => process.exit(0))
process.send({ ready: true })
