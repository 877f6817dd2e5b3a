import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { Role } from '../../web/access.js'

export interface PersonAtDesk {
  id: string
  key: string | null
  name: string
  email: string
  confirmed: boolean
  hasPassword: boolean
  agencyId: string | null
  agency: string | null
  agencyKey: string | null
  agencyOther: string | null
  jobRole: string
  managerName: string
  managerEmail: string
  deputyName: string
  deputyEmail: string
  roles: Role[]
  /** In the trainer pool, and still offered for new events; null: not in it. */
  trainer: boolean | null
  registeredAt: Date
  lastSignedInAt: Date | null
  version: number
  /** Browsers that are signed in, programs with a token, and whether a calendar looks things up. */
  browsers: number
  tokens: number
  feed: boolean
  /** When other accounts of theirs became part of this one. */
  merged: string[]
  /** What they said last of their access and dietary needs, for a course that is to come. */
  access: string
  dietary: string
}

const PERSON = `
  SELECT p.id, p.key, p.name, p.email, p.confirmed_at IS NOT NULL AS confirmed, p.password_hash IS NOT NULL AS "hasPassword",
    p.agency_id AS "agencyId", a.name AS agency, a.key AS "agencyKey", p.agency_other AS "agencyOther", p.job_role AS "jobRole",
    p.manager_name AS "managerName", p.manager_email AS "managerEmail", p.deputy_name AS "deputyName", p.deputy_email AS "deputyEmail",
    p.roles, t.active AS trainer, p.registered_at AS "registeredAt", p.last_signed_in_at AS "lastSignedInAt", p.version,
    (SELECT count(*)::int FROM web_session s WHERE s.sess->>'personId' = p.id::text AND s.expire > $2::timestamptz AT TIME ZONE 'UTC'
      AND s.sess->>'passwordMark' = md5(p.password_hash || repeat('.', p.signed_out))) AS browsers,
    (SELECT count(*)::int FROM person_token k WHERE k.person_id = p.id AND k.kind = 'api' AND k.expires_at > $2) AS tokens,
    EXISTS (SELECT 1 FROM calendar_feed f WHERE f.person_id = p.id) AS feed,
    ARRAY(SELECT m.merged_at FROM merged_person m WHERE m.into_id = p.id ORDER BY m.merged_at) AS merged,
    coalesce(n.access, '') AS access, coalesce(n.dietary, '') AS dietary
  FROM person p LEFT JOIN agency a ON a.id = p.agency_id LEFT JOIN trainer t ON t.person_id = p.id
    LEFT JOIN LATERAL (SELECT n.access, n.dietary FROM booking b JOIN need n ON n.booking_id = b.id
      WHERE b.person_id = p.id ORDER BY b.booked_at DESC, b.id DESC LIMIT 1) n ON true
  WHERE p.id = $1 AND p.erased_at IS NULL`

export interface BookingAtDesk {
  id: string
  reference: string
  state: string
  cancelledBy: string | null
  cancelReason: string
  walkIn: boolean
  secondOnCourse: boolean
  courseTitle: string
  occurrenceId: string
  startsAt: Date
  endsAt: Date
  venue: string | null
  agency: string | null
  bookedBy: string | null
  charges: { id: string; kind: string; pence: number; state: string }[]
  asked: { stage: string; state: string }[]
}

// Charges and questions come with their booking: one row each for most, none for many.
const BOOKINGS = `
  SELECT b.id, b.reference, b.state, b.cancelled_by AS "cancelledBy", b.cancel_reason AS "cancelReason", b.walk_in AS "walkIn",
    b.second_on_course AS "secondOnCourse", c.title AS "courseTitle", o.id AS "occurrenceId", o.starts_at AS "startsAt", o.ends_at AS "endsAt",
    v.name AS venue, a.name AS agency, CASE WHEN b.booked_by_id <> b.person_id THEN k.name END AS "bookedBy",
    coalesce((SELECT json_agg(json_build_object('id', g.id, 'kind', g.kind, 'pence', g.pence, 'state', g.state) ORDER BY g.proposed_at, g.id)
      FROM charge g WHERE g.booking_id = b.id), '[]') AS charges,
    coalesce((SELECT json_agg(json_build_object('stage', i.stage, 'state', i.state)
        ORDER BY array_position(ARRAY['pre', 'post', 'impact', 'manager'], i.stage))
      FROM evaluation_invitation i WHERE i.booking_id = b.id), '[]') AS asked
  FROM booking b JOIN occurrence o ON o.id = b.occurrence_id JOIN course c ON c.id = b.course_id LEFT JOIN venue v ON v.id = o.venue_id
    LEFT JOIN agency a ON a.id = b.agency_id LEFT JOIN person k ON k.id = b.booked_by_id
  WHERE b.person_id = $1 ORDER BY o.starts_at DESC, b.id`

// From here on rows come as JSON, several lists in one row, and their instants as texts.
export interface WaitingAtDesk {
  id: string
  courseTitle: string
  courseKey: string
  joinedAt: string
  endedAt: string | null
  outcome: string | null
  offers: { state: string; kind: string; madeAt: string; runsOutAt: string; startsAt: string; occurrenceId: string }[]
}

const WAITING = `
  SELECT w.id, c.title AS "courseTitle", c.key AS "courseKey", w.joined_at AS "joinedAt", w.ended_at AS "endedAt", w.outcome,
    coalesce((SELECT json_agg(json_build_object('state', f.state, 'kind', f.kind, 'madeAt', f.made_at, 'runsOutAt', f.runs_out_at,
        'startsAt', o.starts_at, 'occurrenceId', o.id) ORDER BY f.made_at)
      FROM offer f JOIN occurrence o ON o.id = f.occurrence_id WHERE f.entry_id = w.id), '[]') AS offers
  FROM waiting_entry w JOIN course c ON c.id = w.course_id WHERE w.person_id = $1 ORDER BY w.ended_at IS NOT NULL, w.joined_at DESC`

export interface RecordAtDesk {
  id: string
  courseTitle: string
  completedOn: string
  how: string
  validUntil: string | null
  note: string
  certificate: string | null
}

const RECORDS = `
  SELECT r.id, c.title AS "courseTitle", r.completed_on::text AS "completedOn", r.how, r.valid_until::text AS "validUntil", r.note,
    (SELECT x.number FROM certificate x WHERE x.learning_record_id = r.id AND x.withdrawn_at IS NULL) AS certificate
  FROM learning_record r JOIN course c ON c.id = r.course_id WHERE r.person_id = $1 ORDER BY r.completed_on DESC, r.id DESC`

export interface EnrolmentAtDesk {
  courseTitle: string
  signedUpAt: string
  startedAt: string | null
  completedAt: string | null
  closedAt: string | null
  progress: number
}

const ENROLMENTS = `
  SELECT c.title AS "courseTitle", e.signed_up_at AS "signedUpAt", e.started_at AS "startedAt", e.completed_at AS "completedAt",
    e.closed_at AS "closedAt", e.progress
  FROM enrolment e JOIN course c ON c.id = e.course_id WHERE e.person_id = $1 ORDER BY e.signed_up_at DESC, e.id`

export interface EvidenceAtDesk {
  id: string
  courseTitle: string
  provider: string
  state: string
  handedInAt: string
}

const EVIDENCE = `
  SELECT e.id, c.title AS "courseTitle", e.provider, e.state, e.handed_in_at AS "handedInAt"
  FROM evidence e JOIN course c ON c.id = e.course_id WHERE e.person_id = $1 ORDER BY e.handed_in_at DESC, e.id`

export interface MessageAtDesk {
  id: string
  kind: string
  state: string
  toEmail: string
  createdAt: Date
  total: number
}

// To their own address, and about their bookings to whatever address they had then. Each half has its index.
const MESSAGES = `
  WITH theirs AS (
    SELECT m.id FROM message m WHERE m.to_email = $2
    UNION
    SELECT m.id FROM booking b JOIN message m ON m.subject = 'booking:' || b.id WHERE b.person_id = $1)
  SELECT m.id, m.kind, m.state, m.to_email AS "toEmail", m.created_at AS "createdAt", count(*) OVER ()::int AS total
  FROM theirs JOIN message m ON m.id = theirs.id ORDER BY m.created_at DESC, m.id DESC LIMIT $3`

const SHOWN_MESSAGES = 15

const rows = (sql: string): string => `coalesce((SELECT json_agg(x) FROM (${sql}) x), '[]')`
const SMALLER = `
  SELECT ${rows(WAITING)} AS waiting, ${rows(RECORDS)} AS records, ${rows(ENROLMENTS)} AS enrolments, ${rows(EVIDENCE)} AS evidence,
    ${rows('SELECT key AS value, title AS text FROM course ORDER BY title')} AS courses`

interface Smaller {
  waiting: WaitingAtDesk[]
  records: RecordAtDesk[]
  enrolments: EnrolmentAtDesk[]
  evidence: EvidenceAtDesk[]
  /** Courses that learning elsewhere may be recorded for: all of them, the retired too. */
  courses: { value: string; text: string }[]
}

/** All that the desk may know of one person. */
@Injectable()
export class OnePersonQueries {
  constructor(private readonly database: DataSource) {}

  async person(id: string, now: Date): Promise<PersonAtDesk | null> {
    const [row] = await this.database.query<PersonAtDesk[]>(PERSON, [id, now])
    return row ?? null
  }

  /** Whether only the stub of somebody is left. */
  async erased(id: string): Promise<boolean> {
    return (await this.database.query<unknown[]>('SELECT 1 FROM person WHERE id = $1 AND erased_at IS NOT NULL', [id])).length > 0
  }

  /** What they did and what was done about them: three queries, whatever there is. */
  async everything({ id, email }: { id: string; email: string }) {
    const [bookings, smaller, messages] = await Promise.all([
      this.database.query<BookingAtDesk[]>(BOOKINGS, [id]),
      this.database.query<[Smaller]>(SMALLER, [id]),
      this.database.query<MessageAtDesk[]>(MESSAGES, [id, email, SHOWN_MESSAGES]),
    ])
    return { bookings, ...smaller[0], messages }
  }
}
