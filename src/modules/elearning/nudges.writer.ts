import { Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Transaction } from '../../database/transaction.js'
import { type Kind, type NewMessage, Outbox } from '../notifications/notifications.writer.js'
import { StillTrue } from '../notifications/still-true.writer.js'
import { CLOSE_DAYS, NOT_STARTED_DAYS, type Nudge, nudgeFor, type Quiet, UNFINISHED_DAYS } from './rules/nudges.js'

interface QuietOne extends Quiet {
  id: string
  name: string
  email: string
  course: string
  courseKey: string
}

const KIND: Record<Nudge, Kind> = { 'not-started': 'elearning-not-started', unfinished: 'elearning-unfinished', close: 'elearning-closed' }

// Whoever has handed in a certificate has done their part.
const CERTIFICATE_WAITS = `EXISTS (SELECT 1 FROM evidence i WHERE i.enrolment_id = e.id AND i.state = 'handed in')`

// One day wide of the rule, which counts London's days. Who was written to is not met again before the next thing is due.
const QUIET = `
  SELECT e.id, e.signed_up_at AS "signedUpAt", e.started_at AS "startedAt", e.last_seen_at AS "lastSeenAt", p.name, p.email,
    c.title AS course, c.key AS "courseKey"
  FROM enrolment e JOIN person p ON p.id = e.person_id JOIN course c ON c.id = e.course_id
  CROSS JOIN LATERAL (SELECT $1::timestamptz - greatest(e.signed_up_at, e.started_at, e.last_seen_at) AS quiet,
    CASE WHEN e.started_at IS NULL THEN 'elearning-not-started' ELSE 'elearning-unfinished' END AS kind) due
  WHERE e.module_version_id IS NOT NULL AND e.completed_at IS NULL AND e.closed_at IS NULL AND NOT ${CERTIFICATE_WAITS}
    AND (due.quiet > make_interval(days => $2::int) OR due.quiet > make_interval(days => CASE WHEN e.started_at IS NULL THEN $3::int ELSE $4::int END)
      AND NOT EXISTS (SELECT 1 FROM message m WHERE m.subject = 'enrolment:' || e.id AND m.kind = due.kind))
  ORDER BY e.id LIMIT $5 FOR UPDATE OF e SKIP LOCKED`

const CLOSE = 'UPDATE enrolment SET closed_at = $2 WHERE id = ANY($1)'
const OPEN = `SELECT id FROM enrolment e WHERE id = ANY($1::uuid[]) AND completed_at IS NULL AND closed_at IS NULL AND (started_at IS NULL OR $2)
  AND NOT ${CERTIFICATE_WAITS}`

/** Keeps those in mind who signed up and have been quiet since, and closes what nobody goes on with. */
@Injectable()
export class NudgesWriter implements OnModuleInit {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
    private readonly outbox: Outbox,
    private readonly stillTrue: StillTrue,
  ) {}

  onModuleInit(): void {
    this.stillTrue.register(['elearning-not-started'], ids => this.open(ids, false))
    this.stillTrue.register(['elearning-unfinished'], ids => this.open(ids, true))
  }

  /** Writes what is due for at most `limit` people, each once, and closes what is to be closed: how many they were. */
  run(now: Date, limit: number): Promise<number> {
    return this.transaction.run(tx => this.step(tx, now, limit))
  }

  private async step(tx: EntityManager, now: Date, limit: number): Promise<number> {
    const days = [CLOSE_DAYS, NOT_STARTED_DAYS, UNFINISHED_DAYS].map(count => count - 1)
    const quiet = await tx.query<QuietOne[]>(QUIET, [now, ...days, limit])
    const due = quiet.flatMap(one => {
      const nudge = nudgeFor(one, now)
      return nudge ? [{ ...one, nudge }] : []
    })
    const closed = due.filter(one => one.nudge === 'close').map(one => one.id)
    if (closed.length > 0) await tx.query(CLOSE, [closed, now])
    await this.outbox.add(tx, due.map(mailOf), now)
    return due.length
  }

  private async open(ids: string[], started: boolean): Promise<string[]> {
    const rows = await this.database.query<{ id: string }[]>(OPEN, [ids, started])
    return rows.map(row => row.id)
  }
}

function mailOf({ id, name, email, course, courseKey, nudge }: QuietOne & { nudge: Nudge }): NewMessage {
  const path = nudge === 'close' ? `/courses/${courseKey}` : `/learning/${id}`
  return { subject: `enrolment:${id}`, kind: KIND[nudge], toName: name, toEmail: email, data: { name, course, path } }
}
