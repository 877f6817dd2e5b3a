import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import { plainKey } from '../../../shared/plain-key.js'
import { ProgrammeReader } from '../courses.reader.js'
import { type FormValues, mergeEdits } from '../rules/merge-edits.js'
import type { Overtaken, Saved, Sender, Wrong } from '../save-course.js'
import { type ProviderValues, type Stored, storedProvider, storedTopic, type TopicValues, usedBy } from './catalogue.queries.js'

type What = 'provider' | 'topic'
export type Removed = { removed: string } | { used: number }
interface Values {
  provider: ProviderValues
  topic: TopicValues
}

/** Adds, changes and takes out providers and topics. The form that a change came from must be of the version that is stored. */
@Injectable()
export class SaveNamed {
  constructor(
    private readonly transaction: Transaction,
    private readonly programme: ProgrammeReader,
  ) {}

  /** A new one gets a key of its name; a topic comes last. */
  add<W extends What>(what: W, values: Values[W], sender: Sender): Promise<Saved | Wrong> {
    return this.write(sender, async tx => {
      const wrong = await nameTaken(tx, what, values.name, '')
      if (wrong) return wrong
      const id = newId()
      const plain = plainKey(values.name)
      const taken = await tx.query<unknown[]>(`SELECT 1 FROM ${what} WHERE key = $1`, [plain])
      const key = !plain || plain === 'new' || taken.length > 0 ? id : plain
      const last = what === 'topic' ? [', position', ', (SELECT coalesce(max(position), 0) + 1 FROM topic)'] : ['', '']
      await tx.query(`INSERT INTO ${what} (id, key, name${last[0]}) SELECT $1, $2, $3${last[1]}`, [id, key, values.name])
      await write(tx, what, id, values)
      return { saved: key }
    })
  }

  /** null: there is none of this key. */
  change<W extends What>(
    what: W,
    key: string,
    values: Values[W],
    form: { version: number; opened: FormValues },
    sender: Sender,
  ): Promise<Saved | Wrong | Overtaken<Values[W]> | null> {
    return this.write(sender, async tx => {
      const stored = await storedNamed(tx, what, key)
      if (!stored) return null
      if (stored.version !== form.version)
        return { ...mergeEdits(form.opened, { ...values }, { ...stored.values }), version: stored.version, current: stored.values }
      const wrong = await nameTaken(tx, what, values.name, stored.id)
      if (wrong) return wrong
      await write(tx, what, stored.id, values)
      await tx.query(`UPDATE ${what} SET version = version + 1 WHERE id = $1`, [stored.id])
      return { saved: key }
    })
  }

  /** Takes it out for good, where no course names it: else it is retired. null: there is none of this key. */
  remove(what: What, key: string): Promise<Removed | null> {
    return this.write({ personId: '', key: undefined }, async tx => {
      const stored = await storedNamed(tx, what, key)
      if (!stored) return null
      const used = await usedBy(tx, what, stored.id)
      if (used.length > 0) return { used: used.length }
      await tx.query(`DELETE FROM ${what} WHERE id = $1`, [stored.id])
      return { removed: stored.values.name }
    })
  }

  /** Puts a topic one place earlier or later among those that are offered. null: there is none of this key. */
  move(key: string, way: 'earlier' | 'later'): Promise<{ moved: string } | null> {
    return this.write({ personId: '', key: undefined }, async tx => {
      // All of them at once: two who move topics at the same moment must not give two topics one place.
      const topics = await tx.query<{ id: string; key: string; name: string }[]>(
        'SELECT id, key, name FROM topic WHERE NOT retired ORDER BY position, name, key FOR UPDATE',
      )
      const from = topics.findIndex(topic => topic.key === key)
      const topic = topics[from]
      if (!topic) return null
      const order = topics.map(one => one.id)
      order.splice(from, 1)
      order.splice(Math.max(0, way === 'earlier' ? from - 1 : from + 1), 0, topic.id)
      await tx.query(
        `UPDATE topic t SET position = o.n FROM unnest($1::uuid[]) WITH ORDINALITY AS o (id, n) WHERE t.id = o.id AND t.position <> o.n`,
        [order],
      )
      return { moved: topic.name }
    })
  }

  private async write<Answer>(sender: Sender, work: (tx: EntityManager) => Promise<Answer>): Promise<Answer> {
    const answer = await this.transaction.add(tx => once(tx, sender, () => work(tx)))
    this.programme.invalidate()
    return answer
  }
}

const storedNamed = <W extends What>(tx: EntityManager, what: W, key: string): Promise<Stored<Values[W]> | null> =>
  (what === 'topic' ? storedTopic(tx, key, true) : storedProvider(tx, key, true)) as Promise<Stored<Values[W]> | null>

/** Two of one name could not be told apart where they are chosen. */
async function nameTaken(tx: EntityManager, what: What, name: string, own: string): Promise<Wrong | null> {
  const others = await tx.query<unknown[]>(`SELECT 1 FROM ${what} WHERE lower(name) = lower($1) AND id::text <> $2`, [name, own])
  return others.length > 0 ? { errors: [{ field: 'name', message: `Another ${what} has this name` }] } : null
}

async function write(tx: EntityManager, what: What, id: string, values: ProviderValues | TopicValues): Promise<void> {
  const { name, retired } = values
  if ('internal' in values)
    await tx.query(`UPDATE ${what} SET name = $2, retired = $3, internal = $4 WHERE id = $1`, [
      id,
      name,
      retired === 'yes',
      values.internal === 'yes',
    ])
  else {
    const years = values.priority === 'years' ? [...values.years].sort() : []
    await tx.query(`UPDATE ${what} SET name = $2, retired = $3, priority = $4, priority_years = $5 WHERE id = $1`, [
      id,
      name,
      retired === 'yes',
      values.priority !== '',
      years,
    ])
  }
}
