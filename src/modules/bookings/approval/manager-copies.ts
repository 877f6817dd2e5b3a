import type { NewMessage } from '../../notifications/notifications.writer.js'
import type { Copy } from '../../people/agency.entity.js'
import { checkWorkEmail } from '../../people/rules/work-email.js'
import { about, type MailOccurrence } from '../booking-mails.js'

/** Whose manager is told, and of what their agency wants them told. */
export interface Copied {
  bookingId: string
  delegate: string
  managerName: string
  managerEmail: string
  copies: readonly Copy[]
}

const KINDS = { confirmation: 'copy-confirmed', cancellation: 'copy-cancelled', 'no-show': 'copy-no-show' } as const

/**
 * A short message for the line manager, where the agency wants it and a manager is known who can be written to. It names the delegate, the
 * course and the time: no needs, no reference, and no link that does anything.
 */
export function copyFor(
  what: Copy,
  { bookingId, delegate, managerName, managerEmail, copies }: Copied,
  occurrence: MailOccurrence,
): NewMessage[] {
  if (!copies.includes(what) || typeof checkWorkEmail(managerEmail) !== 'string') return []
  const toName = managerName || managerEmail
  const { course, when, where } = about(occurrence)
  return [
    {
      subject: `booking:${bookingId}`,
      kind: KINDS[what],
      toName,
      toEmail: managerEmail.toLowerCase(),
      data: { name: toName, delegate, course, when, where },
    },
  ]
}
