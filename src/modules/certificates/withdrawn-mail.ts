import type { NewMessage } from '../notifications/notifications.writer.js'
import { whyWithdrawn, type WithdrawnWhy } from './rules/standing.js'

/** A certificate that was just withdrawn, and whom to tell. */
export interface Withdrawn {
  id: string
  number: string
  courseTitle: string
  why: WithdrawnWhy
  reason: string
  name: string
  email: string
}

export function withdrawnMail({ id, number, courseTitle, why, reason, name, email }: Withdrawn): NewMessage {
  const data = { name, course: courseTitle, number, why: whyWithdrawn(why, reason), path: '/my-certificates' }
  return { subject: `certificate:${id}`, kind: 'certificate-withdrawn', toName: name, toEmail: email, data }
}
