import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CalendarEntry } from '../../src/modules/notifications/calendar/calendar-entry.js'
import { calendarText } from '../../src/modules/notifications/calendar/calendar-text.js'
import { cancellations, invitations, sessionMails } from '../../src/modules/bookings/session-mails.js'
import { londonAt } from '../../src/shared/dates.js'
import {
  TITLE,
  house,
  attendee,
  entry,
  text,
  feed,
  unfolded,
  parsed,
  valueOf,
  all,
  both,
  instant,
  lineOf,
  mailParts,
} from './calendar-samples.js'

const TABLE = readFileSync(join(import.meta.dirname, '../../docs/calendar.md'), 'utf8')
const ROWS = [...TABLE.matchAll(/^\| (\d+) \| (.+?) \| (RFC .+?) \| (.+?) \|$/gm)].map(([, no, rule]) => ({
  no: Number(no),
  rule: rule ?? '',
}))

const occurrence = {
  ...{ courseTitle: 'Safer Recruitment', courseKey: 'safer', venue: 'Town Hall', onlineUrl: '', calendarSequence: 2 },
  startsAt: londonAt('2026-10-25', '09:30'),
  sessions: ['2026-10-24', '2026-10-25'].map(day => ({ startsAt: londonAt(day, '09:30'), endsAt: londonAt(day, '12:30') })),
}
const mail = { subject: 'booking:1', kind: 'booking-confirmed' as const, toName: 'Dana', toEmail: 'dana@example.org', data: {} }
const entriesOf = (mails: { calendar?: CalendarEntry | null }[]) => mails.flatMap(({ calendar }) => (calendar ? [calendar] : []))
const before = new Date('2026-10-01T09:00:00Z')
const booked = entriesOf(invitations({ id: '1' }, occurrence, mail))
const ended = entriesOf(cancellations({ id: '1' }, occurrence, mail, before))

const CHECKS: Record<number, () => void | Promise<void>> = {
  1: () => {
    for (const ics of [...both, text({ title: 'a\u0007b\rc\u0000d' }), feed()]) {
      expect(ics.endsWith('END:VCALENDAR\r\n')).toBe(true)
      // eslint-disable-next-line no-control-regex
      expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f]/)
    }
  },
  2: () => {
    for (const ics of [...both, feed(), ...Array.from({ length: 8 }, (_, i) => text({ title: `${'x'.repeat(i)}${TITLE}` }))]) {
      const lines = ics.split('\r\n')
      expect(Math.max(...lines.map(line => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
      for (const line of lines)
        expect(Buffer.from(Buffer.from(line).toString('utf8')).equals(Buffer.from(line)) && !line.includes('\ufffd')).toBe(true)
    }
    const title = lineOf(text(), 'SUMMARY')
    expect(Buffer.byteLength(title)).toBeGreaterThan(150)
    expect(text({ title: 'x'.repeat(67) }).split('\r\n')).toContain(`SUMMARY:${'x'.repeat(67)}`)
    expect(text({ title: 'x'.repeat(68) }).split('\r\n')).toContain(' x')
  },
  3: () => expect(Buffer.from(text(), 'utf8').toString('utf8')).toBe(text()),
  4: () => {
    expect(lineOf(text(), 'SUMMARY')).toContain('Überblick\\; Kinder\\, „Schutz“ \\\\ Pfade: ')
    expect(valueOf(text(), 'summary')).toBe(TITLE)
    expect(valueOf(text(), 'location')).toBe(entry.where)
    expect(valueOf(text(), 'description')).toBe(`Join online: ${entry.link}\nYour booking: https://training.example.org/bookings/0d5e`)
  },
  5: () => {
    expect(lineOf(text(), 'ORGANIZER')).toContain(`CN="Walsall 'Safeguarding'; Partnership, Board: 1":`)
    expect(all(text(), 'attendee')[0]?.getParameter('cn')).toBe(attendee.name)
    expect(all(text(), 'organizer')[0]?.getParameter('cn')).toBe("Walsall 'Safeguarding'; Partnership, Board: 1")
  },
  6: () => {
    for (const ics of both)
      expect(lineOf(ics, 'ATTENDEE')).toMatch(/;RSVP=FALSE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;/)
    // Only there: a title that looks like a parameter is a title.
    expect(valueOf(text({ title: 'a;ROLE="CHAIR"' }), 'summary')).toBe('a;ROLE="CHAIR"')
  },
  7: () => {
    for (const ics of [...both, feed()]) {
      expect(unfolded(ics).filter(line => line === 'BEGIN:VCALENDAR')).toHaveLength(1)
      expect(
        parsed(ics)
          .getAllProperties('version')
          .map(one => one.getFirstValue()),
      ).toEqual(['2.0'])
      expect(parsed(ics).getAllProperties('prodid')).toHaveLength(1)
    }
  },
  8: () => {
    // The clocks go back on the last Sunday of October: the day before a course at 9:30 begins at 8:30 UTC, on the day itself at 9:30 UTC.
    const starts = booked.map(one => lineOf(calendarText(one, { ...house, attendee }), 'DTSTART'))
    expect(starts).toEqual(['DTSTART:20261024T083000Z', 'DTSTART:20261025T093000Z'])
    const spring = { startsAt: londonAt('2027-03-28', '00:30').toISOString(), endsAt: londonAt('2027-03-28', '02:30').toISOString() }
    expect([lineOf(text(spring), 'DTSTART'), lineOf(text(spring), 'DTEND')]).toEqual(['DTSTART:20270328T003000Z', 'DTEND:20270328T013000Z'])
    for (const ics of [...both, feed()]) expect(ics).not.toMatch(/TZID|VTIMEZONE/)
    expect([instant(text(), 'dtstart'), instant(text(), 'dtend')]).toEqual([entry.startsAt, entry.endsAt])
  },
  9: () => {
    for (const ics of both)
      expect(['uid', 'dtstamp', 'dtstart', 'dtend', 'duration'].map(name => all(ics, name).length)).toEqual([1, 1, 1, 1, 0])
  },
  10: () => {
    for (const ics of both) expect(instant(ics, 'dtend') > instant(ics, 'dtstart')).toBe(true)
  },
  11: () => {
    const moved = text({ startsAt: '2026-11-01T09:30:00.000Z', endsAt: '2026-11-01T10:30:00.000Z', title: 'Other', where: 'Online' })
    for (const ics of [...both, moved, feed()]) expect(valueOf(ics, 'uid')).toBe('booking-0d5e-1@goldthread.example.org')
    expect(new Set(booked.map(one => one.uid)).size).toBe(2)
    expect(ended.map(one => one.uid)).toEqual(booked.map(one => one.uid))
  },
  12: () => {
    for (const ics of both) expect(lineOf(ics, 'DTSTAMP')).toBe('DTSTAMP:20261001T090000Z')
  },
  13: () => {
    expect(both.map(ics => valueOf(ics, 'sequence'))).toEqual([3, 4])
    expect(lineOf(text({ sequence: 0 }), 'SEQUENCE')).toBe('SEQUENCE:0')
  },
  14: () =>
    expect([...both, feed(), feed(true)].map(ics => valueOf(ics, 'status'))).toEqual(['CONFIRMED', 'CANCELLED', 'CONFIRMED', 'CANCELLED']),
  15: () => {
    expect(lineOf(text({ path: '/bookings/1?a=1,2;3' }), 'URL')).toBe('URL:https://training.example.org/bookings/1?a=1,2;3')
  },
  16: () => {
    expect(both.map(ics => valueOf(ics, 'transp'))).toEqual(['OPAQUE', 'TRANSPARENT'])
    expect(both.map(ics => valueOf(ics, 'x-microsoft-cdo-busystatus'))).toEqual(['BUSY', 'FREE'])
  },
  17: () => {
    for (const [ics, method] of [...both, feed()].map((one, i) => [one, ['REQUEST', 'CANCEL', 'PUBLISH'][i]] as const))
      expect(
        parsed(ics)
          .getAllProperties('method')
          .map(one => one.getFirstValue()),
      ).toEqual([method])
  },
  18: () => {
    for (const ics of both)
      expect(
        parsed(ics)
          .getAllSubcomponents()
          .map(one => one.name),
      ).toEqual(['vevent'])
    expect(invitations({ id: '1' }, occurrence, mail)).toHaveLength(2)
  },
  19: () => {
    for (const name of ['organizer', 'attendee', 'dtstamp', 'dtstart', 'summary', 'uid', 'sequence'])
      expect(all(text(), name)).toHaveLength(1)
  },
  20: () => {
    for (const one of booked) expect(valueOf(calendarText(one, { ...house, attendee }), 'status')).toBe('CONFIRMED')
  },
  21: () => {
    const changed = entriesOf(sessionMails({ id: '1' }, occurrence, mail, { method: 'REQUEST', sequence: 3, numbers: [2] }))
    expect(changed.map(({ method, uid, sequence }) => [method, uid, sequence])).toEqual([['REQUEST', booked[1]?.uid, 3]])
    expect(booked.every(({ sequence }) => sequence === 2)).toBe(true)
  },
  22: () => {
    const cancel = both[1] as string
    expect([valueOf(cancel, 'uid'), valueOf(cancel, 'status')]).toEqual([valueOf(text(), 'uid'), 'CANCELLED'])
    expect([all(cancel, 'organizer').length, all(cancel, 'attendee').map(one => one.getFirstValue())]).toEqual([
      1,
      ['mailto:dana.reed@example.org'],
    ])
  },
  23: () => {
    expect(ended.map(({ method, sequence }) => [method, sequence])).toEqual([
      ['CANCEL', 3],
      ['CANCEL', 3],
    ])
    // A millisecond before it begins calendars are cleared, from then on they are left as they are.
    const begins = occurrence.startsAt.getTime()
    expect(entriesOf(cancellations({ id: '1' }, occurrence, mail, new Date(begins - 1)))).toHaveLength(2)
    expect(entriesOf(cancellations({ id: '1' }, occurrence, mail, new Date(begins)))).toHaveLength(0)
  },
  24: () => {
    for (const ics of [...both, feed()]) expect(ics).not.toContain('VALARM')
  },
  25: () => {
    const events = parsed(feed()).getAllSubcomponents('vevent')
    expect(events).toHaveLength(2)
    for (const event of events)
      expect([event.getAllProperties('organizer').length, event.getAllProperties('attendee').length]).toEqual([1, 0])
  },
  26: () => {
    expect(unfolded(feed())).toEqual(expect.arrayContaining(['REFRESH-INTERVAL;VALUE=DURATION:PT1H', 'X-PUBLISHED-TTL:PT1H']))
    for (const ics of both) expect(ics).not.toMatch(/REFRESH-INTERVAL|X-PUBLISHED-TTL/)
  },
  27: () => {
    for (const ics of both) {
      expect(all(ics, 'organizer').map(one => one.getFirstValue())).toEqual(['mailto:training@goldthread.example.org'])
      expect(all(ics, 'attendee').map(one => one.getFirstValue())).toEqual(['mailto:dana.reed@example.org'])
      expect(ics).not.toContain('MAILTO:')
    }
  },
  28: async () => {
    for (const method of ['REQUEST', 'CANCEL'] as const) {
      const [part] = (await mailParts({ method })).parts
      expect(part).toContain(`method=${method}`)
      expect(part).toMatch(/charset="?utf-8"?/i)
    }
  },
  29: async () => {
    const { raw, mail: read } = await mailParts()
    const [, boundary] = /multipart\/alternative;\s+boundary="([^"]+)"/.exec(raw) ?? []
    const alternatives = raw.split(`--${boundary}`).map(part => /^Content-Type: ([a-z/]+)/m.exec(part.trim())?.[1])
    expect(alternatives.filter(type => type?.startsWith('text/'))).toEqual(['text/plain', 'text/html', 'text/calendar'])
    expect([read.text?.trim(), read.html?.trim()]).toEqual(['You have a place.', '<p>You have a place.</p>'])
  },
  30: async () => {
    const { raw, mail: read } = await mailParts()
    // eslint-disable-next-line no-control-regex
    expect(raw).not.toMatch(/[^\u0000-\u007f]/)
    const attached = read.attachments.find(one => one.filename === 'invite.ics')
    const content = attached?.content
    expect(valueOf(typeof content === 'string' ? content : Buffer.from(content as ArrayBuffer).toString('utf8'), 'summary')).toBe(TITLE)
  },
  31: async () => {
    const { mail: read } = await mailParts()
    const attached = read.attachments.filter(one => one.filename === 'invite.ics')
    expect(attached.map(one => one.mimeType)).toEqual([expect.stringMatching(/^(application\/ics|text\/calendar)$/)])
  },
}

describe('the table of docs/calendar.md', () => {
  it('has a check for each row, and a row for each check', () => {
    expect(ROWS.map(({ no }) => no)).toEqual(Object.keys(CHECKS).map(Number))
  })

  it.each(ROWS)('$no. $rule', async ({ no }) => {
    await CHECKS[no]?.()
  })
})

it('says nothing of needs and of where to join once it is cancelled', () => {
  expect(valueOf(text({ method: 'CANCEL' }), 'description')).toBe(
    'This place is cancelled.\nThe booking: https://training.example.org/bookings/0d5e',
  )
})

it.each([
  ['a time that is none', { startsAt: 'soon' }],
  ['an address that is none', { path: ' x' }],
])('throws on %s', (_case, more) => expect(() => text(more)).toThrow(/^not a calendar entry: ./))

it('throws on a person without an address', () => {
  expect(() => calendarText(entry, { ...house, attendee: { name: 'Dana', email: 'dana' } })).toThrow(/email/)
})
