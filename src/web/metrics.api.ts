import { Controller, ForbiddenException, Get, Inject, Req, type OnModuleInit } from '@nestjs/common'
import { timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import type { Pool } from 'pg'
import { DataSource } from 'typeorm'
import { SETTINGS } from '../config/settings.js'
import type { Settings } from '../config/settings.js'
import { hashSecret } from '../shared/secrets.js'
import { Access } from './access.js'
import { Metrics } from './metrics.js'
import { Download } from './reply.js'

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

/** For Prometheus: with METRICS_TOKEN by that token, without it from the machine itself alone. */
@Controller('metrics')
@Access('anyone')
export class MetricsApi implements OnModuleInit {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly metrics: Metrics,
    private readonly database: DataSource,
  ) {}

  onModuleInit(): void {
    const pool = (this.database.driver as unknown as { master: Pool }).master
    this.metrics.gauge(
      'goldthread_database_connections',
      'Connections of this process to the database, and requests that wait for one.',
      () => Promise.resolve({ open: pool.totalCount, idle: pool.idleCount, awaited: pool.waitingCount }),
      'state',
    )
  }

  @Get()
  async show(@Req() request: Request) {
    if (!this.mayRead(request)) throw new ForbiddenException()
    return new Download(this.metrics.contentType, await this.metrics.text())
  }

  /** A proxy on the same machine asks from loopback too; what it passes on for others says so. */
  private mayRead({ headers, socket }: Request): boolean {
    const { metricsToken } = this.settings
    if (metricsToken !== null) return same(headers.authorization ?? '', `Bearer ${metricsToken}`)
    return LOOPBACK.includes(socket.remoteAddress ?? '') && !headers['x-forwarded-for'] && !headers.forwarded
  }
}

const same = (given: string, wanted: string): boolean => timingSafeEqual(Buffer.from(hashSecret(given)), Buffer.from(hashSecret(wanted)))
