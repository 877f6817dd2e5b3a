import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { Request } from 'express'
import { Problem } from './problem.js'

const KEY = /^[\x21-\x7e]{1,200}$/

/**
 * The key that stays the same when the same request is sent again: a form's field `idempotencyKey`, a program's header
 * `Idempotency-Key`. Undefined where none was sent; 400 for what is none, before it reaches an index that could not hold it.
 * It counts for its method and path only: a program that uses one key for two occurrences must not be told of the first one's place twice.
 */
export const RequestKey = createParamDecorator((_data: unknown, context: ExecutionContext): string | undefined => {
  const request = context.switchToHttp().getRequest<Request>()
  const sent: unknown = request.path.startsWith('/api/') ? request.headers['idempotency-key'] : fieldOf(request.body)
  if (sent === undefined || sent === '') return undefined
  if (typeof sent === 'string' && KEY.test(sent)) return `${request.method} ${request.path} ${sent}`
  throw new Problem(400, 'idempotency-key-malformed', 'Send an idempotency key of 1 to 200 letters, digits and signs, without spaces.')
})

const fieldOf = (body: unknown): unknown => (body as { idempotencyKey?: unknown } | undefined)?.idempotencyKey
