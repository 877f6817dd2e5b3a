import { Injectable } from '@nestjs/common'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import type { Who } from '../../../web/access.js'
import { kinds, type Kind } from '../kinds/kinds.js'
import type { KindRow } from '../kinds/kind.js'
import { shippedTemplate } from '../mail-text.js'
import { NotificationsReader } from '../notifications.reader.js'
import { type TemplateProblem, templateOf, templateProblems, type Words } from './template-problems.js'
import { EditedWords } from './edited-words.js'

/** What came of saving: `overtaken` when somebody else saved since the form was opened. */
export type SaveAnswer = { saved: number } | { errors: TemplateProblem[] } | { overtaken: true }

/** How a form was sent: by whom, of which version it was (0: never changed), and its key. */
export interface TemplateForm {
  version: number
  key: string | undefined
}

/** Changes the words of a kind of mail, or goes back to those that the product brings. */
@Injectable()
export class SaveTemplate {
  constructor(
    private readonly transaction: Transaction,
    private readonly notifications: NotificationsReader,
    private readonly edited: EditedWords,
  ) {}

  problems(kind: Kind, words: Words): TemplateProblem[] {
    const { sample, needs = [] } = kinds[kind] as KindRow
    return templateProblems(words, { shipped: shippedTemplate(kind), sample, needs }, this.notifications.house())
  }

  /** `words` null: back to the shipped ones. */
  async run(kind: Kind, words: Words | null, form: TemplateForm, me: Who, now: Date): Promise<SaveAnswer> {
    const errors = words ? this.problems(kind, words) : []
    if (errors.length > 0) return { errors }
    const template = words && templateOf(words)
    const own = template === shippedTemplate(kind) ? null : template
    const answer = await this.transaction.run(tx =>
      once(tx, { personId: me.id, key: form.key }, async (): Promise<SaveAnswer> => {
        // Of two who save at once the second waits here on the primary key, and finds the version taken.
        const rows = await tx.query<{ version: number }[]>(
          `INSERT INTO message_template (kind, version, words, changed_at, changed_by, changed_by_name)
           SELECT $1::text, $2::int + 1, $3::text, $4::timestamptz, $5::uuid, $6::text
           WHERE $2::int = (SELECT coalesce(max(version), 0) FROM message_template WHERE kind = $1)
           ON CONFLICT DO NOTHING RETURNING version`,
          [kind, form.version, own, now, me.id, me.name],
        )
        return rows[0] ? { saved: rows[0].version } : { overtaken: true }
      }),
    )
    this.edited.forget()
    return answer
  }
}
