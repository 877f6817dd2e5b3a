import type { NestExpressApplication } from '@nestjs/platform-express'
import type { INestApplication } from '@nestjs/common'
import compression from 'compression'
import type { RequestHandler } from 'express'
import type { Pool } from 'pg'
import { DataSource } from 'typeorm'
import type { Settings } from './config/settings.js'
import { Jobs } from './jobs/jobs.js'
import { ProgressDoor } from './modules/elearning/scorm/progress-door.writer.js'
import { browserSessions } from './web/browser-sessions.js'
import { serveAssets } from './web/assets.js'
import { apiDocument } from './web/openapi.js'
import { Metrics } from './web/metrics.js'
import { forPages, protectForms, secure } from './web/security.js'

/** Puts the pipeline of every request on a Nest application, in the order it must run. Tests use the same. */
export function configure(nest: INestApplication, settings: Settings): NestExpressApplication {
  const app = nest as NestExpressApplication
  const https = settings.publicUrl.startsWith('https:')
  const express = app.getHttpAdapter().getInstance()
  const { secret, partnership, uploadMostMb } = settings
  Object.assign(express.locals, { secret, https, partnership, uploadMostMb, apiDocument: apiDocument(app) })
  app.set('trust proxy', https ? 1 : false)
  app.set('etag', false)
  app.disable('x-powered-by')
  app.use(app.get(Metrics).measure)
  secure(app)
  app.use(app.get(ProgressDoor).open(() => app.get<Jobs>(Jobs).nudge()))
  app.use(serveAssets)
  app.use(forReading(compression({ level: 1 })))
  app.use(forPages(browserSessions(poolOf(app), settings.secret, https)))
  app.useBodyParser('urlencoded', { extended: true, limit: '1mb' })
  app.useBodyParser('json', { limit: '1mb' })
  protectForms(app)
  return app
}

/** Answers to changes are short; only what is read is worth packing. */
const forReading =
  (handler: RequestHandler): RequestHandler =>
  (request, response, next) =>
    request.method === 'GET' ? void handler(request, response, next) : next()

/** TypeORM's own pool of connections, so that the session store opens none beside it. */
export function poolOf(app: INestApplication): Pool {
  return (app.get(DataSource).driver as unknown as { master: Pool }).master
}
