import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common'
import { ApiExtension } from '@nestjs/swagger'
import type { Request } from 'express'

export type Role = 'trainer' | 'training lead' | 'report reader' | 'administrator'

/**
 * Who may use a route. `anyone`: strangers too. `stranger only` does not exist: signing in twice is harmless. `delegate`: anybody
 * signed in. A role: those who hold it. Whether a row is theirs is the use case's to decide.
 */
export type Audience = 'anyone' | 'delegate' | Role

export const ACCESS = 'goldthread:access'

/** Declares who may use a route; the guard refuses every route that does not declare it, and the API's description repeats it. */
export const Access = (...audience: [Audience, ...Audience[]]) =>
  applyDecorators(SetMetadata(ACCESS, audience), ApiExtension('x-access', audience))

/** The person behind a request, as sign-in found them. */
export interface Who {
  id: string
  name: string
  email: string
  agencyId: string | null
  roles: Role[]
  /** Somebody names the address of this account as their line manager’s or deputy’s; known of browsers only. */
  manages?: boolean
}

declare module 'express-serve-static-core' {
  interface Request {
    /** Set by the people module for a signed-in browser or a Bearer token. */
    who?: Who
  }
}

/** The signed-in person, for routes whose access says there is one. */
export const Me = createParamDecorator((_data: unknown, context: ExecutionContext): Who | undefined => {
  return context.switchToHttp().getRequest<Request>().who
})

export const holds = (who: Who | undefined, role: Role): boolean => who?.roles.includes(role) ?? false
