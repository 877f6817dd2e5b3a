import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Transaction } from '../../database/transaction.js'
import { isRefusal, refuse, type Refusal } from '../../shared/refusal.js'
import { checkName, type NameCode } from '../people/rules/names.js'
import { Issue, type ToIssue } from './issue.js'

// Locked, so that one which an administrator withdraws at this moment stays withdrawn.
const LIVE = `
  SELECT x.id AS "replacesId", x.number AS replaces, x.learning_record_id AS "recordId", x.source, x.person_id AS "personId", x.course_id AS "courseId",
    p.name, p.email, x.course_title AS "courseTitle", x.level, x.provider, x.minutes, x.completed_on::text AS "completedOn",
    x.valid_until::text AS "validUntil", x.how, x.name_shown AS "nameShown"
  FROM certificate x JOIN person p ON p.id = x.person_id
  WHERE x.person_id = $1 AND x.withdrawn_at IS NULL AND x.learning_record_id IS NOT NULL AND x.name <> p.name ORDER BY x.id
  FOR UPDATE OF x`

const SPELL = `
  INSERT INTO name_spelling (person_id, spelling, changed_at) VALUES ($1, $2, $3)
  ON CONFLICT (person_id) DO UPDATE SET spelling = EXCLUDED.spelling, changed_at = EXCLUDED.changed_at`

/** The name that stands on certificates: put right by issuing them anew, and spelt in letters that files can show. */
@Injectable()
export class Names {
  constructor(
    private readonly transaction: Transaction,
    private readonly issue: Issue,
  ) {}

  /**
   * Issues every certificate of a person that carries another name than theirs of now anew, under a new number, and withdraws the old ones.
   * Answers how many. Their row is locked: two at once come to the same as one. `by`: who asked for it.
   */
  reissue(personId: string, by: string, now: Date): Promise<number> {
    return this.transaction.run(async tx => {
      await lock(tx, personId)
      return this.anew(tx, personId, by, now)
    })
  }

  /** For administrators: puts a person's name right and issues their certificates anew, all in one. Answers how many certificates. */
  correct(personId: string, text: string, by: string, now: Date): Promise<number | Refusal<NameCode | 'not-found'>> {
    return this.transaction.run(async tx => {
      const name = checkName(text)
      if (isRefusal(name)) return name
      if (!(await lock(tx, personId))) return refuse('not-found')
      await tx.query('UPDATE person SET name = $2 WHERE id = $1', [personId, name])
      return this.anew(tx, personId, by, now)
    })
  }

  /** How a person's name is spelt where a file cannot show their own letters. */
  async spell(
    personId: string,
    text: string,
    drawable: (name: string) => boolean,
    now: Date,
  ): Promise<Refusal<NameCode | 'not-drawable'> | null> {
    const spelling = checkName(text)
    if (isRefusal(spelling)) return spelling
    if (!drawable(spelling)) return refuse('not-drawable')
    await this.transaction.run(tx => tx.query(SPELL, [personId, spelling, now]))
    return null
  }

  private async anew(tx: EntityManager, personId: string, by: string, now: Date): Promise<number> {
    const old = await tx.query<Omit<ToIssue, 'news'>[]>(LIVE, [personId])
    await this.issue.issue(
      tx,
      old.map(one => ({ ...one, news: true })),
      by,
      now,
    )
    return old.length
  }
}

const lock = async (tx: EntityManager, personId: string): Promise<boolean> =>
  (await tx.query<unknown[]>('SELECT 1 FROM person WHERE id = $1 FOR NO KEY UPDATE', [personId])).length > 0
