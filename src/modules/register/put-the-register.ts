import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Transaction } from '../../database/transaction.js'
import { isRefusal, refuse, type Refusal } from '../../shared/refusal.js'
import type { Who } from '../../web/access.js'
import { AddAWalkIn, type WalkInCode } from './add-a-walk-in.js'
import type { MarkForm } from './forms/mark.form.js'
import { MarkTheRegister, refusalToMark } from './mark-the-register.js'
import { RegisterQueries, type RegisterSheet } from './register.queries.js'
import type { Tap } from './rules/taps.js'

/** What a program is refused; its marks are all written or none. */
export type PutCode = WalkInCode | 'not-on-register'

/** Marks as a program sends them: many at once, for bookings and for people who came without one. */
@Injectable()
export class PutTheRegister {
  constructor(
    private readonly transaction: Transaction,
    private readonly register: RegisterQueries,
    private readonly marking: MarkTheRegister,
    private readonly walkIns: AddAWalkIn,
  ) {}

  /** The register as it stands afterwards. A person who is on it already is simply marked, so that sending twice changes nothing. */
  run(who: Who, occurrenceId: string, marks: readonly MarkForm[], now: Date): Promise<RegisterSheet | Refusal<PutCode>> {
    return this.transaction.run(async tx => {
      const sheet = await this.register.lockedSheet(tx, occurrenceId, who, 'update')
      const refusal = refusalToMark(sheet, who, now)
      if (refusal) return refusal
      const wrong = unknown(sheet!, marks)
      if (wrong) return wrong
      const complete = await this.withWalkIns(tx, who, sheet!, marks, now)
      if (isRefusal(complete)) return complete
      const marked = await this.marking.write(tx, who, complete, tapsOf(complete, marks, now), now)
      return marked.sheet
    })
  }

  private async withWalkIns(tx: EntityManager, who: Who, sheet: RegisterSheet, marks: readonly MarkForm[], now: Date) {
    const there = new Set(sheet.rows.map(row => row.personId))
    const people = [...new Set(marks.flatMap(({ personId }) => (personId && !there.has(personId) ? [personId] : [])))]
    if (people.length === 0) return sheet
    const missing = await this.walkIns.addAll(tx, sheet, who, people, now)
    return missing ?? (await this.register.sheet(sheet.occurrence.id, who, tx))!
  }
}

function unknown({ occurrence, rows }: RegisterSheet, marks: readonly MarkForm[]): Refusal<PutCode> | null {
  const sessions = new Set(occurrence.sessions.map(session => session.number))
  const bookings = new Set(rows.map(row => row.bookingId))
  const badSession = marks.find(mark => !sessions.has(mark.session))
  if (badSession) return refuse('no-such-session', { session: badSession.session })
  const strangers = marks.flatMap(({ bookingId }) => (bookingId && !bookings.has(bookingId) ? [bookingId] : []))
  return strangers.length > 0 ? refuse('not-on-register', { bookings: strangers }) : null
}

function tapsOf({ rows }: RegisterSheet, marks: readonly MarkForm[], now: Date): Tap[] {
  const bookingOf = new Map(rows.map(row => [row.personId, row.bookingId]))
  return marks.map(({ bookingId, personId, session, mark }) => ({
    bookingId: bookingId ?? bookingOf.get(personId!)!,
    session,
    mark,
    at: now,
  }))
}
