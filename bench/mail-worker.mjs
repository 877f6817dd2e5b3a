// A worker process that drains the outbox, as the job does, until nothing is due.
import { NestFactory } from '@nestjs/core'
import 'reflect-metadata'
import { AppModule } from '../dist/app.module.js'
import { readSettings } from '../dist/config/settings.js'
import { MessageSender } from '../dist/modules/notifications/sender.writer.js'

const settings = readSettings(process.env)
const app = await NestFactory.createApplicationContext(AppModule.with(settings, settings.databaseUrl), { logger: ['error', 'warn'] })
const sender = app.get(MessageSender)

async function run() {
  let sent = 0
  for (;;) {
    const did = await sender.sendDue()
    sent += did.sent
    if (!did.left) return sent
  }
}

process.on('message', () => {
  const before = process.cpuUsage()
  void run().then(sent => process.send({ sent, cpu: process.cpuUsage(before) }))
})
process.on('disconnect', () => process.exit(0))
process.send({ ready: true })
