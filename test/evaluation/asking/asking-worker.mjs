// A worker that asks, at a moment that it is told, in steps of so many: it says what each step came to, and dies wherever it is killed.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [dist, now, step] = process.argv.slice(2)
const from = file => import(pathToFileURL(join(dist, file)).href)
const require = createRequire(join(dist, 'main.js'))
require('reflect-metadata')
const { NestFactory } = require('@nestjs/core')
const { AppModule } = await from('app.module.js')
const { readSettings } = await from('config/settings.js')
const { AskingWriter } = await from('modules/evaluation/asking/asking.writer.js')

const settings = readSettings(process.env)
const app = await NestFactory.createApplicationContext(AppModule.with(settings, settings.databaseUrl), { logger: ['error'] })
const asking = app.get(AskingWriter)
const at = new Date(now)
const say = words => process.stdout.write(`${words}\n`)
say('ready')
let asked = 0
for (let laid = 1; laid > 0;) laid = await asking.layOut(at, Number(step))
await asking.noteChanges(at)
for (;;) {
  const { looked, asked: more } = await asking.askDue(at, Number(step))
  if (looked === 0) break
  asked += more
  say(`asked ${asked}`)
}
say('done')
await app.close()
