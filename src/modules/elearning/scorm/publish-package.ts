import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once, type RequestKey } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import { publishVersion } from '../publish-version.js'
import type { Manifest } from './reading/manifest.js'

/** What a version of a SCORM module holds. The files stay with the package. */
export interface ScormContent extends Manifest {
  packageId: string
}

export type PublishCode = 'not-found' | 'course-unknown'

const COURSE = `SELECT id FROM course WHERE key = $1 AND kind = 'e-learning' AND NOT retired FOR UPDATE`
const MODULE = `SELECT id FROM module WHERE course_id = $1 AND kind = 'scorm' ORDER BY state = 'published' DESC, changed_at DESC LIMIT 1 FOR UPDATE`
const CHANGE = `
  INSERT INTO module (id, course_id, kind, changed_at, changed_by_id) VALUES ($1, $2, 'scorm', $3, $4)
  ON CONFLICT (id) DO UPDATE SET revision = module.revision + 1, changed_at = $3, changed_by_id = $4`

/** Makes a package what an e-learning course is taken with. Whoever has begun with something else finishes with that. */
@Injectable()
export class PublishPackage {
  constructor(private readonly transaction: Transaction) {}

  run(packageId: string, courseKey: string, sender: RequestKey, now: Date): Promise<{ courseKey: string } | Refusal<PublishCode>> {
    return this.transaction.run(tx => once(tx, sender, () => publish(tx, packageId, courseKey, sender.personId, now)))
  }
}

async function publish(tx: EntityManager, packageId: string, courseKey: string, byId: string, now: Date) {
  const [found] = await tx.query<{ manifest: Manifest }[]>('SELECT manifest FROM scorm_package WHERE id = $1', [packageId])
  if (!found) return refuse('not-found')
  // The course's row is held, so that two desks publish one after the other.
  const [course] = await tx.query<{ id: string }[]>(COURSE, [courseKey])
  if (!course) return refuse('course-unknown')
  const [module] = await tx.query<{ id: string }[]>(MODULE, [course.id])
  const moduleId = module?.id ?? newId()
  await tx.query(CHANGE, [moduleId, course.id, now, byId])
  const content: ScormContent = { packageId, ...found.manifest }
  await publishVersion(tx, { moduleId, courseId: course.id, content, byId }, now)
  return { courseKey }
}
