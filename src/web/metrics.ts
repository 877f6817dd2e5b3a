import { Injectable } from '@nestjs/common'
import type { NextFunction, Request, Response } from 'express'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** What one process counts of itself, for Prometheus. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry()
  private readonly durations = new Histogram({
    name: 'goldthread_http_request_duration_seconds',
    help: 'How long requests took, by the pattern of their route.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  })
  private begun = false

  /** Measures a request. Routes are named by their pattern: as many series as there are routes, whatever people ask for. */
  measure = (request: Request, response: Response, next: NextFunction): void => {
    const from = process.hrtime.bigint()
    response.once('finish', () => {
      const { path } = (request.route ?? {}) as { path?: unknown }
      const route = typeof path === 'string' ? path : request.path.startsWith('/assets/') ? '/assets' : 'none'
      this.durations.observe({ method: request.method, route, status: response.statusCode }, Number(process.hrtime.bigint() - from) / 1e9)
    })
    next()
  }

  /** A number that is looked up when somebody asks; `look` answers one value, or one for each value of the label. */
  gauge(name: string, help: string, look: () => Promise<number | Record<string, number>> | number, label = 'name'): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.registry],
      collect: async () => {
        const found = await look()
        gauge.reset()
        if (typeof found === 'number') gauge.set(found)
        else for (const [key, value] of Object.entries(found)) gauge.set({ [label]: key }, value)
      },
    })
  }

  get contentType(): string {
    return this.registry.contentType
  }

  /** Everything as text. The process's own numbers (event loop, memory) are kept from the first time that somebody asks. */
  text(): Promise<string> {
    if (!this.begun) collectDefaultMetrics({ register: this.registry })
    this.begun = true
    return this.registry.metrics()
  }
}
