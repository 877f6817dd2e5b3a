import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once, type RequestKey } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'

export interface MeasureWords {
  title: string
  low: string
  high: string
}

const INSERT = `
  INSERT INTO measure (id, key, title, low, high)
  SELECT $1, $2, $3, $4, $5 WHERE NOT EXISTS (SELECT 1 FROM measure WHERE lower(title) = lower($3))
  ON CONFLICT (key) DO NOTHING RETURNING key`
const UPDATE = `
  UPDATE measure SET title = $3, low = $4, high = $5, version = version + 1 WHERE key = $1 AND version = $2
    AND NOT EXISTS (SELECT 1 FROM measure o WHERE o.key <> $1 AND lower(o.title) = lower($3)) RETURNING key`
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

  /** Changes its words. Forms that are published keep theirs until they are published again. */
  change(key: string, version: number, { title, low, high }: MeasureWords, sender: RequestKey): Promise<{ key: string } | Refusal> {
    return this.transaction.run(tx =>
      once(tx, sender, async () => {
        const [[saved]] = await tx.query<[{ key: string }[], number]>(UPDATE, [key, version, title, low, high])
        if (saved) return saved
        const [stored] = await tx.query<{ version: number }[]>(NOW, [key])
        return refuse(!stored ? 'not-found' : stored.version === version ? 'measure-taken' : 'measure-changed')
      }),
    )
  }
}
