import { Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Transaction } from '../../database/transaction.js'
import { Outbox } from '../notifications/notifications.writer.js'
import { StillTrue } from '../notifications/still-true.writer.js'
import { DueRecordsQueries, type DueRecord } from './due-records.queries.js'
import { Issue, type ToIssue } from './issue.js'
import { decideCertificate, isNews } from './rules/eligibility.js'
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
    private readonly database: DataSource,
    private readonly transaction: Transaction,
    private readonly due: DueRecordsQueries,
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

  /** Looks at no more than `limit` records that are due, and issues what they earn. Answers how many records it looked at, and how many it issued. */
  issueDue(now: Date, limit: number): Promise<{ seen: number; issued: number }> {
    return this.transaction.run(async tx => {
      const records = await this.due.take(tx, limit)
      const wanted = records.flatMap(record => toIssue(record, now))
      await this.issue.issue(tx, wanted, null, now)
      await this.settle(tx, records)
      return { seen: records.length, issued: wanted.length }
    })
  }

  /** Of these certificates, those that still stand. */
  async live(ids: string[]): Promise<string[]> {
    const rows = await this.database.query<{ id: string }[]>(LIVE, [ids])
    return rows.map(row => row.id)
  }

  /** What waits stays due; nothing that waits is taken in the first place, but the rule has the last word. */
  private settle(tx: EntityManager, records: DueRecord[]): Promise<void> {
    const settled = records.filter(record => decideCertificate(record) !== 'wait')
    return this.due.seen(
      tx,
      settled.map(record => record.recordId),
    )
  }
}

function toIssue(record: DueRecord, now: Date): ToIssue[] {
  const decision = decideCertificate(record)
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
    private readonly certificates: CertificatesWriter,
  ) {}

  onModuleInit(): void {
    this.stillTrue.register(['certificate-ready'], ids => this.certificates.live(ids))
  }
}
