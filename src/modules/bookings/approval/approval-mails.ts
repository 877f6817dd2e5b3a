import { longMoment } from '../../../shared/dates.js'
import type { NewMessage } from '../../notifications/notifications.writer.js'
import { conditionFacts, type KeptFacts } from '../condition/kept-on.js'
import { about, type MailOccurrence } from '../booking-mails.js'
import type { Approval } from './approval.entity.js'

interface Delegate {
  name: string
  email: string
}
type Asked = Pick<
  Approval,
  'bookingId' | 'managerName' | 'managerEmail' | 'managerNonce' | 'deputyName' | 'deputyEmail' | 'deputyNonce' | 'round' | 'runsOutAt'
>

const toManager = (
  kind: 'approval-asked' | 'approval-chased',
  approval: Asked,
  person: Delegate,
  occurrence: MailOccurrence,
): NewMessage => ({
  subject: `approval:${approval.bookingId}`,
  kind,
  sequence: approval.round,
  toName: approval.managerName,
  toEmail: approval.managerEmail,
  data: {
    name: approval.managerName,
    delegate: person.name,
    deputy: approval.deputyName,
    ...about(occurrence),
    until: longMoment(approval.runsOutAt),
    nonce: approval.managerNonce,
  },
})

/** Asks the manager. Says nothing of needs. */
export const approvalAsked = (approval: Asked, person: Delegate, occurrence: MailOccurrence): NewMessage =>
  toManager('approval-asked', approval, person, occurrence)

/** Asks the manager again, and their deputy too, where one is named. */
export function approvalChased(approval: Asked, person: Delegate, occurrence: MailOccurrence): NewMessage[] {
  const again = toManager('approval-chased', approval, person, occurrence)
  if (!approval.deputyEmail) return [again]
  const { deputyName: toName, deputyEmail: toEmail, deputyNonce: nonce, managerName: manager } = approval
  return [again, { ...again, kind: 'approval-deputy-asked', toName, toEmail, data: { ...again.data, name: toName, manager, nonce } }]
}

/** A booking that waits for an approval; `lead`: the training lead who made it. */
interface Requested {
  id: string
  reference: string
  condition?: KeptFacts
  lead?: string
}

/** Tells the delegate that their place is held, and whose answer it waits for. */
export const bookingRequested = (person: Delegate, booking: Requested, approval: Asked, occurrence: MailOccurrence): NewMessage => ({
  subject: `booking:${booking.id}`,
  kind: 'booking-requested',
  sequence: approval.round - 1,
  toName: person.name,
  toEmail: person.email,
  data: {
    name: person.name,
    ...about(occurrence),
    reference: booking.reference,
    manager: approval.managerName,
    until: longMoment(approval.runsOutAt),
    lead: booking.lead,
    ...conditionFacts(booking.condition),
    path: `/bookings/${booking.id}`,
  },
})

/** What a request causes: the manager is asked, the delegate told. */
export const requestMails = (person: Delegate, booking: Requested, approval: Asked, occurrence: MailOccurrence): NewMessage[] => [
  approvalAsked(approval, person, occurrence),
  bookingRequested(person, booking, approval, occurrence),
]

/** The delegate has no place: refused, or not answered in time. */
export const bookingNotApproved = (
  person: Delegate,
  booking: { id: string; reference: string },
  ending: { manager: string; by: string; reason: string; runOut: boolean },
  occurrence: MailOccurrence,
): NewMessage => ({
  subject: `booking:${booking.id}`,
  kind: 'booking-not-approved',
  toName: person.name,
  toEmail: person.email,
  data: { name: person.name, ...about(occurrence), reference: booking.reference, ...ending, path: `/courses/${occurrence.courseKey}` },
})
