import type { AuditLine } from '../../src/modules/audit/audit-line.entity.js'
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
