import type { AuditLine } from '../../src/modules/audit/audit-line.entity.js'
import { Transaction } from '../../src/database/transaction.js'
import { actingAs, type Acting } from '../../src/shared/acting.js'
import type { TestApp } from '../support/app.js'

/** The lines that `work` wrote, oldest first. */
export async function linesOf(app: TestApp, work: () => Promise<unknown>): Promise<AuditLine[]> {
  const [{ last }] = await app.database.query<[{ last: string }]>('SELECT coalesce(max(id), 0) AS last FROM audit')
  await work()
  return linesSince(app, last)
}

const LINES = `SELECT id, at, actor_id AS "actorId", actor, address, route, request_id AS "requestId", subject, row_id AS "rowId", part_of AS "partOf",
  about_id AS "aboutId", action, counted, before, after FROM audit WHERE id > $1 ORDER BY id`

export const linesSince = (app: TestApp, last: string): Promise<AuditLine[]> => app.database.query(LINES, [last])

/** Does something as somebody. */
export const as = <T>(who: Partial<Acting>, work: () => T): T => actingAs(() => ({ as: 'person', ...who }), work)

/** Changes a course's title, in a transaction as the product writes. */
export const retitle = (app: TestApp, id: string, title: string): Promise<unknown> =>
  app.app.get(Transaction).run(tx => tx.query('UPDATE course SET title = $2 WHERE id = $1', [id, title]))
