import { Injectable } from '@nestjs/common'
import { once, type RequestKey } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import type { ModuleKind } from '../module.entity.js'
import { publishVersion } from '../publish-version.js'
import { type BuiltContent, contentProblems, type ElsewhereContent, EMPTY_CONTENT, isWebAddress } from '../rules/built-content.js'

export type EditCode = 'not-found' | 'overtaken' | 'not-ready' | 'nothing-changed'

/** A module as its editor had it open. */
export interface Edited {
  moduleId: string
  /** The revision that the form was made from. */
  revision: number
  sender: RequestKey
}

interface Locked {
  courseId: string
  kind: ModuleKind
  draft: object | null
  revision: number
  publishedRevision: number | null
  pictures: number[]
}

const LOCK = `
  SELECT course_id AS "courseId", kind, draft, revision, published_revision AS "publishedRevision",
    ARRAY(SELECT i.number FROM module_picture i WHERE i.module_id = module.id) AS pictures FROM module
  WHERE id = $1 AND kind IN ('built', 'elsewhere') AND state <> 'retired' FOR UPDATE`
const SAVE = 'UPDATE module SET draft = $2::jsonb, revision = revision + 1, changed_at = $3, changed_by_id = $4 WHERE id = $1'
const CREATE = `
  INSERT INTO module (id, course_id, kind, draft, changed_at, changed_by_id) SELECT $1, id, $3, $4::jsonb, $5, $6 FROM course
  WHERE id::text = $2 AND mode = 'e-learning' AND NOT retired RETURNING id`

/** Writing a module: each change is one revision of its draft, and a form from an older one changes nothing. */
@Injectable()
export class EditAModule {
  constructor(private readonly transaction: Transaction) {}

  /** Begins a module for a course; null where there is no such course to be taken as e-learning. */
  create(courseId: string, kind: 'built' | 'elsewhere', sender: RequestKey, now: Date): Promise<{ id: string } | null> {
    const draft = kind === 'built' ? EMPTY_CONTENT : { url: '', text: '' }
    return this.transaction.run(tx =>
      once(tx, sender, async () => {
        const values = [newId(), courseId, kind, JSON.stringify(draft), now, sender.personId]
        const [made] = await tx.query<{ id: string }[]>(CREATE, values)
        return made ?? null
      }),
    )
  }

  /** Saves what `change` makes of the draft; where it answers null there is no such part, and nothing is saved. */
  run<Content extends object>(
    edited: Edited,
    change: (draft: Content) => Content | null,
    now: Date,
  ): Promise<{ saved: true } | Refusal<EditCode>> {
    return this.transaction.run(tx =>
      once(tx, edited.sender, async () => {
        const [module] = await tx.query<Locked[]>(LOCK, [edited.moduleId])
        if (!module) return refuse('not-found')
        if (module.revision !== edited.revision) return refuse('overtaken')
        const draft = change(module.draft as Content)
        if (!draft) return refuse('not-found')
        await tx.query(SAVE, [edited.moduleId, JSON.stringify(draft), now, edited.sender.personId])
        return { saved: true as const }
      }),
    )
  }

  /** Publishes the draft as the next version. Refused while anything stands in its way; the same revision is published once. */
  publish(edited: Edited, now: Date): Promise<{ saved: true } | Refusal<EditCode>> {
    return this.transaction.run(tx =>
      once(tx, edited.sender, async () => {
        const [module] = await tx.query<Locked[]>(LOCK, [edited.moduleId])
        if (!module) return refuse('not-found')
        if (module.revision !== edited.revision) return refuse('overtaken')
        if (module.publishedRevision === module.revision) return refuse('nothing-changed')
        if (!isReady(module)) return refuse('not-ready')
        const version = { moduleId: edited.moduleId, courseId: module.courseId, content: module.draft!, byId: edited.sender.personId }
        await publishVersion(tx, version, now)
        return { saved: true as const }
      }),
    )
  }
}

const isReady = ({ kind, draft, pictures }: Locked): boolean =>
  kind === 'built' ? contentProblems(draft as BuiltContent, pictures).length === 0 : isWebAddress((draft as ElsewhereContent).url)
