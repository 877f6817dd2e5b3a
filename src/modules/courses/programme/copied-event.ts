import type { DataSource } from 'typeorm'
import { ENGLAND_AND_WALES } from '../../../shared/bank-holidays.js'
import { type Day, isDay, londonDate } from '../../../shared/dates.js'
import { clearWorkingDaysBetween } from '../../../shared/working-days.js'
import type { EventForm } from '../forms/delivery.form.js'
import { sessionOfLine, storedOccurrence } from '../forms/occurrence-values.js'
import type { TypedSession } from '../rules/event-times.js'

/** An occurrence as the form of a new event: everything but its days, and when booking opens, which was for those days. */
export async function copiedEvent(
  database: DataSource,
  id: string,
): Promise<{ values: Partial<EventForm>; dates: TypedSession[][]; of: { id: string; title: string } } | null> {
  const stored = await storedOccurrence(database, id)
  if (!stored) return null
  const { venue, room, onlineUrl, externalUrl, joiningDetails, places, trainers, fewest, decideOn, closesDay, sessions } = stored.values
  const startsOn = londonDate(stored.startsAt)
  const delivery = { venue, room, onlineUrl, externalUrl, joiningDetails, places, trainers, fewest }
  return {
    values: {
      course: stored.courseKey,
      ...delivery,
      closesDays: daysBefore(closesDay, startsOn),
      decideDays: daysBefore(decideOn, startsOn),
    },
    dates: [sessions.map(sessionOfLine).map(session => ({ ...session, day: '' }))],
    of: { id, title: stored.courseTitle },
  }
}

/** How many working days before, as it is typed; empty where no day was said. */
function daysBefore(day: Day, startsOn: Day): string {
  if (!isDay(day)) return ''
  return day >= startsOn ? '0' : String(clearWorkingDaysBetween(day, startsOn, ENGLAND_AND_WALES) + 1)
}
