import { longDate, longMoment, londonDate, whenInWords } from '../../../shared/dates.js'
import { type Completion } from '../../courses/rules/prerequisites.js'
import type { NewMessage } from '../../notifications/notifications.writer.js'
import { severalSessions, whereInWords } from '../booking-mails.js'
import { promisedDeadline, type Promised } from '../cancellation-quote.js'
import { type KeyedNeed, missingKeys } from '../rules/places.js'
import type { Moment, Reminder } from '../rules/reminders.js'

/** Somebody who has not been told yet, and the number of the message that they are to get. */
export interface Untold extends Omit<Promised, 'startsAt'> {
  occurrenceId: string
  sequence: number
  id: string
  reference: string
  personId: string
  name: string
  email: string
  completed: Completion[]
}

/** A date as its mails tell of it. */
export interface ToldDate {
  id: string
  courseKey: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
  onlineUrl: string
  joiningDetails: string
  venue: string
  venueAccess: string
  mapUrl: string
  sessions: { startsAt: string; endsAt: string }[]
  needs: (KeyedNeed & { title: string })[]
}

/** What the secret of the page "still coming?" is made of: one for each booking, and no table has to know it. */
export const stillComingNonce = (bookingId: string): string => `still coming ${bookingId}`

/** The mail of a reminder; the last of a course's asks whether the person is still coming. */
export function reminderMail(untold: Untold, date: ToldDate, { last, dueAt }: Reminder): NewMessage {
  return {
    ...message(untold, date, 'reminder', dueAt),
    data: {
      ...facts(untold, date),
      last,
      deadline: freeUntil({ ...untold, startsAt: date.startsAt }, dueAt),
      stillComing: `/still-coming/${untold.id}`,
      nonce: stillComingNonce(untold.id),
    },
  }
}

/** How to get there, what to bring, and what is still to be done before; `now`: for who booked late. */
export function joiningMail(untold: Untold, date: ToldDate, { dueAt }: Moment, now: Date): NewMessage {
  const { joiningDetails, venueAccess, mapUrl, onlineUrl } = date
  const missing = missingKeys(date, untold.completed)
  const toDo = date.needs.filter(need => missing.includes(need.key)).map(({ key, title }) => ({ title, path: `/courses/${key}` }))
  return {
    ...message(untold, date, 'joining-details', dueAt > now ? dueAt : now),
    data: {
      ...facts(untold, date),
      joiningDetails,
      access: venueAccess,
      map: mapUrl,
      link: onlineUrl,
      toDo,
    },
  }
}

const message = ({ id, sequence, name, email }: Untold, _date: ToldDate, kind: 'reminder' | 'joining-details', dueAt: Date) => ({
  ...{ subject: `booking:${id}`, kind, sequence, toName: name, toEmail: email, dueAt },
})

const facts = ({ id, name, reference }: Untold, date: ToldDate) => ({
  name,
  course: date.courseTitle,
  on: longDate(date.startsAt),
  // By this a message that was sent for the same day is known, whatever else was changed since.
  startsOn: londonDate(date.startsAt),
  when: whenInWords(date.startsAt, date.endsAt),
  sessions: severalSessions(date),
  where: whereInWords(date),
  reference,
  path: `/bookings/${id}`,
})

/** The cancellation deadline in words while it lies ahead; empty where it is over, or nothing is ever charged. */
function freeUntil(booking: Promised, at: Date): string {
  const deadline = promisedDeadline(booking)
  return deadline && deadline > at ? longMoment(deadline) : ''
}
