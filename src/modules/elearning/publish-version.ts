import type { EntityManager } from 'typeorm'
import { newId } from '../../shared/ids.js'

export interface NewVersion {
  moduleId: string
  courseId: string
  content: object
  byId: string | null
}

const RETIRE = `UPDATE module SET state = 'retired' WHERE course_id = $1 AND id <> $2 AND state = 'published'`
const INSERT = `
  INSERT INTO module_version (id, module_id, number, content, published_at, published_by_id)
  SELECT $1, $2, coalesce(max(number), 0) + 1, $3::jsonb, $4, $5 FROM module_version WHERE module_id = $2`
const PUBLISHED = `UPDATE module SET state = 'published', published_revision = revision WHERE id = $1`

/**
 * Makes this the newest version of a module, and the module the one its course is taken with; the caller holds the module's row. Those who
 * are half way through an earlier version, or another module, keep it.
 */
export async function publishVersion(tx: EntityManager, { moduleId, courseId, content, byId }: NewVersion, now: Date): Promise<void> {
  await tx.query(RETIRE, [courseId, moduleId])
  await tx.query(INSERT, [newId(), moduleId, JSON.stringify(content), now, byId])
  await tx.query(PUBLISHED, [moduleId])
}
