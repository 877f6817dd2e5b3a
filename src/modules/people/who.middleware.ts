import { Injectable, type NestMiddleware } from '@nestjs/common'
import type { NextFunction, Request, Response } from 'express'
import { actingAs, type Acting } from '../../shared/acting.js'
import { Clock } from '../../shared/clock.js'
import type { Who } from '../../web/access.js'
import { PeopleReader } from './people.reader.js'
import { newId } from '../../shared/ids.js'
import { hashSecret } from '../../shared/secrets.js'

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
      actingAs(actingIn(request), next)
    }, next)
  }

  private find(request: Request): Promise<Who | undefined> {
    return request.originalUrl.startsWith('/api/') ? this.byToken(request) : this.bySession(request)
  }

  /** A session lasts as long as the password it was opened with. */
  private async bySession({ session }: Request) {
    const found = session?.personId ? await this.people.byId(session.personId) : undefined
    if (!found) return undefined
    const { passwordMark, ...who } = found
    return passwordMark === session.passwordMark ? who : undefined
  }

  private async byToken(request: Request) {
    const secret = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const found = secret ? await this.people.byTokenHash(hashSecret(secret)) : undefined
    if (!found) return undefined
    const { expiresAt, ...who } = found
    return expiresAt > this.clock.now() ? who : undefined
  }
}

/** What the audit says of a change that this request makes. */
export function actingIn(request: Request): () => Acting {
  const requestId = newId()
  return () => {
    const { path } = (request.route ?? {}) as { path?: unknown }
    const route = `${request.method} ${typeof path === 'string' ? path : ''}`.trim()
    return { personId: request.who?.id, as: request.who ? 'person' : 'visitor', address: request.ip, route, requestId }
  }
}
