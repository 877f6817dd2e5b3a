import 'reflect-metadata'
import type { AddressInfo } from 'node:net'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { Test } from '@nestjs/testing'
import { DataSource } from 'typeorm'
import { AppModule } from '../../src/app.module.js'
import { readSettings, type Settings } from '../../src/config/settings.js'
import { configure } from '../../src/create-app.js'
import { ContentOrigin } from '../../src/modules/elearning/scorm/content.reader.js'
import { Clock } from '../../src/shared/clock.js'
import { FixedClock } from './clock.js'
import { freshDatabase } from './database.js'

export interface TestApp {
  url: string
  app: NestExpressApplication
  database: DataSource
  clock: FixedClock
  databaseUrl: string
  stop(): Promise<void>
}

/** Monday 2 March 2026, 9am in London: far from both clock changes, no bank holiday near. */
export const MONDAY = new Date('2026-03-02T09:00:00Z')

/** The whole product on a database of its own and a free port, with a clock that stands still. */
export async function startApp(now: Date = MONDAY, change: Partial<Settings> = {}): Promise<TestApp> {
  const own = await freshDatabase()
  const started = await serve(own.url, new FixedClock(now), change)
  const stop = () => started.stop().then(() => own.drop())
  return { ...started, stop }
}

/** A second process, as it were, on the first one's database and by its clock; to be stopped before the first. */
export const startBeside = (first: TestApp, change: Partial<Settings> = {}): Promise<TestApp> =>
  serve(first.databaseUrl, first.clock, change)

async function serve(databaseUrl: string, clock: FixedClock, change: Partial<Settings>): Promise<TestApp> {
  const read = readSettings({
    DATABASE_URL: databaseUrl,
    SECRET: 'a-secret-of-the-tests-that-is-long-enough',
    DATABASE_POOL: '12',
    CONTENT_PORT: '0',
  })
  const settings = { ...read, ...change }
  const module = await Test.createTestingModule({ imports: [AppModule.with(settings, databaseUrl)] })
    .overrideProvider(Clock)
    .useValue(clock)
    .compile()
  const app = configure(module.createNestApplication({ bodyParser: false, logger: ['error', 'warn'] }), settings)
  await app.listen(0, '127.0.0.1')
  const { port } = app.getHttpServer().address() as AddressInfo
  await app.get(ContentOrigin).listen(port)
  return { url: `http://127.0.0.1:${port}`, app, database: app.get(DataSource), clock, databaseUrl, stop: () => app.close() }
}
