import { createHash } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { SETTINGS } from '../../config/settings.js'
import type { Settings } from '../../config/settings.js'
import { Transaction } from '../../database/transaction.js'
import { londonDate } from '../../shared/dates.js'
import { newId, newLetters } from '../../shared/ids.js'
import { refuse, type Refusal } from '../../shared/refusal.js'
import { DRAWN_LETTERS, numberOf } from './rules/number.js'
import { sameAs, transcriptText, type TranscriptLine } from './rules/transcript-content.js'
import { Signing } from './signing.js'

const RECORDS = `
  SELECT c.title AS course, c.level, r.how, r.completed_on::text AS "completedOn", r.valid_until::text AS "validUntil", x.minutes, x.number AS certificate
  FROM learning_record r JOIN course c ON c.id = r.course_id LEFT JOIN certificate x ON x.learning_record_id = r.id AND x.withdrawn_at IS NULL
  WHERE r.person_id = $1 ORDER BY r.completed_on DESC, r.id DESC`

const INSERT = `
  INSERT INTO transcript (id, number, person_id, content, digest, signature, key_id, made_at, made_by_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

const SAME = 'SELECT number FROM transcript WHERE person_id = $1 AND digest = $2 AND closed_at IS NULL'
const CLOSE = 'UPDATE transcript SET closed_at = $3 WHERE number = $1 AND person_id = $2 AND closed_at IS NULL'

/** Writes down a person's whole training record as it stands, and signs it. */
@Injectable()
export class MakeATranscript {
  constructor(
    private readonly transaction: Transaction,
    private readonly signing: Signing,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Its number. Who asks twice on a day on which nothing has changed is given the same one. Refused where there is nothing on the record. */
  run(
    personId: string,
    nameShown: boolean,
    madeBy: string,
    now: Date,
  ): Promise<{ number: string } | Refusal<'nothing-learned' | 'not-found'>> {
    return this.transaction.run(async tx => {
      // The person's row is locked: two presses at once make one.
      const [person] = await tx.query<{ name: string }[]>('SELECT name FROM person WHERE id = $1 FOR UPDATE', [personId])
      if (!person) return refuse('not-found')
      const records = await tx.query<TranscriptLine[]>(RECORDS, [personId])
      if (records.length === 0) return refuse('nothing-learned')
      return this.write(tx, { personId, madeBy, name: person.name, nameShown, records }, now)
    })
  }

  /** From now on its number is not known any more. True where it was this person's, and open. */
  async close(number: string, personId: string, now: Date): Promise<boolean> {
    const [, count] = await this.transaction.run(tx => tx.query<[unknown, number]>(CLOSE, [number, personId, now]))
    return count > 0
  }

  private async write(
    tx: EntityManager,
    { personId, madeBy, ...said }: { personId: string; madeBy: string; name: string; nameShown: boolean; records: TranscriptLine[] },
    now: Date,
  ): Promise<{ number: string }> {
    const number = numberOf('transcript', newLetters(DRAWN_LETTERS))
    const content = { ...said, number, partnership: this.settings.partnership, madeOn: londonDate(now) }
    const digest = createHash('sha256').update(sameAs(content)).digest('hex')
    const [same] = await tx.query<{ number: string }[]>(SAME, [personId, digest])
    if (same) return same
    const text = transcriptText(content)
    const { keyId, signature } = await this.signing.sign(tx, text, now)
    await tx.query(INSERT, [newId(), number, personId, text, digest, signature, keyId, now, madeBy])
    return { number }
  }
}
