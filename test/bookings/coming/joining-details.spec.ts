import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Person } from '../../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../../support/app.js'
import { aBooking } from '../../support/builders/booking.js'
import { aCourse, theNeglectPathway } from '../../support/builders/course.js'
import { anOccurrence, moment, type BuiltOccurrence } from '../../support/builders/occurrence.js'
import { aRecord } from '../../support/builders/learning-record.js'
import { aVenue } from '../../support/builders/venue.js'
import { mailsTo } from '../../support/mailbox.js'
import { aPerson } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { live, sweep, told } from './life.js'

let app: TestApp
let dana: Person
let l1: { id: string }
let occurrence: BuiltOccurrence

beforeAll(async () => {
  app = await startApp()
  const pathway = await theNeglectPathway(app.database)
  l1 = pathway.l1
  const venue = await aVenue(app.database, { name: 'Town Hall', mapUrl: 'https://maps.example.org/town-hall' })
  occurrence = await anOccurrence(app.database, {
    ...{ course: pathway.l2, venue, onlineUrl: 'https://meet.example.org/neglect' },
    joiningDetails: 'Park behind the hall.\nBring a pen.',
    sessions: [
      ['2026-03-10 09:30', '2026-03-10 16:00'],
      ['2026-03-11 09:30', '2026-03-11 12:00'],
    ],
  })
})
afterAll(() => app.stop())
beforeEach(async () => {
  await app.database.query('TRUNCATE booking, message CASCADE')
  await app.database.query(`UPDATE occurrence SET starts_at = $1, ends_at = $2, cancelled_at = NULL`, [
    occurrence.startsAt,
    occurrence.endsAt,
  ])
  dana = await aPerson(app.database, { name: 'Dana Delegate' })
  await aBooking(app.database, { person: dana, occurrence })
})

const from = (london: string) => app.clock.moveTo(moment(london))
const until = (london: string) => live(app, moment(london))
const details = async () => (await told(app, 'joining-details')).map(({ to, at, state }) => `${to} ${at} ${state}`)
const mailOf = async ({ email }: Person) => (await mailsTo(app, email)).find(({ kind }) => kind === 'joining-details')!

describe('joining details', () => {
  it('come 5 days before in the morning, once', async () => {
    from('2026-03-04 12:00')
    await until('2026-03-10 12:00')
    expect(await details()).toEqual([`${dana.email} 2026-03-05 08:30 sent`])
  })

  it('say when, where, how to get in, the link, what the organiser wrote and what is still to be done', async () => {
    from('2026-03-05 05:00')
    await until('2026-03-05 09:00')
    const { subject, text } = await mailOf(dana)
    expect(subject).toBe('How to join: Understanding Neglect Level 2, Tuesday 10 March 2026')
    expect(text).toContain('Session 1: Tuesday 10 March 2026, 9:30am to 4pm\nSession 2: Wednesday 11 March 2026, 9:30am to midday\n')
    expect(text).toContain('Where: Town Hall, 1 Lime Street, Walsall, WS1 1AA\nGetting in: Step-free way in\nReference: GT-')
    expect(text).toContain('Join online: https://meet.example.org/neglect\n\nMap of the venue: https://maps.example.org/town-hall\n')
    expect(text).toContain('\nPark behind the hall.\nBring a pen.\n')
    expect(text).toMatch(/Please do this before you come.*\n\nChild Neglect Awareness - Level 1: https?:\S+\/courses\/neglect-l1\n/)
  })

  it('ask for nothing that is done', async () => {
    await aRecord(app.database, { person: dana, course: l1 })
    from('2026-03-05 05:00')
    await until('2026-03-05 09:00')
    expect((await mailOf(dana)).text).not.toContain('before you come')
  })

  it('reach who books later at once, up to the start', async () => {
    from('2026-03-09 20:00')
    await sweep(app)
    const late = await aPerson(app.database)
    await aBooking(app.database, { person: late, occurrence, bookedAt: app.clock.now() })
    await until('2026-03-09 20:30')
    expect(await details()).toContain(`${late.email} 2026-03-09 20:30 sent`)
    const last = await aPerson(app.database)
    await aBooking(app.database, { person: last, occurrence, bookedAt: moment('2026-03-10 09:29') })
    from('2026-03-10 09:30')
    await sweep(app)
    expect((await details()).filter(line => line.includes(last.email))).toEqual([])
  })

  it('are written again for a new day, and not sent for the old one', async () => {
    from('2026-03-05 05:00')
    await sweep(app)
    await app.database.query(
      `UPDATE occurrence SET starts_at = starts_at + interval '7 days', ends_at = ends_at + interval '7 days', calendar_sequence = calendar_sequence + 1`,
    )
    await until('2026-03-12 12:00')
    expect(await details()).toEqual([`${dana.email} 2026-03-05 08:30 dropped`, `${dana.email} 2026-03-12 08:30 sent`])
  })

  it('stand on the page of the booking too, line by line', async () => {
    const browser = new Visitor(app.url)
    await browser.signIn(dana.email)
    const [{ id }] = (await app.database.query<{ id: string }[]>('SELECT id FROM booking')) as [{ id: string }]
    expect((await browser.get(`/bookings/${id}`)).html).toContain('gt-as-typed">Park behind the hall.\nBring a pen.</p>')
  })

  it('come in one mail with another course’s reminder of the same morning', async () => {
    const other = await anOccurrence(app.database, { course: await aCourse(app.database), startsAt: '2026-03-07 10:00' })
    await aBooking(app.database, { person: dana, occurrence: other, bookedAt: moment('2026-02-01 10:00') })
    from('2026-03-05 03:00')
    await until('2026-03-05 09:00')
    const morning = (await told(app, 'reminder', 'joining-details')).filter(({ at }) => at === '2026-03-05 08:30')
    expect(morning.map(({ kind }) => kind).sort()).toEqual(['joining-details', 'reminder'])
    expect(morning.map(({ state }) => state).sort()).toEqual(['gathered', 'sent'])
  })
})
