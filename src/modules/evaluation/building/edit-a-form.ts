import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once, type RequestKey } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.js'
import type { FormState } from '../entities/evaluation-form.entity.js'
import type { FormContent } from '../rules/form-content.js'
import { formProblems } from '../rules/form-problems.js'
import type { Stage } from '../rules/stage-settings.js'

/** A form as its editor had it open. */
export interface EditedForm {
  formId: string
  /** The draft that the page was made from; null: `change` looks by itself whether its part is still as it was. */
  version: number | null
  sender: RequestKey
}

interface Locked {
  title: string
  stage: Stage
  courseId: string | null
  state: FormState
  draft: FormContent
  version: number
  publishedDraft: number | null
}

/** What an edit makes of a form. `title`: a new one. */
export interface Edit {
  draft: FormContent
  title?: string
}
type Change = (draft: FormContent, tx: EntityManager) => Edit | Refusal | null | Promise<Edit | Refusal | null>
type Saved = { saved: true } | Refusal

const LOCK = `
  SELECT title, stage, course_id AS "courseId", state, draft, version, published_draft AS "publishedDraft" FROM evaluation_form
  WHERE id = $1 AND state <> 'retired' FOR UPDATE`
const SAVE = `
  UPDATE evaluation_form SET draft = $2::jsonb, title = $3, version = version + 1, changed_at = $4, changed_by_id = $5 WHERE id = $1`
const MEASURES = 'SELECT key FROM measure'
// Two forms for one place, published at the same moment: the second waits, and then takes the place of the first.
const IN_TURN = `SELECT pg_advisory_xact_lock(hashtextextended('published form ' || $1::text || coalesce($2::text, ''), 0))`
const REPLACED = `
  UPDATE evaluation_form SET state = 'retired' WHERE stage = $1 AND course_id IS NOT DISTINCT FROM $2 AND state = 'published' AND id <> $3`
const VERSION = `
  INSERT INTO evaluation_form_version (id, form_id, number, content, published_at, published_by_id)
  SELECT $1, $2, coalesce(max(number), 0) + 1, $3::jsonb, $4, $5 FROM evaluation_form_version WHERE form_id = $2`
const PUBLISHED = `UPDATE evaluation_form SET state = 'published', published_draft = version WHERE id = $1`
const RETIRED = `UPDATE evaluation_form SET state = 'retired', changed_at = $2, changed_by_id = $3 WHERE id = $1`

/** Writing a form: each change is one version of its draft. A page that was made from an older one loses nothing and overwrites nothing. */
@Injectable()
export class EditAForm {
  constructor(private readonly transaction: Transaction) {}

  /** Saves what `change` makes of the draft; null: there is no such part, and nothing is saved. */
  run(edited: EditedForm, change: Change, now: Date): Promise<Saved> {
    return this.locked(edited, async (form, tx) => {
      const edit = await change(form.draft, tx)
      if (!edit) return refuse('not-found')
      if (isRefusal(edit)) return edit
      await tx.query(SAVE, [edited.formId, JSON.stringify(edit.draft), edit.title ?? form.title, now, edited.sender.personId])
      return { saved: true }
    })
  }

  /**
   * Publishes the draft as the next version; the form that was published in its place is retired. Refused while anything stands in the
   * way; the same draft is published once.
   */
  publish(edited: EditedForm, now: Date): Promise<Saved> {
    return this.locked(edited, async ({ stage, courseId, draft, version, publishedDraft }, tx) => {
      if (publishedDraft === version) return refuse('nothing-changed')
      const measures = await tx.query<{ key: string }[]>(MEASURES)
      if (
        formProblems(
          draft,
          stage,
          measures.map(({ key }) => key),
        ).length > 0
      )
        return refuse('not-ready')
      await tx.query(IN_TURN, [stage, courseId])
      await tx.query(REPLACED, [stage, courseId, edited.formId])
      await tx.query(VERSION, [newId(), edited.formId, JSON.stringify(draft), now, edited.sender.personId])
      await tx.query(PUBLISHED, [edited.formId])
      return { saved: true }
    })
  }

  /** Nobody is asked with it from now on; what was answered keeps its version. */
  retire(edited: EditedForm, now: Date): Promise<Saved> {
    return this.locked(edited, async (_, tx) => {
      await tx.query(RETIRED, [edited.formId, now, edited.sender.personId])
      return { saved: true }
    })
  }

  private locked({ formId, version, sender }: EditedForm, then: (form: Locked, tx: EntityManager) => Promise<Saved>): Promise<Saved> {
    return this.transaction.run(tx =>
      once(tx, sender, async () => {
        const [form] = await tx.query<Locked[]>(LOCK, [formId])
        if (!form) return refuse('not-found')
        return version !== null && form.version !== version ? refuse('overtaken') : then(form, tx)
      }),
    )
  }
}
