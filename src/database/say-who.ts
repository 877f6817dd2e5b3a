import pg from 'pg'
import { acting, actingOf, type Acting } from '../shared/acting.js'

/** As the triggers of the audit read it (migrations/audit/watch.sql.ts). */
export const asRead = ({ personId, as, address, route, requestId }: Acting): object => ({
  p: personId,
  a: as,
  f: address,
  r: route,
  q: requestId,
})

/** The statement that tells one transaction on whose behalf it is; empty where nobody is known. No value can get out of the literal. */
export const sayWho = (who: Acting | undefined, during: 'LOCAL' | 'SESSION' = 'LOCAL'): string =>
  who ? `; SET ${during} goldthread.who = ${pg.escapeLiteral(JSON.stringify(asRead(who)))}` : ''

/** The same for a statement that writes what several people asked for: by the ids of the rows, who asked for each. */
export function saidOfEach(rows: { request: object; ids: string[] }[]): Record<string, object> {
  const each = rows.flatMap(({ request, ids }) => {
    const who = actingOf(request)
    return who ? ids.map((id): [string, object] => [id, asRead(who)]) : []
  })
  return Object.fromEntries(each)
}

type Query = (this: unknown, ...words: unknown[]) => unknown
const told = new WeakSet<object>()

/** Every transaction of the pool begins with saying who acts: in the one message that begins it, so that it costs no trip of its own. */
export function tellWhoActs(pool: pg.Pool): void {
  pool.on('acquire', client => {
    if (told.has(client)) return
    told.add(client)
    // Asked for anew each time: what counts statements puts itself there.
    const plain = Object.getPrototypeOf(client) as { query: Query }
    Object.assign(client, {
      query(this: unknown, first: unknown, ...rest: unknown[]) {
        const begins = first === 'START TRANSACTION' || first === 'BEGIN'
        return begins ? plain.query.call(this, first + sayWho(acting())) : plain.query.call(this, first, ...rest)
      },
    })
  })
}
