import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import type { Request } from 'express'
import { tap, type Observable } from 'rxjs'
import { Jobs } from './jobs.js'

/**
 * After each change that succeeded, and so is committed, the jobs that have to know of changes run soon: a confirmation is sent now and
 * not with the next minute. Whoever made the change waits for none of it.
 */
@Injectable()
export class Nudge implements NestInterceptor {
  constructor(private readonly jobs: Jobs) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method } = context.switchToHttp().getRequest<Request>()
    if (method === 'GET' || method === 'HEAD') return next.handle()
    return next.handle().pipe(tap(() => this.jobs.nudge()))
  }
}
