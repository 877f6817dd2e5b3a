import { Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { longDate, londonDate } from '../../../shared/dates.js'
import { morningOf } from '../../notifications/rules/morning.js'
import { type NewMessage, Outbox } from '../../notifications/notifications.writer.js'
import { StillTrue } from '../../notifications/still-true.writer.js'

interface Told {
  id: string
  name: string
  email: string
  lead: boolean
}

// The leads of the agency; where it has none, or the person has no agency, the administrators. Nobody is asked about their own.
const WHO_DECIDES = `
  WITH leads AS (
    SELECT p.id, p.name, p.email, true AS lead FROM person p JOIN person owner ON owner.id = $1 AND owner.agency_id = p.agency_id
    WHERE p.id <> $1 AND 'training lead' = ANY(p.roles) AND p.confirmed_at IS NOT NULL)
  SELECT * FROM leads UNION ALL
  SELECT p.id, p.name, p.email, false FROM person p
  WHERE p.id <> $1 AND 'administrator' = ANY(p.roles) AND p.confirmed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM leads)`

const DECIDED = `
  SELECT p.name, p.email, c.title AS course, e.state, e.reason, e.provider, e.enrolment_id AS "enrolmentId",
    r.id IS NOT NULL AND r.valid_until IS NULL AS "forGood", r.valid_until::text AS until
  FROM evidence e JOIN person p ON p.id = e.person_id JOIN course c ON c.id = e.course_id
  LEFT JOIN learning_record r ON r.source IN ('evidence:' || e.id, 'enrolment:' || e.enrolment_id) WHERE e.id = $1`

interface DecidedRow {
  name: string
  email: string
  course: string
  state: 'accepted' | 'refused'
  reason: string
  provider: string
  enrolmentId: string | null
  forGood: boolean
  until: string | null
}

// Of these people, those for whom something waits that they may decide on.
const STILL_WAITING = `
  SELECT p.id FROM person p WHERE p.id = ANY($1::uuid[]) AND EXISTS (
    SELECT 1 FROM evidence e JOIN person o ON o.id = e.person_id WHERE e.state = 'handed in' AND o.id <> p.id
      AND ('administrator' = ANY(p.roles) OR 'training lead' = ANY(p.roles) AND o.agency_id = p.agency_id))`

/** What is written about evidence: to who decides once a day at most, to its person at each decision. */
@Injectable()
export class EvidenceMails implements OnModuleInit {
  constructor(
    private readonly database: DataSource,
    private readonly outbox: Outbox,
    private readonly stillTrue: StillTrue,
  ) {}

  onModuleInit(): void {
    this.stillTrue.register(['evidence-waiting'], async ids => {
      const rows = await this.database.query<{ id: string }[]>(STILL_WAITING, [ids])
      return rows.map(row => row.id)
    })
  }

  /** One mail to each for the next morning, however much is handed in until then. */
  async tellOfHandedIn(tx: EntityManager, personId: string, now: Date): Promise<void> {
    const people = await tx.query<Told[]>(WHO_DECIDES, [personId])
    const sequence = Number(londonDate(morningOf(now)).replaceAll('-', ''))
    const messages = people.map(({ id, name, email, lead }): NewMessage => {
      const path = lead ? '/my-agency/evidence' : '/desk/evidence'
      return { subject: `evidence-queue:${id}`, kind: 'evidence-waiting', sequence, toName: name, toEmail: email, data: { name, path } }
    })
    await this.outbox.add(tx, messages, now)
  }

  async tellOfDecision(tx: EntityManager, id: string, now: Date): Promise<void> {
    const [row] = await tx.query<DecidedRow[]>(DECIDED, [id])
    const { name, email, course, provider, reason, state, enrolmentId } = row!
    const counts = row!.until ? `It counts until ${longDate(row!.until)}.` : row!.forGood ? 'It counts for good.' : ''
    const path = state === 'accepted' ? '/my-learning' : enrolmentId ? `/learning/${enrolmentId}` : `/my-learning/evidence/${id}`
    const kind = state === 'accepted' ? 'evidence-accepted' : 'evidence-refused'
    const data = { name, course, provider, reason, counts, path }
    await this.outbox.add(tx, [{ subject: `evidence:${id}`, kind, toName: name, toEmail: email, data }], now)
  }
}
