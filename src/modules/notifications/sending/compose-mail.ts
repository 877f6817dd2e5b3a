import type { SendMailOptions } from 'nodemailer'
import { calendarText } from '../calendar/calendar-text.js'
import type { Mail } from '../mail-text.js'
import type { Message } from '../message.entity.js'

/** Who sends: the partnership, from its address. */
export interface Sender {
  partnership: string
  mailFrom: string
  publicUrl: string
}

type Addressed = Pick<Message, 'toName' | 'toEmail' | 'messageId' | 'createdAt' | 'calendar'>

/**
 * The mail of a message as nodemailer takes it: to one reader, text and HTML as alternatives; with a calendar entry, that as a third
 * alternative (what Outlook and Gmail read) and attached as a file (for everything else). `unsubscribe`: the page where its topic is
 * turned off; null: it has none. It says the same every time, so a second copy is the same mail.
 */
export function composeMail(message: Addressed, mail: Mail, sender: Sender, unsubscribe: string | null = null): SendMailOptions {
  const from = { name: sender.partnership, address: sender.mailFrom }
  return {
    from,
    to: { name: message.toName, address: message.toEmail },
    envelope: { from: sender.mailFrom, to: [message.toEmail] },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: message.messageId,
    date: message.createdAt,
    // RFC 3834, and what Exchange reads instead: nobody's absence is to be answered to a program.
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      ...(unsubscribe ? oneClick(unsubscribe) : {}),
    },
    ...(message.calendar ? { icalEvent: invitation({ ...message, calendar: message.calendar }, sender) } : {}),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** RFC 2369 and RFC 8058: the mail program shows a button of its own, and presses ours by itself. */
const oneClick = (url: string) => ({ 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' })

function invitation(message: Addressed & { calendar: NonNullable<Message['calendar']> }, sender: Sender) {
  const content = calendarText(message.calendar, {
    organizer: { name: sender.partnership, email: sender.mailFrom },
    attendee: { name: message.toName, email: message.toEmail },
    stampedAt: message.createdAt,
    publicUrl: sender.publicUrl,
    domain: sender.mailFrom.split('@')[1] ?? 'localhost',
  })
  return { method: message.calendar.method, filename: 'invite.ics', content }
}
