import { Injectable } from '@nestjs/common'
import { Transaction } from '../../database/transaction.js'
import { refuse, type Refusal } from '../../shared/refusal.js'
import { Outbox } from '../notifications/notifications.writer.js'
import { Issue, type ToIssue } from './issue.js'
import { withdrawnMail, type Withdrawn } from './withdrawn-mail.js'

export type WithdrawCode = 'not-found' | 'reason-missing' | 'withdrawn-already'

const WITHDRAW = `
  UPDATE certificate c SET withdrawn_at = $2, withdrawn_why = 'administrator', withdrawn_reason = $3, withdrawn_by_id = $4
  FROM person p WHERE c.number = $1 AND c.withdrawn_at IS NULL AND p.id = c.person_id
  RETURNING c.id, c.number, c.course_title AS "courseTitle", c.withdrawn_why AS why, c.withdrawn_reason AS reason, p.name, p.email`

// Locked in a statement of its own: the next one then sees what somebody else has issued meanwhile.
const LOCK = `
  SELECT 1 FROM learning_record r JOIN certificate x ON x.learning_record_id = r.id WHERE x.number = $1 FOR UPDATE OF r`

// Of a record that is still there and has no certificate that stands; what it says is the record's, with the name of now.
const AGAIN = `
  SELECT x.id AS "replacesId", x.number AS replaces, r.id AS "recordId", r.source, r.person_id AS "personId", r.course_id AS "courseId", p.name,
    p.email, x.course_title AS "courseTitle", x.level, x.provider, x.minutes, r.completed_on::text AS "completedOn",
    r.valid_until::text AS "validUntil", r.how, x.name_shown AS "nameShown"
  FROM certificate x JOIN learning_record r ON r.id = x.learning_record_id JOIN person p ON p.id = r.person_id
  WHERE x.number = $1 AND x.withdrawn_why = 'administrator'
    AND NOT EXISTS (SELECT 1 FROM certificate n WHERE n.learning_record_id = r.id AND (n.withdrawn_at IS NULL OR n.replaces_id = x.id))`

/** What administrators do with a certificate, apart from its name. */
@Injectable()
export class WithdrawACertificate {
  constructor(
    private readonly transaction: Transaction,
    private readonly outbox: Outbox,
    private readonly issue: Issue,
  ) {}

  /** Withdraws it, with a reason that is kept and that its holder is told. It does not come back by itself. */
  withdraw(number: string, reason: string, by: string, now: Date): Promise<Refusal<WithdrawCode> | null> {
    return this.transaction.run(async tx => {
      const why = reason.trim()
      if (why === '') return refuse('reason-missing')
      const [gone] = await tx.query<[Withdrawn[], number]>(WITHDRAW, [number, now, why, by])
      if (gone.length === 0) return refuse((await exists(tx, number)) ? 'withdrawn-already' : 'not-found')
      await this.outbox.add(tx, gone.map(withdrawnMail), now)
      return null
    })
  }

  /** Issues a new one in the place of one that an administrator withdrew. Its number, or a refusal where there is none to give. */
  again(number: string, by: string, now: Date): Promise<string | Refusal<'not-again'>> {
    return this.transaction.run(async tx => {
      await tx.query(LOCK, [number])
      const old = await tx.query<Omit<ToIssue, 'news'>[]>(AGAIN, [number])
      const [issued] = await this.issue.issue(
        tx,
        old.map(one => ({ ...one, news: true })),
        by,
        now,
      )
      return issued ?? refuse('not-again')
    })
  }
}

const exists = async (tx: { query(sql: string, values: unknown[]): Promise<unknown[]> }, number: string): Promise<boolean> =>
  (await tx.query('SELECT 1 FROM certificate WHERE number = $1', [number])).length > 0
