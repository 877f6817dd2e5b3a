import { Inject, Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { SETTINGS } from '../../../config/settings.js'
import type { Settings } from '../../../config/settings.js'
import type { Day } from '../../../shared/dates.js'
import { newId, newReference } from '../../../shared/ids.js'
import type { Refusal } from '../../../shared/refusal.js'
import type { Who } from '../../../web/access.js'
import { Outbox } from '../../notifications/notifications.writer.js'
import { approvalOf } from '../approval/approval.queries.js'
import { type NewApproval, NewApprovals, writeApproval } from '../approval/approval-row.js'
import { type LaneOccurrence, lanePerson, type PersonRow, withInstants } from '../booking-lane.facts.js'
import { readOccurrence, readPeople } from '../booking-lane.statements.js'
import { type Agreed, takenOver } from '../policies/agreed.js'
import type { BookingDetails } from '../booking.queries.js'
import { warnsAt } from '../rules/condition.js'
import type { MovedBooking, MoveScene, Moving } from './a-move.js'
import { moveMails } from './move-mails.js'
import { BEGIN, CARRY_APPROVAL, CARRY_NEEDS, END_WAITING, KEEP, OPEN_CONDITION, TAKE_HOLD, USE_RESERVED } from './moving.statements.js'

/** A refusal with what its sentence says: whom it is about, and what they lack by its titles. */
export function explained<Code extends string>(
  refusal: Refusal<Code>,
  { personName }: BookingDetails,
  needs: LaneOccurrence['needs'] = [],
): Refusal<Code> {
  const keys = [refusal.facts.missing ?? []].flat().map(String)
  const titles = needs.filter(({ key }) => keys.includes(key)).map(({ title }) => title)
  return { ...refusal, facts: { ...refusal.facts, person: personName, ...(titles.length > 0 && { titles }) } }
}

/** Locks two occurrences in one order, so that no two who move people between them wait for each other in a ring. */
export const lockBoth = (tx: EntityManager, ids: string[]): Promise<unknown> =>
  tx.query('SELECT 1 FROM occurrence WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [ids])

/** Reads and writes what moving and changing places have in common, in the caller's transaction, which holds both occurrences' rows. */
@Injectable()
export class MovePeople {
  constructor(
    private readonly outbox: Outbox,
    private readonly approvals: NewApprovals,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** null: there is no such date of this course. */
  async scene(tx: EntityManager, booking: BookingDetails, toId: string): Promise<MoveScene | null> {
    const read = readOccurrence(toId)
    const [to] = await tx.query<LaneOccurrence[]>(read.text, read.values)
    if (to?.courseId !== booking.courseId) return null
    const people = readPeople(toId, [booking.personId])
    const [person] = await tx.query<[PersonRow]>(people.text, people.values)
    const [condition] = await tx.query<NonNullable<MoveScene['condition']>[]>(OPEN_CONDITION, [booking.id])
    return { to: withInstants(to), person: lanePerson(person), condition: condition ?? null }
  }

  /**
   * Books the new date and tells of both. The old booking has ended before; the counters of the dates are the caller's. What was needed, agreed
   * and promised goes along; an approval that is still open is asked anew, for the new date.
   */
  async begin(tx: EntityManager, old: BookingDetails, scene: MoveScene, moving: Moving, who: Who, now: Date): Promise<MovedBooking> {
    const { to, condition } = scene
    const { moved } = moving
    const state = old.state === 'requested' ? 'requested' : 'booked'
    const made: MovedBooking = { id: newId(), reference: newReference(), state }
    const second = moved.overridden.includes('one-per-course')
    const agreed = takenOver(old, { ...to, policy: old.policy }, now)
    await tx.query(BEGIN, [
      old.id,
      made.id,
      made.reference,
      to.id,
      state,
      now,
      who.id,
      moved.reason,
      second,
      moving.by,
      ...columnsOf(agreed),
    ])
    await tx.query(CARRY_NEEDS, [old.id, made.id])
    await tx.query(END_WAITING, [old.personId, old.courseId, now])
    if (moved.usesHold) await tx.query(TAKE_HOLD, [moved.usesHold, now])
    if (moved.usesReserved) await tx.query(USE_RESERVED, [moved.usesReserved])
    const kept = moved.condition
    if (kept && condition) await tx.query(KEEP, [made.id, kept.courseIds, condition.daysBefore, kept.until, this.warnsAt(kept.until)])
    const approval = await this.approval(tx, old, made, to, now)
    await this.outbox.add(tx, moveMails(old, made, scene, { ...moving, agreed, approval }, now), now)
    return made
  }

  private warnsAt(until: Day): Date {
    return warnsAt(until, { warningDays: this.settings.conditionWarningDays })
  }

  private async approval(
    tx: EntityManager,
    old: BookingDetails,
    made: MovedBooking,
    to: LaneOccurrence,
    now: Date,
  ): Promise<NewApproval | null> {
    if (made.state === 'booked') {
      await tx.query(CARRY_APPROVAL, [old.id, made.id])
      return null
    }
    const asked = await approvalOf(tx, old.id)
    if (!asked) return null
    const { managerName, managerEmail, deputyName, deputyEmail } = asked
    const approval = this.approvals.ask(made.id, { managerName, managerEmail, deputyName, deputyEmail }, to, now)
    await writeApproval(tx, approval)
    return approval
  }
}

const columnsOf = (agreed: Agreed) => [agreed.policyId, agreed.policyVersion, agreed.termsId, agreed.promisedFor, agreed.promised]
