import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common'
import type { NextFunction, Request, Response } from 'express'
import { ForwardStatements } from './forward-statements.writer.js'
import { StatementsApi, XAPI_VERSION } from './statements.api.js'
import { StatementsDeskPages } from './statements-desk.pages.js'
import { StatementsDeskQueries } from './statements-desk.queries.js'
import { StatementsQueries } from './statements.queries.js'

@Module({
  controllers: [StatementsApi, StatementsDeskPages],
  providers: [ForwardStatements, StatementsDeskQueries, StatementsQueries],
  exports: [ForwardStatements],
})
export class XapiModule implements NestModule {
  /** The version goes with refusals too, also those of who is not signed in. */
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply((_request: Request, response: Response, next: NextFunction) => {
        response.set('X-Experience-API-Version', XAPI_VERSION)
        next()
      })
      .forRoutes(StatementsApi)
  }
}
