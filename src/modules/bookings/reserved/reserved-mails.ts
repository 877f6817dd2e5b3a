import { addDays, londonAt, londonDate, longDate, whenInWords } from '../../../shared/dates.js'
import type { NewMessage } from '../../notifications/notifications.writer.js'

/** Who is told of an agency's reserved places: its training leads. */
export interface Lead {
  name: string
  email: string
}

interface Told {
  id: string
  places: number
  returnsAt: Date
  occurrenceId: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
}

/** So many days before reserved places return, who has not used them all is reminded. */
const REMINDED_DAYS = 7

/** What its leads are told: that places are reserved, and a week before they return that some are still unused. */
export function reservedMails(reserved: Told, leads: readonly Lead[], now: Date): NewMessage[] {
  const { id, places, returnsAt, occurrenceId, courseTitle, startsAt, endsAt } = reserved
  const about = {
    ...{ course: courseTitle, when: whenInWords(startsAt, endsAt), places, until: longDate(addDays(londonDate(returnsAt), -1)) },
    path: `/my-agency/book/${occurrenceId}`,
  }
  const remindAt = londonAt(addDays(londonDate(returnsAt), -REMINDED_DAYS), '08:30')
  return leads.flatMap(({ name, email }, i): NewMessage[] => {
    const mail = { subject: `reserved:${id}`, sequence: i, toName: name, toEmail: email, data: { name, ...about } }
    const told: NewMessage = { ...mail, kind: 'places-reserved' }
    return remindAt > now ? [told, { ...mail, kind: 'reserved-places-return', dueAt: remindAt }] : [told]
  })
}
