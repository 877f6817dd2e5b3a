import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once, type RequestKey } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import type { FormContent } from '../rules/form-content.js'
import { withEnds } from '../rules/form-draft.js'

export interface MeasureWords {
  title: string
  low: string
  high: string
}

/** Whether a form's content asks the measure `m`. */
const asked = (content: string) =>
  `jsonb_path_exists(${content}, '$.groups[*].questions[*].measure ? (@ == $key)', jsonb_build_object('key', m.key))`
const INSERT = `
  INSERT INTO measure (id, key, title, low, high)
  SELECT $1, $2, $3, $4, $5 WHERE NOT EXISTS (SELECT 1 FROM measure WHERE lower(title) = lower($3))
  ON CONFLICT (key) DO NOTHING RETURNING key`
const UPDATE = `
  UPDATE measure SET title = $3, low = $4, high = $5, version = version + 1 WHERE key = $1 AND version = $2
    AND NOT EXISTS (SELECT 1 FROM measure o WHERE o.key <> $1 AND lower(o.title) = lower($3)) RETURNING key`
const ASKING = `
  SELECT id, draft FROM evaluation_form WHERE state <> 'retired'
    AND jsonb_path_exists(draft, '$.groups[*].questions[*].measure ? (@ == $key)', jsonb_build_object('key', $1::text)) ORDER BY id FOR UPDATE`
const DRAFTS = `
  UPDATE evaluation_form f SET draft = n.draft::jsonb, version = version + 1, changed_at = $3, changed_by_id = $4
  FROM unnest($1::uuid[], $2::text[]) AS n (id, draft) WHERE f.id = n.id AND f.draft <> n.draft::jsonb`
const BANK = `
  UPDATE bank_question SET question = question || jsonb_build_object('low', $2::text, 'high', $3::text), version = version + 1
  WHERE question->>'measure' = $1 AND (question->>'low', question->>'high') IS DISTINCT FROM ($2, $3)`
const REMOVE = `
  DELETE FROM measure m WHERE key = $1 AND version = $2
    AND NOT EXISTS (SELECT 1 FROM evaluation_score WHERE measure_key = m.key)
    AND NOT EXISTS (SELECT 1 FROM bank_question WHERE question->>'measure' = m.key)
    AND NOT EXISTS (SELECT 1 FROM evaluation_form f WHERE ${asked('f.draft')})
    AND NOT EXISTS (SELECT 1 FROM evaluation_form_version v WHERE ${asked('v.content')}) RETURNING key`
const NOW = 'SELECT version FROM measure WHERE key = $1'

/** What a measure is known by for good: its first title, in letters that an address can carry. */
export const measureKey = (title: string): string =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'measure'

/** Makes a measure; its key, or a refusal where one of that name is there. */
export async function makeMeasure(tx: EntityManager, { title, low, high }: MeasureWords): Promise<string | Refusal> {
  const [made] = await tx.query<{ key: string }[]>(INSERT, [newId(), measureKey(title), title, low, high])
  return made?.key ?? refuse('measure-taken')
}

@Injectable()
export class SaveMeasure {
  constructor(private readonly transaction: Transaction) {}

  add(words: MeasureWords, sender: RequestKey): Promise<{ key: string } | Refusal> {
    return this.transaction.run(tx =>
      once(tx, sender, async () => {
        const made = await makeMeasure(tx, words)
        return typeof made === 'string' ? { key: made } : made
      }),
    )
  }

  /**
   * Changes its words, in the drafts of the forms that ask it and in the bank too: a measure means the same wherever it is asked. What is
   * published stays as it is until it is published again.
   */
  change(
    key: string,
    version: number,
    { title, low, high }: MeasureWords,
    sender: RequestKey,
    now: Date,
  ): Promise<{ key: string } | Refusal> {
    return this.transaction.run(tx =>
      once(tx, sender, async () => {
        const [[saved]] = await tx.query<[{ key: string }[], number]>(UPDATE, [key, version, title, low, high])
        if (!saved) return this.refusal(tx, key, version, 'measure-taken')
        const forms = await tx.query<{ id: string; draft: FormContent }[]>(ASKING, [key])
        const drafts = forms.map(({ draft }) => JSON.stringify(withEnds(draft, key, { low, high })))
        await tx.query(DRAFTS, [forms.map(({ id }) => id), drafts, now, sender.personId])
        await tx.query(BANK, [key, low, high])
        return saved
      }),
    )
  }

  /** Takes a measure away that nothing asks and nobody has answered. */
  remove(key: string, version: number, sender: RequestKey): Promise<{ key: string } | Refusal> {
    return this.transaction.run(tx =>
      once(tx, sender, async () => {
        const [[gone]] = await tx.query<[{ key: string }[], number]>(REMOVE, [key, version])
        return gone ?? this.refusal(tx, key, version, 'measure-used')
      }),
    )
  }

  private async refusal(tx: EntityManager, key: string, version: number, otherwise: string): Promise<Refusal> {
    const [stored] = await tx.query<{ version: number }[]>(NOW, [key])
    return refuse(!stored ? 'not-found' : stored.version === version ? otherwise : 'measure-changed')
  }
}
