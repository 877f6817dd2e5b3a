import { Controller, Get, Global, Module, Res } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import type { Response } from 'express'
import { setTimeout as pause } from 'node:timers/promises'
import { DataSource } from 'typeorm'
import { Access } from './access.js'
import { Metrics } from './metrics.js'
import { MetricsApi } from './metrics.api.js'
import { Problem } from './problem.js'
import { Readiness } from './readiness.js'

const LONGEST_WAIT = 2000

/** For whoever watches over the process: does it live, and can it serve? */
@ApiTags('Running')
@Controller()
@Access('anyone')
export class HealthApi {
  constructor(
    private readonly database: DataSource,
    private readonly readiness: Readiness,
  ) {}

  @Get('health')
  @ApiOperation({ summary: 'The process answers' })
  health() {
    return { status: 'ok' }
  }

  @Get('ready')
  @ApiOperation({ summary: 'The database answers too; 503 when it does not. Redis is named where there is one, and may be away' })
  async ready(@Res({ passthrough: true }) response: Response) {
    if (await this.databaseAnswers()) return { status: 'ready', database: 'ok', ...(await this.readiness.all()) }
    response.status(503).type('application/problem+json')
    return new Problem(503, 'database-away', 'The database does not answer. Nothing can be served until it does.').getResponse()
  }

  /** A database that is away may let a question hang for long; whoever asks here wants a quick no. */
  private async databaseAnswers(): Promise<boolean> {
    const asked = this.database.query('SELECT 1').then(
      () => true,
      () => false,
    )
    return Promise.race([asked, pause(LONGEST_WAIT, false, { ref: false })])
  }
}

@Global()
@Module({ controllers: [HealthApi, MetricsApi], providers: [Readiness, Metrics], exports: [Readiness, Metrics] })
export class HealthModule {}
