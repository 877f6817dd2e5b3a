import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once, type RequestKey } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.js'
import { type QuoteCode, readQuote } from '../rules/quotes.js'
import { readThemes, type ThemeCode } from '../rules/themes.js'

/** One written answer: a question's key of an invitation. */
export interface WrittenAnswer {
  invitationId: string
  questionKey: string
}

type Saved<Code extends string> = { saved: true } | Refusal<Code | 'not-found'>

const WRITTEN = `
  SELECT a.answers->>$2 AS words, a.quotable FROM evaluation_answer a JOIN evaluation_form_version v ON v.id = a.form_version_id
  WHERE a.invitation_id = $1 AND a.submitted_at IS NOT NULL AND coalesce(a.answers->>$2, '') <> ''
    AND jsonb_path_exists(v.content, '$.groups[*].questions[*] ? (@.key == $key && @.kind == "text")', jsonb_build_object('key', $2::text))
  FOR SHARE OF a`
const CLEAR = 'DELETE FROM answer_tag WHERE invitation_id = $1 AND question_key = $2 AND tag <> ALL($3)'
const TAG = `
  INSERT INTO answer_tag (invitation_id, question_key, tag, tagged_by_id, tagged_at)
  SELECT $1, $2, tag, $4, $5 FROM unnest($3::text[]) AS tag ON CONFLICT DO NOTHING`
const CHOOSE = `
  INSERT INTO impact_statement (invitation_id, question_key, words, chosen_by_id, chosen_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (invitation_id, question_key) DO UPDATE SET words = $3, chosen_by_id = $4, chosen_at = $5`
const DROP = 'DELETE FROM impact_statement WHERE invitation_id = $1 AND question_key = $2'

/** What readers make of what people wrote: themes, and words chosen to be quoted. The answers themselves are never changed. */
@Injectable()
export class ImpactWriter {
  constructor(private readonly transaction: Transaction) {}

  /** The themes of an answer from now on, as somebody typed them, with commas between. */
  setThemes(answer: WrittenAnswer, typed: unknown, sender: RequestKey, now: Date): Promise<Saved<ThemeCode>> {
    const themes = readThemes(typed)
    return this.run(answer, sender, async (tx, ids) => {
      if (isRefusal(themes)) return themes
      await tx.query(CLEAR, [...ids, themes])
      await tx.query(TAG, [...ids, themes, sender.personId, now])
      return { saved: true }
    })
  }

  /** Chooses an answer, or what is left of it, to be quoted. Refused where the person did not allow it, and for words that are not theirs. */
  choose(answer: WrittenAnswer, typed: unknown, sender: RequestKey, now: Date): Promise<Saved<QuoteCode | 'not-quotable'>> {
    return this.run<QuoteCode | 'not-quotable'>(answer, sender, async (tx, ids, { words, quotable }) => {
      if (!quotable) return refuse('not-quotable')
      const quote = readQuote(words, typed)
      if (isRefusal(quote)) return quote
      await tx.query(CHOOSE, [...ids, quote, sender.personId, now])
      return { saved: true }
    })
  }

  /** No longer chosen; once it is not, nothing more happens. */
  drop(answer: WrittenAnswer, sender: RequestKey): Promise<Saved<never>> {
    return this.run<never>(answer, sender, async (tx, ids) => {
      await tx.query(DROP, ids)
      return { saved: true }
    })
  }

  private run<Code extends string>(
    { invitationId, questionKey }: WrittenAnswer,
    sender: RequestKey,
    work: (tx: EntityManager, ids: string[], written: { words: string; quotable: boolean }) => Promise<Saved<Code>>,
  ): Promise<Saved<Code>> {
    return this.transaction.run(tx =>
      once(tx, sender, async (): Promise<Saved<Code>> => {
        const [written] = await tx.query<{ words: string; quotable: boolean }[]>(WRITTEN, [invitationId, questionKey])
        return written ? work(tx, [invitationId, questionKey], written) : refuse('not-found')
      }),
    )
  }
}
