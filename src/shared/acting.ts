import { AsyncLocalStorage } from 'node:async_hooks'

/** On whose behalf something is done, and from where: what the audit says of each change. */
export interface Acting {
  /** The person; left out where it is no person, or nobody knows who. */
  personId?: string | undefined
  /** `person`, `visitor` (nobody signed in, such as who followed a link in a mail), `job:<name>`, `import`, or `setup`. */
  as: string
  address?: string | undefined
  /** The route as it is declared, without what was filled in: a link's secret is part of its address. */
  route?: string | undefined
  requestId?: string | undefined
}

const storage = new AsyncLocalStorage<() => Acting>()
const remembered = new WeakMap<object, Acting>()

/** Whatever `fn` begins is done on their behalf. Asked anew at each use: a route is known later than the request. */
export const actingAs = <T>(who: () => Acting, fn: () => T): T => storage.run(who, fn)

/** On whose behalf this is done; undefined outside of requests, jobs and commands. */
export const acting = (): Acting | undefined => storage.getStore()?.()

/** Remembers of a request that waits in a lane who made it: it may be carried out in a round that somebody else's request began. */
export function rememberActing(request: object): void {
  const now = acting()
  if (now) remembered.set(request, now)
}

export const actingOf = (request: object): Acting | undefined => remembered.get(request)
