import ICAL from 'ical.js'
import nodemailer from 'nodemailer'
import PostalMime from 'postal-mime'
import type { CalendarEntry } from '../../src/modules/notifications/calendar/calendar-entry.js'
import { calendarText, publishedCalendar } from '../../src/modules/notifications/calendar/calendar-text.js'
import { composeMail } from '../../src/modules/notifications/sending/compose-mail.js'

export const TITLE = 'Überblick; Kinder, „Schutz“ \\ Pfade: ' + 'Vernachlässigung verstehen und handeln – '.repeat(4) + '🧵'
export const house = {
  organizer: { name: 'Walsall "Safeguarding"; Partnership,\nBoard: 1', email: 'training@goldthread.example.org' },
  stampedAt: new Date('2026-10-01T09:00:00Z'),
  publicUrl: 'https://training.example.org',
  domain: 'goldthread.example.org',
}
export const attendee = { name: "Dana O'Reed; PhD, Zoë", email: 'dana.reed@example.org' }
export const entry: CalendarEntry = {
  method: 'REQUEST',
  uid: 'booking-0d5e-1',
  sequence: 3,
  title: TITLE,
  startsAt: '2026-10-25T09:30:00.000Z',
  endsAt: '2026-10-25T12:30:00.000Z',
  where: 'Goldmine Centre\n42 Bell Lane; door B, WS1 1AA',
  link: 'https://meet.example.org/a?b=1,2;c=3',
  path: '/bookings/0d5e',
}

export const text = (more: Partial<CalendarEntry> = {}) => calendarText({ ...entry, ...more }, { ...house, attendee })
export const feed = (cancelled = false) =>
  publishedCalendar(
    [
      { ...entry, cancelled },
      { ...entry, uid: 'booking-0d5e-2', cancelled },
    ],
    'My training',
    house,
  )
export const unfolded = (ics: string) => ics.replace(/\r\n[ \t]/g, '').split('\r\n')
export const parsed = (ics: string) => new ICAL.Component(ICAL.parse(ics) as never)
export const eventOf = (ics: string) => parsed(ics).getFirstSubcomponent('vevent') as ICAL.Component
export const valueOf = (ics: string, name: string) => eventOf(ics).getFirstPropertyValue(name)
export const all = (ics: string, name: string) => eventOf(ics).getAllProperties(name)
export const both = [text(), text({ method: 'CANCEL', sequence: 4 })]
export const instant = (ics: string, name: string) => (valueOf(ics, name) as ICAL.Time).toJSDate().toISOString()
export const lineOf = (ics: string, name: string) => unfolded(ics).find(line => line.startsWith(name)) ?? ''

export async function mailParts(more: Partial<CalendarEntry> = {}) {
  const message = {
    toName: attendee.name,
    toEmail: attendee.email,
    messageId: '<1@example.org>',
    createdAt: house.stampedAt,
    calendar: { ...entry, ...more },
  }
  const sender = { partnership: 'Walsall', mailFrom: house.organizer.email, publicUrl: house.publicUrl }
  const mail = { subject: 'A place', text: 'You have a place.\n', html: '<p>You have a place.</p>' }
  const sent = await nodemailer
    .createTransport({ streamTransport: true, buffer: true })
    .sendMail(composeMail(message, mail as never, sender))
  const raw = (sent.message as Buffer).toString('latin1')
  return {
    raw,
    mail: await PostalMime.parse(raw),
    parts: [...raw.matchAll(/^Content-Type: text\/calendar[^\r]*(?:\r\n[ \t][^\r]*)*/gm)].map(([part]) => part.replace(/\r\n[ \t]/g, ' ')),
  }
}
