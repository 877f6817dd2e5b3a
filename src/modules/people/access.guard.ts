import { ForbiddenException, Injectable, UnauthorizedException, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { Request } from 'express'
import { ACCESS, type Audience } from '../../web/access.js'

/** Lets a request through when its route's declared audience holds the person. A route that declares none is for nobody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const audience = this.reflector.getAllAndOverride<Audience[] | undefined>(ACCESS, [context.getHandler(), context.getClass()]) ?? []
    if (audience.includes('anyone')) return true
    const { who } = context.switchToHttp().getRequest<Request>()
    if (!who) throw new UnauthorizedException()
    const allowed = audience.some(one => one === 'delegate' || who.roles.some(role => role === one))
    if (!allowed) throw new ForbiddenException()
    return true
  }
}
