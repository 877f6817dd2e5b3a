import { Injectable, type NestMiddleware } from '@nestjs/common'
import type { NextFunction, Request, Response } from 'express'
import { Clock } from '../../shared/clock.js'
import { PeopleReader } from './people.reader.js'
import { hashSecret } from './secrets.js'

/** Finds who is asking: by session for pages, by Bearer token for the API, never one for the other. */
@Injectable()
export class WhoMiddleware implements NestMiddleware {
  constructor(
    private readonly people: PeopleReader,
    private readonly clock: Clock,
  ) {}

  use(request: Request, _response: Response, next: NextFunction): void {
    this.find(request).then(who => {
      if (who) request.who = who
      next()
    }, next)
  }

  private async find(request: Request) {
    if (!request.originalUrl.startsWith('/api/')) return request.session?.personId ? this.people.byId(request.session.personId) : undefined
    const secret = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const found = secret ? await this.people.byTokenHash(hashSecret(secret)) : undefined
    return found && found.expiresAt > this.clock.now() ? found : undefined
  }
}
