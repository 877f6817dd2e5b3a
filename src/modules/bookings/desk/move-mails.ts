import { longMoment, whenInWords } from '../../../shared/dates.js'
import { pounds } from '../../../shared/money.js'
import type { NewMessage } from '../../notifications/notifications.writer.js'
import { approvalAsked } from '../approval/approval-mails.js'
import type { NewApproval } from '../approval/approval-row.js'
import { copyFor } from '../approval/manager-copies.js'
import { about, severalSessions } from '../booking-mails.js'
import type { BookingDetails } from '../booking.queries.js'
import { freeUntil } from '../cancellation-quote.js'
import { conditionFacts, type KeptFacts } from '../condition/kept-on.js'
import { invitations, sessionMail } from '../session-mails.js'
import type { Agreed } from '../policies/agreed.js'
import type { MovedBooking, MoveScene, Moving } from './a-move.js'

/** A move as its mails tell it: what it was booked under, and what the line manager is asked, if anything. */
type Told = Moving & { agreed: Agreed; approval: NewApproval | null }

/** One mail that tells of the old date and the new one and carries the new entry; the old one leaves the calendar by a short mail of its own. */
export function moveMails(old: BookingDetails, made: MovedBooking, scene: MoveScene, told: Told, now: Date): NewMessage[] {
  const { to, person } = scene
  const { approval } = told
  const mail = movedMail(old, made, scene, told)
  if (approval) return [mail, approvalAsked(approval, person, to)]
  if (made.state === 'requested') return [mail]
  const copied = { delegate: person.name, copies: person.copies, managerName: old.managerName, managerEmail: old.managerEmail }
  return [
    ...invitations(made, to, mail),
    ...outOfTheCalendar(old, made, mail, now),
    ...copyFor('cancellation', { ...copied, bookingId: old.id }, old),
    ...copyFor('confirmation', { ...copied, bookingId: made.id }, to),
  ]
}

/** Once a course has begun calendars are left as they are. */
function outOfTheCalendar(old: BookingDetails, made: MovedBooking, mail: NewMessage, now: Date): NewMessage[] {
  if (now >= old.startsAt) return []
  const gone = { ...old, calendarSequence: old.calendarSequence + 1 }
  return old.sessions.map((_, i) => {
    const short = sessionMail(old, gone, 'CANCEL', i + 1, mail)
    const part = old.sessions.length > 1 ? short.data.part : 'Your old date'
    return { ...short, data: { ...short.data, part, path: `/bookings/${made.id}` } }
  })
}

function movedMail(old: BookingDetails, made: MovedBooking, scene: MoveScene, moving: Told): NewMessage {
  const { to, person, condition } = scene
  const { approval, agreed } = moving
  const kept = moving.moved.condition
  const courses = to.needs.filter(need => kept?.courseIds.includes(need.courseId))
  const facts: KeptFacts = kept && { until: kept.until, courses }
  const lacking = to.needs.some(need => condition?.courseIds.includes(need.courseId))
  return {
    subject: `booking:${made.id}`,
    kind: 'booking-moved',
    toName: person.name,
    toEmail: person.email,
    data: {
      name: person.name,
      ...about(to),
      sessions: severalSessions(to),
      was: whenInWords(old.startsAt, old.endsAt),
      by: moving.by,
      note: moving.note,
      reference: made.reference,
      charge: moving.charge.chargePence && !moving.waived ? pounds(moving.charge.chargePence) : '',
      free: moving.by === 'organiser',
      deadline: moving.by === 'organiser' ? null : freeUntil({ ...to, policy: old.policy, ...agreed }),
      manager: approval?.managerName ?? '',
      until: approval ? longMoment(approval.runsOutAt) : '',
      ...conditionFacts(facts),
      stands: condition !== null && kept === null && lacking && moving.by === 'organiser',
      path: `/bookings/${made.id}`,
    },
  }
}
