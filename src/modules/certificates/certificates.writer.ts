import { Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Transaction } from '../../database/transaction.js'
import { EvaluationReader } from '../evaluation/evaluation.reader.js'
import { Outbox } from '../notifications/notifications.writer.js'
import { StillTrue } from '../notifications/still-true.writer.js'
import { DueRecordsQueries, type DueRecord } from './due-records.queries.js'
import { Issue, type ToIssue } from './issue.js'
import { decideCertificate, isNews, type Decision } from './rules/eligibility.js'
import { withdrawnMail, type Withdrawn } from './withdrawn-mail.js'

// A register that was put right says why the record is gone; else somebody took the record back.
const GONE = `
  UPDATE certificate c SET withdrawn_at = $1, withdrawn_why = CASE WHEN gone.marked THEN 'register' ELSE 'record' END
  FROM (SELECT x.id, b.id IS NOT NULL AS marked FROM certificate x
      LEFT JOIN booking b ON b.id = CASE WHEN x.source ~ '^booking:[0-9a-f-]{36}$' THEN substr(x.source, 9)::uuid END
    WHERE x.learning_record_id IS NULL AND x.withdrawn_at IS NULL ORDER BY x.id LIMIT $2 FOR UPDATE OF x SKIP LOCKED) gone, person p
  WHERE c.id = gone.id AND p.id = c.person_id
  RETURNING c.id, c.number, c.course_title AS "courseTitle", c.withdrawn_why AS why, c.withdrawn_reason AS reason, p.name, p.email`

const LIVE = 'SELECT id FROM certificate WHERE id = ANY($1::uuid[]) AND withdrawn_at IS NULL AND learning_record_id IS NOT NULL'

/** Gives each learning record the certificate it earns, and takes back those whose record is gone. */
@Injectable()
export class CertificatesWriter {
  constructor(
    private readonly transaction: Transaction,
    private readonly due: DueRecordsQueries,
    private readonly evaluation: EvaluationReader,
    private readonly issue: Issue,
    private readonly outbox: Outbox,
  ) {}

  /** Certificates of records that are gone, at most `limit`: withdrawn, and their holders told. Answers how many. */
  withdrawGone(now: Date, limit: number): Promise<number> {
    return this.transaction.run(async tx => {
      const [gone] = await tx.query<[Withdrawn[], number]>(GONE, [now, limit])
      await this.outbox.add(tx, gone.map(withdrawnMail), now)
      return gone.length
    })
  }

  /** Looks at no more than `limit` records that are due, and issues what they earn. Answers how many records are settled, and how many it issued. */
  issueDue(now: Date, limit: number): Promise<{ settled: number; issued: number }> {
    return this.transaction.run(async tx => {
      const records = await this.due.take(tx, limit)
      const waiting = await this.evaluation.stagesWanted(records.flatMap(record => record.bookingId ?? []))
      const looked = records.map(record => {
        const answersMissing = record.bookingId !== null && waiting.has(record.bookingId)
        return { record, decision: decideCertificate({ ...record, answersMissing }) }
      })
      const replaced = looked.flatMap(({ record, decision }) => (decision === 'replace' ? (record.lastId ?? []) : []))
      const standing = await this.due.standing(tx, replaced)
      // What was withdrawn at this moment is not replaced: its record is met again.
      const decided = looked.filter(({ record, decision }) => decision !== 'replace' || standing.has(record.lastId!))
      const wanted = decided.flatMap(({ record, decision }) => toIssue(record, decision, now))
      await this.issue.issue(tx, wanted, null, now)
      // What waits stays due: it is met again.
      const settled = decided.flatMap(({ record, decision }) => (decision === 'wait' ? [] : [record.recordId]))
      await this.due.seen(tx, settled)
      return { settled: settled.length, issued: wanted.length }
    })
  }
}

function toIssue(record: DueRecord, decision: Decision, now: Date): ToIssue[] {
  if (decision !== 'issue' && decision !== 'replace') return []
  const replaces =
    decision === 'replace' ? { replacesId: record.lastId, replaces: record.lastNumber } : { replacesId: null, replaces: null }
  return [{ ...record, ...replaces, nameShown: record.nameShown ?? false, news: isNews(record, now) }]
}

/** Says of the mails of certificates when they are still true. Apart from the writer, which has its hands full. */
@Injectable()
export class CertificateMails implements OnModuleInit {
  constructor(
    private readonly stillTrue: StillTrue,
    private readonly database: DataSource,
  ) {}

  onModuleInit(): void {
    this.stillTrue.register(['certificate-ready'], ids => this.live(ids))
  }

  /** Of these certificates, those that still stand. */
  private async live(ids: string[]): Promise<string[]> {
    const rows = await this.database.query<{ id: string }[]>(LIVE, [ids])
    return rows.map(row => row.id)
  }
}
