import type { AddressInfo } from 'node:net'
import { ConsoleLogger } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { AppModule } from './app.module.js'
import { LOG_LEVELS, readSettings, type Settings } from './config/settings.js'
import { configure } from './create-app.js'
import { loadDemoOnce } from './first-run.js'
import { Jobs } from './jobs/jobs.js'
import { keptSecret } from './kept-secret.js'
import { ContentOrigin } from './modules/elearning/scorm/content.reader.js'
import { openDatabase } from './open-database.js'
import { refuseTakenPort } from './taken-port.js'
import { Clock } from './shared/clock.js'
import { stopOnSignal } from './stop-on-signal.js'
import { welcome } from './welcome.js'

type Environment = Record<string, string | undefined>
const log = (line: string): void => console.log(line)

/** Starts the whole product: database, migrations, the demo at the first start of the embedded default, then pages and API. */
export async function start(env: Environment): Promise<void> {
  const settings = readSettings(env)
  await refuseTakenPort(settings)
  const database = await openDatabase(settings, { log })
  try {
    if (!settings.databaseUrl) await loadDemoOnce(database.url, settings.dataDir, new Clock().now(), log)
    const app = await serve(withSecret(settings, env), database.url)
    stopOnSignal(app, database, app.getHttpServer())
    log(welcome(settings))
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** Starts a process that runs the jobs beside the web processes: as many as there is work for, on one database and one Redis. */
export async function startWorker(env: Environment): Promise<void> {
  const settings = readSettings(env)
  if (!settings.databaseUrl || !settings.redisUrl) {
    throw new Error(
      'A worker needs DATABASE_URL and REDIS_URL. Without REDIS_URL the web process runs the jobs itself, and no worker is needed.',
    )
  }
  const database = await openDatabase(settings, { log })
  const app = await NestFactory.createApplicationContext(AppModule.with(settings, database.url), { logger: loggerOf(settings) })
  await app.get(Jobs).start('worker')
  stopOnSignal(app, database)
  log('Goldthread is at work on its jobs')
}

const withSecret = (settings: Settings, env: Environment): Settings =>
  settings.databaseUrl || env.SECRET?.trim() ? settings : { ...settings, secret: keptSecret(settings.dataDir) }

/** One JSON line for each entry where others collect them; plain lines in the embedded default, where a person reads them. */
const loggerOf = ({ logLevel, databaseUrl }: Settings) =>
  new ConsoleLogger({ json: databaseUrl !== null, logLevels: LOG_LEVELS.slice(0, LOG_LEVELS.indexOf(logLevel) + 1) })

async function serve(settings: Settings, databaseUrl: string) {
  const module = AppModule.with(settings, databaseUrl)
  const app = configure(await NestFactory.create(module, { bodyParser: false, logger: loggerOf(settings) }), settings)
  await app.listen(settings.port, settings.host)
  await app.get(ContentOrigin).listen(portOf(app))
  await app.get(Jobs).start('web')
  return app
}

/** The port that is really listened on, which the system chose where PORT is 0. */
const portOf = (app: NestExpressApplication): number => (app.getHttpServer().address() as AddressInfo).port
