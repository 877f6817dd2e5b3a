import { Injectable } from '@nestjs/common'
import { once, type RequestKey } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import { EMPTY_FORM, type FormContent } from '../rules/form-content.js'
import type { Stage } from '../rules/stage-settings.js'

export interface NewForm {
  title: string
  stage: Stage
  /** Null: a default, of every course without a form of its own. */
  courseId: string | null
  /** The form whose questions it begins with; null: none. */
  copyOf: string | null
}

const COPIED = 'SELECT draft FROM evaluation_form WHERE id = $1'
const CREATE = `
  INSERT INTO evaluation_form (id, title, stage, course_id, draft, changed_at, changed_by_id) VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7)`

/** Begins a form: empty, or with the questions of another. Nobody is asked with it before it is published. */
@Injectable()
export class BeginAForm {
  constructor(private readonly transaction: Transaction) {}

  run({ title, stage, courseId, copyOf }: NewForm, sender: RequestKey, now: Date): Promise<{ id: string }> {
    return this.transaction.run(tx =>
      once(tx, sender, async () => {
        const id = newId()
        const [copied] = copyOf === null ? [] : await tx.query<{ draft: FormContent }[]>(COPIED, [copyOf])
        await tx.query(CREATE, [id, title, stage, courseId, JSON.stringify(copied?.draft ?? EMPTY_FORM), now, sender.personId])
        return { id }
      }),
    )
  }
}
