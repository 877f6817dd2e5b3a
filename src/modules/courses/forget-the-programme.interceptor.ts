import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import type { Request } from 'express'
import { tap, type Observable } from 'rxjs'
import { ProgrammeReader } from './courses.reader.js'

/**
 * Forgets the programme that is kept in memory after each change that succeeded: whoever has just booked sees one place less, not a
 * second later. Refusals change nothing and forget nothing, so a crowd at a full date costs the readers of what's on nothing.
 */
@Injectable()
export class ForgetTheProgramme implements NestInterceptor {
  constructor(private readonly programme: ProgrammeReader) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method } = context.switchToHttp().getRequest<Request>()
    if (method === 'GET' || method === 'HEAD') return next.handle()
    return next.handle().pipe(tap(() => this.programme.invalidate()))
  }
}
