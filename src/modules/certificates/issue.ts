import { Inject, Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { SETTINGS } from '../../config/settings.js'
import type { Settings } from '../../config/settings.js'
import { longDate, type Day } from '../../shared/dates.js'
import { newId, newLetters } from '../../shared/ids.js'
import { Outbox, type NewMessage } from '../notifications/notifications.writer.js'
import { DRAWN_LETTERS, numberOf } from './rules/number.js'

/** What a certificate says of a learning record, and of whom. */
export interface ToldByRecord {
  recordId: string
  source: string | null
  personId: string
  courseId: string
  name: string
  email: string
  courseTitle: string
  level: number | null
  provider: string | null
  minutes: number | null
  completedOn: Day
  validUntil: Day | null
}

/** What a certificate is to say. `replacesId`: the one whose place it takes; that one has to be withdrawn already. */
export interface ToIssue extends ToldByRecord {
  how: string
  nameShown: boolean
  replacesId: string | null
  /** Its number, for the mail. */
  replaces: string | null
  /** A mail tells of it. */
  news: boolean
}

const INSERT = `
  INSERT INTO certificate (id, number, learning_record_id, source, person_id, course_id, name, course_title, level, provider, partnership, minutes,
    completed_on, how, valid_until, issued_at, name_shown, replaces_id)
  SELECT id, number, "recordId", source, "personId", "courseId", name, "courseTitle", level, provider, $2, minutes, "completedOn", how, "validUntil",
    $3, "nameShown", "replacesId"
  FROM jsonb_to_recordset($1::jsonb) AS c(id uuid, number text, "recordId" uuid, source text, "personId" uuid, "courseId" uuid, name text,
    "courseTitle" text, level smallint, provider text, minutes int, "completedOn" date, how text, "validUntil" date, "nameShown" boolean,
    "replacesId" uuid)`

const REPLACED = `UPDATE certificate SET withdrawn_at = $2, withdrawn_why = 'replaced', withdrawn_by_id = $3 WHERE id = ANY($1) AND withdrawn_at IS NULL`

/** The one way in which certificates come to be. */
@Injectable()
export class Issue {
  constructor(
    private readonly outbox: Outbox,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Withdraws what is replaced, writes the new ones and their mails: one statement each. Answers the new numbers, in the same order. */
  async issue(tx: EntityManager, wanted: readonly ToIssue[], by: string | null, now: Date): Promise<string[]> {
    if (wanted.length === 0) return []
    const replaced = wanted.flatMap(one => one.replacesId ?? [])
    if (replaced.length > 0) await tx.query(REPLACED, [replaced, now, by])
    const rows = wanted.map(one => ({ ...one, id: newId(), number: numberOf('certificate', newLetters(DRAWN_LETTERS)) }))
    await tx.query(INSERT, [JSON.stringify(rows), this.settings.partnership, now])
    await this.outbox.add(tx, rows.filter(row => row.news).map(readyMail), now)
    return rows.map(row => row.number)
  }
}

function readyMail({ id, name, email, courseTitle, number, validUntil, replaces }: ToIssue & { id: string; number: string }): NewMessage {
  const until = validUntil === null ? '' : longDate(validUntil)
  const data = { name, course: courseTitle, number, until, replaces: replaces ?? '', path: `/my-certificates/${number}` }
  return { subject: `certificate:${id}`, kind: 'certificate-ready', toName: name, toEmail: email, data }
}
