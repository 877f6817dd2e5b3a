import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { newId, newReference } from '../../shared/ids.js'
import { refuse, type Refusal } from '../../shared/refusal.js'
import type { Who } from '../../web/access.js'
import { ApprovalWriter } from '../bookings/approval/approval.writer.js'
import type { Mark } from '../bookings/rules/register.js'
import { type MarkCode, MarkTheRegister, refusalToMark } from './mark-the-register.js'
import { RegisterQueries, type RegisterSheet } from './register.queries.js'

/** Somebody who is not registered yet: an account without a password, theirs to claim later by "forgotten password". */
export interface Newcomer {
  name: string
  agencyId: string | null
  agencyOther: string | null
}

export interface WalkInAsked {
  who: Who
  occurrenceId: string
  /** Exactly as typed: nobody browses people here. */
  email: string
  newcomer?: Newcomer | undefined
  session: number
  mark: Mark
  key?: string | undefined
}
export interface WalkInAdded {
  bookingId: string
  name: string
}
export type WalkInCode = MarkCode | 'nobody-found' | 'already-on-register' | 'no-such-session'

interface Found {
  id: string
  name: string
}

// A walk-in takes no place and stands beside whatever else the person has booked on this course. Credit goes to today's agency.
const BOOK = `
  INSERT INTO booking (id, reference, occurrence_id, course_id, person_id, agency_id, state, walk_in, second_on_course, booked_at, booked_by_id)
  SELECT w.id, w.reference, $4, $5, p.id, p.agency_id, 'booked', true, true, $6, $7
  FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS w (id, reference, person_id) JOIN person p ON p.id = w.person_id
  ON CONFLICT (person_id, occurrence_id) WHERE state <> 'cancelled' DO NOTHING RETURNING id`

const FIND = 'SELECT id, name FROM person WHERE email = $1'
const REGISTER = `
  INSERT INTO person (id, email, name, agency_id, agency_other, registered_at) VALUES ($1, $2, $3, (SELECT id FROM agency WHERE id = $4), $5, $6) ON CONFLICT (email) DO NOTHING`

/** Puts somebody who came without a booking on the register, marked for the session they walked into. */
@Injectable()
export class AddAWalkIn {
  constructor(
    private readonly transaction: Transaction,
    private readonly register: RegisterQueries,
    private readonly marking: MarkTheRegister,
    private readonly approvals: ApprovalWriter,
  ) {}

  run(asked: WalkInAsked, now: Date): Promise<WalkInAdded | Refusal<WalkInCode>> {
    return this.transaction.run(tx => once(tx, { personId: asked.who.id, key: asked.key }, () => this.add(tx, asked, now)))
  }

  private async add(tx: EntityManager, asked: WalkInAsked, now: Date): Promise<WalkInAdded | Refusal<WalkInCode>> {
    const sheet = await this.register.lockedSheet(tx, asked.occurrenceId, asked.who, 'share')
    const refusal = refusalToMark(sheet, asked.who, now)
    if (refusal) return refusal
    if (!sheet!.occurrence.sessions.some(s => s.number === asked.session)) return refuse('no-such-session', { session: asked.session })
    const person = await find(tx, asked, now)
    if (!person) return refuse('nobody-found')
    await this.approvals.endRequests(tx, sheet!.occurrence.id, now, [person.id])
    const [bookingId] = await book(tx, sheet!, asked.who, [person.id], now)
    if (!bookingId) return refuse('already-on-register', { name: person.name })
    await this.marking.write(tx, asked.who, sheet!, [{ bookingId, session: asked.session, mark: asked.mark, at: now }], now)
    return { bookingId, name: person.name }
  }

  /** Puts people known by id on a register that is locked and open, without marking them; if one of them is nobody, none is. */
  async addAll(tx: EntityManager, sheet: RegisterSheet, who: Who, personIds: string[], now: Date): Promise<Refusal<'nobody-found'> | null> {
    const there: unknown[] = await tx.query('SELECT id FROM person WHERE id = ANY($1) FOR KEY SHARE', [personIds])
    if (there.length < personIds.length) return refuse('nobody-found')
    await this.approvals.endRequests(tx, sheet.occurrence.id, now, personIds)
    await book(tx, sheet, who, personIds, now)
    return null
  }
}

async function book(tx: EntityManager, { occurrence }: RegisterSheet, who: Who, personIds: string[], now: Date): Promise<string[]> {
  const fresh = personIds.map(personId => ({ id: newId(), reference: newReference(), personId }))
  const columns = [fresh.map(one => one.id), fresh.map(one => one.reference), personIds]
  const rows: { id: string }[] = await tx.query(BOOK, [...columns, occurrence.id, occurrence.courseId, now, who.id])
  return rows.map(row => row.id)
}

async function find(tx: EntityManager, { email, newcomer }: WalkInAsked, now: Date): Promise<Found | undefined> {
  const address = email.toLowerCase()
  const there = await byEmail(tx, address)
  if (there || !newcomer) return there
  await tx.query(REGISTER, [newId(), address, newcomer.name, newcomer.agencyId, newcomer.agencyOther, now])
  return byEmail(tx, address)
}

async function byEmail(tx: EntityManager, email: string): Promise<Found | undefined> {
  const [found]: Found[] = await tx.query(FIND, [email])
  return found
}
