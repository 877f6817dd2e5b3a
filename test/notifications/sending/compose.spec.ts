import { describe, expect, it } from '@jest/globals'
import ICAL from 'ical.js'
import MailComposer from 'nodemailer/lib/mail-composer'
import PostalMime from 'postal-mime'
import type { CalendarEntry } from '../../../src/modules/notifications/calendar/calendar-entry.js'
import type { Mail } from '../../../src/modules/notifications/mail-text.js'
import { composeMail } from '../../../src/modules/notifications/sending/compose-mail.js'
import { MONDAY } from '../../support/app.js'
import { messageRow } from '../../support/builders/message.js'

const sender = {
  partnership: 'Walsall Safeguarding Partnership',
  mailFrom: 'training@walsall.example.org',
  publicUrl: 'https://training.example.org',
}
const mail: Mail = { subject: 'Café, “quoted”', body: 'Hello', footer: 'Bye', text: 'Hello\n\nBye\n', html: '<!doctype html><p>Hello</p>' }
const entry: CalendarEntry = {
  ...{ method: 'REQUEST', uid: 'booking-1-1', sequence: 2, title: 'Understanding Neglect', where: 'Goldmine Centre', link: '' },
  ...{ startsAt: '2026-03-03T09:30:00Z', endsAt: '2026-03-03T12:30:00Z', path: '/bookings/1' },
}
const composed = async (change = {}, unsubscribe: string | null = null) => {
  const message = messageRow(MONDAY, { toName: 'Dana "D" Reed, Esq.', ...change })
  const source = await new MailComposer(composeMail(message, mail, sender, unsubscribe)).compile().build()
  return { message, source: source.toString(), read: await PostalMime.parse(source) }
}
const header = (source: string, name: string) => new RegExp(`^${name}: (.+)$`, 'im').exec(source)?.[1]?.trim()

describe('a mail', () => {
  it('is from the partnership to one reader, under its fixed Message-ID and date', async () => {
    const { message, source, read } = await composed()
    expect(read.from).toEqual({ name: sender.partnership, address: sender.mailFrom })
    expect(read.to).toEqual([{ name: 'Dana "D" Reed, Esq.', address: 'dana.reed@example.org' }])
    expect(read).toMatchObject({ subject: 'Café, “quoted”', messageId: message.messageId, date: MONDAY.toISOString() })
    expect([read.cc, read.bcc].flatMap(list => list ?? [])).toEqual([])
    expect(source).not.toMatch(/^(cc|bcc):/im)
  })

  it('says that no program need answer', async () => {
    const { source } = await composed()
    expect([header(source, 'Auto-Submitted'), header(source, 'X-Auto-Response-Suppress')]).toEqual(['auto-generated', 'OOF, AutoReply'])
    expect(header(source, 'List-Unsubscribe')).toBeUndefined()
  })

  it('of a topic says where it is turned off', async () => {
    const { source } = await composed({}, 'https://training.example.org/stop/newsletter/1/x')
    expect(header(source.replace(/\r\n /g, ' '), 'List-Unsubscribe')).toContain('<https://training.example.org/stop/newsletter/1/x>')
  })

  it('is text and HTML as alternatives, and nothing besides', async () => {
    const { read, source } = await composed()
    expect([read.text!.trim(), read.html!.trim(), read.attachments]).toEqual(['Hello\n\nBye', mail.html, []])
    expect(header(source, 'Content-Type')).toMatch(/^multipart\/alternative/)
  })

  it.each(['REQUEST', 'CANCEL'] as const)('with a calendar entry carries it twice: %s as an alternative and as a file', async method => {
    const { read, source } = await composed({ calendar: { ...entry, method } })
    expect(source).toMatch(new RegExp(`^content-type: text/calendar; charset=utf-8;\\s+method=${method}`, 'im'))
    const files = read.attachments.filter(({ filename }) => filename === 'invite.ics')
    const calendars = read.attachments.filter(({ mimeType }) => ['text/calendar', 'application/ics'].includes(mimeType))
    expect([files.length, calendars.length]).toEqual([1, 2])
    for (const { content } of calendars) {
      const text = typeof content === 'string' ? content : new TextDecoder().decode(content)
      const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
      expect(calendar.getFirstPropertyValue('method')).toBe(method)
      const [event] = calendar.getAllSubcomponents('vevent')
      expect([event!.getFirstPropertyValue('uid'), event!.getFirstPropertyValue('sequence')]).toEqual([
        'booking-1-1@walsall.example.org',
        2,
      ])
      expect(event!.getFirstPropertyValue('attendee')).toBe('mailto:dana.reed@example.org')
      expect(event!.getFirstPropertyValue('organizer')).toBe('mailto:training@walsall.example.org')
    }
  })

  it('lets no header be smuggled in by a name', async () => {
    const { source } = await composed({ toName: 'Dana\r\nBcc: everybody@example.org' })
    expect(source).not.toMatch(/^bcc:/im)
  })
})
