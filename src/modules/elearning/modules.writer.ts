import type { ClientBase } from 'pg'
import { newId } from '../../shared/ids.js'
import { contentProblems, type BuiltContent } from './rules/built-content.js'

/** A module that comes with data, such as the demo's. */
export interface GivenModule {
  courseKey: string
  content: BuiltContent
}

const LOAD = `
  WITH made AS (
    INSERT INTO module (id, course_id, kind, state, draft, published_revision, changed_at)
    SELECT $1, id, 'built', 'published', $3::jsonb, 1, $4 FROM course WHERE key = $2 RETURNING id)
  INSERT INTO module_version (id, module_id, number, content, published_at) SELECT $5, id, 1, $3::jsonb, $4 FROM made`

/** Loads a module that was written elsewhere and publishes it; throws on one that could not be published here. */
export async function loadModule(tx: Pick<ClientBase, 'query'>, { courseKey, content }: GivenModule, now: Date): Promise<void> {
  const [problem] = contentProblems(content)
  if (problem) throw new Error(`The module of ${courseKey} cannot be published: ${problem.where}: ${problem.say}`)
  await tx.query(LOAD, [newId(), courseKey, JSON.stringify(content), now, newId()])
}
