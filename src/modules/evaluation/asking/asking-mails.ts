import { longDate } from '../../../shared/dates.js'
import type { Kind, NewMessage } from '../../notifications/notifications.writer.js'
import type { Stage } from '../rules/stage-settings.js'
import { EVALUATIONS } from './links.js'

/** What the mails of an invitation tell of it. */
export interface MailedInvitation {
  id: string
  stage: Stage
  name: string
  email: string
  course: string
  startsAt: Date
  endsAt: Date
  nonce: string
  managerName: string | null
  managerEmail: string | null
  /** What waits for the answer. */
  gateJoining: boolean
  gateCertificate: boolean
}

export const ASKING_KINDS = {
  pre: 'evaluation-before',
  post: 'evaluation-after',
  impact: 'evaluation-weeks-later',
  manager: 'evaluation-manager',
} as const satisfies Record<Stage, Kind>

/** Asks, or asks again: `number` 0, then 1 and 2. The line manager is asked at the last stage, everybody else for themself. */
export function askingMail(invitation: MailedInvitation, number: number, dueAt: Date): NewMessage {
  const { id, stage, nonce, course } = invitation
  const about = {
    course,
    on: longDate(stage === 'pre' ? invitation.startsAt : invitation.endsAt),
    again: number > 0,
    path: EVALUATIONS,
    nonce,
  }
  const message = { subject: `evaluation:${id}`, kind: ASKING_KINDS[stage], sequence: number, dueAt }
  if (stage === 'manager') {
    const [toName, toEmail] = [invitation.managerName!, invitation.managerEmail!]
    return { ...message, toName, toEmail, data: { name: toName, delegate: invitation.name, ...about } }
  }
  const waiting = { joining: stage === 'pre' && invitation.gateJoining, certificate: stage === 'post' && invitation.gateCertificate }
  return { ...message, toName: invitation.name, toEmail: invitation.email, data: { name: invitation.name, ...about, ...waiting } }
}
