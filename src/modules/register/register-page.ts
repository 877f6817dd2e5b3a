import { registerSums, type RegisterSums } from '../bookings/rules/register.js'
import type { RegisterOccurrence, RegisterRow, RegisterSheet } from './register.queries.js'

/** The session a trainer most likely wants: the one asked for, else the first that is not over, else the first with somebody unmarked. */
export function sessionToShow({ occurrence: { sessions }, rows }: RegisterSheet, asked: unknown, now: Date): number {
  const wanted = sessions.find(session => String(session.number) === asked)
  const coming = sessions.find(session => session.endsAt >= now)
  const open = sessions.find(session => unmarkedAt(rows, session.number).length > 0)
  return (wanted ?? coming ?? open ?? sessions[0])?.number ?? 1
}

/** Who has no mark yet at a session. */
export const unmarkedAt = (rows: readonly RegisterRow[], session: number): RegisterRow[] => rows.filter(row => !row.marks[session])

/** Each session with how far it is marked, for the way between them. */
export function sessionSteps({ sessions }: RegisterOccurrence, rows: readonly RegisterRow[], shown: number) {
  return sessions.map(session => ({ ...session, current: session.number === shown, unmarked: unmarkedAt(rows, session.number).length }))
}

/** The sums under a register: of its marks while it is open, of its outcomes once it is closed. Records from elsewhere have no marks. */
export function sumsOf(sheet: RegisterSheet): RegisterSums {
  if (!sheet.occurrence.registerClosedAt) return registerSums(sheet)
  const there = sheet.rows.filter(row => row.state === 'attended' || row.state === 'partly attended')
  const booked = sheet.rows.filter(row => !row.walkIn)
  return {
    booked: booked.length,
    noShows: booked.filter(row => row.state === 'no-show').length,
    walkIns: sheet.rows.length - booked.length,
    present: there.length,
  }
}
