import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Course } from '../../src/modules/courses/course.entity.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../support/app.js'
import { Api } from '../support/api.js'
import { anAgency } from '../support/builders/agency.js'
import { aBooking } from '../support/builders/booking.js'
import { aCharge } from '../support/builders/charge.js'
import { aCourse } from '../support/builders/course.js'
import { anEnrolment } from '../support/builders/enrolment.js'
import { anInvitation } from '../support/builders/evaluation.js'
import { anEvidence } from '../support/builders/evidence.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aWaitingEntry } from '../support/builders/waiting-entry.js'
import { lastMailTo, mailsTo } from '../support/mailbox.js'
import { aColleague, aDelegate, anAdministrator, aPerson, tokenOf } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { at, send, signedIn, stored } from './desk.js'

let app: TestApp
let ada: Visitor
let administrator: Person
let dana: Person
let course: Course

beforeAll(async () => {
  app = await startApp()
  course = await aCourse(app.database, { title: 'Understanding Neglect' })
  dana = await aDelegate(app.database)
  administrator = await anAdministrator(app.database)
  ada = await signedIn(app, administrator)
})
afterAll(() => app.stop())

const details = (person: Person, change: Record<string, string> = {}) => ({
  ...{ name: person.name, agency: '', jobRole: person.jobRole, managerName: '', managerEmail: '', deputyName: '', deputyEmail: '' },
  ...change,
})

describe('the whole of one person', () => {
  it('stands on one page, with a way to where each thing is done', async () => {
    const past = await anOccurrence(app.database, {
      course,
      startsAt: '2026-01-13 09:30',
      registerClosedAt: new Date('2026-01-13T17:00:00Z'),
    })
    const coming = await anOccurrence(app.database, { course, startsAt: '2026-04-14 09:30' })
    const other = await aCourse(app.database, { title: 'Safer Recruitment' })
    const missed = await aBooking(app.database, { person: dana, occurrence: past, state: 'no-show' })
    await aBooking(app.database, { person: dana, occurrence: coming, bookedById: administrator.id })
    await aCharge(app.database, { booking: missed, pence: 4500, kind: 'no-show' })
    await anInvitation(app.database, { booking: missed, stage: 'pre', state: 'answered' })
    await aRecord(app.database, { person: dana, course: other, completedOn: '2025-06-02', validUntil: '2026-01-01' })
    await anEnrolment(app.database, { person: dana, course: other })
    await aWaitingEntry(app.database, { person: dana, course: other })
    await anEvidence(app.database, { person: dana, course: other })
    const { text, html } = await ada.get(at(dana))
    for (const words of [
      'dana@example.org',
      'Birchills Primary School',
      'Mary Manager, mary.manager@example.org',
      'None but booking',
      'Tuesday 14 April 2026',
      'booked by Ada Administrator',
      'Did not attend',
      '£45',
      'Before the course: answered',
      'no longer counts',
      'Waits for your answer',
      'Signed in nowhere.',
      'Registered, Monday 1 September 2025',
    ])
      expect(text).toContain(words)
    expect(text.indexOf('Tuesday 14 April 2026')).toBeLessThan(text.indexOf('Tuesday 13 January 2026'))
    for (const href of [
      `/desk/occurrences/${coming.id}/bookings`,
      '/desk/charges/',
      '/desk/evidence/',
      at(dana, '/roles'),
      at(dana, '/details'),
    ])
      expect(html).toContain(`href="${href}`)
    for (const [, id] of html.matchAll(/href="#([a-z-]+)"/g)) expect(html).toContain(`id="${id}"`)
  })

  it('knows who is signed in where, and since when', async () => {
    const cole = await aColleague(app.database)
    expect((await ada.get(at(cole))).text).toContain('Last signed in Not known')
    await signedIn(app, cole)
    await signedIn(app, cole)
    await tokenOf(app, cole.email)
    const { text } = await ada.get(at(cole))
    expect(text).toContain('2 browsers are signed in')
    expect(text).toContain('1 program has a key')
    expect(text).toContain('Last signed in Monday 2 March 2026, 9am')
  })

  it('is for administrators, each page of it', async () => {
    const theirs = await signedIn(app, dana)
    for (const page of ['', '/details', '/address', '/roles', '/sign-out']) expect((await theirs.get(at(dana, page))).status).toBe(403)
    for (const page of ['', '/details', '/address', '/roles', '/sign-out'])
      expect((await ada.get(`/desk/people/00000000-0000-7000-8000-000000000000${page}`)).status).toBe(404)
  })
})

describe('details', () => {
  it.each([
    [{ name: '' }, 'Enter a name in letters'],
    [{ managerName: 'Mary Manager' }, 'Enter the address of the line manager too'],
    [{ deputyEmail: 'dee@example.org' }, 'Enter the name of the deputy too'],
    [{ managerName: 'Mary', managerEmail: 'dana@example.org' }, 'not the person’s own'],
    [{ managerName: 'Mary', managerEmail: 'nowhere' }, 'Enter an e-mail address in the right form'],
    [{ agency: 'no-such-agency' }, 'Choose an agency of the list'],
  ])('are refused, and what was typed is kept: %j', async (change, words) => {
    const { status, text, html } = await send(ada, at(dana, '/details'), details(dana, { jobRole: 'Typed by hand', ...change }))
    expect([status, text]).toEqual([422, expect.stringContaining(words)])
    expect(html).toContain('value="Typed by hand"')
  })

  it('of two administrators who change them at once, the second sees what the first did and loses nothing', async () => {
    const other = await signedIn(app, await anAdministrator(app.database, { email: 'alan@example.org', name: 'Alan Administrator' }))
    const nell = await aPerson(app.database, { name: 'Nell Newcomer' })
    await other.get(at(nell, '/details'))
    await ada.get(at(nell, '/details'))
    const answers = await Promise.all([
      ada.post(at(nell, '/details'), details(nell, { jobRole: 'Nurse' })),
      other.post(at(nell, '/details'), details(nell, { name: 'Nell Newman' })),
    ])
    const [first, second] = [...answers].sort((a, b) => a.status - b.status)
    expect([first!.status, second!.status]).toEqual([200, 409])
    expect(second!.text).toContain('Somebody changed this while you had it open')
    const late = answers.indexOf(second!) === 0 ? ada : other
    const typed = late === ada ? { jobRole: 'Nurse', name: 'Nell Newman' } : { name: 'Nell Newman', jobRole: 'Nurse' }
    expect((await late.post(at(nell, '/details'), details(nell, typed))).status).toBe(200)
    const [row] = await app.database.query<object[]>('SELECT name, job_role AS "jobRole", version FROM person WHERE id = $1', [nell.id])
    expect(row).toEqual({ name: 'Nell Newman', jobRole: 'Nurse', version: 3 })
  })
})

describe('another agency', () => {
  const figures = async (from: string, to: string): Promise<string> => {
    const api = await Api.of(app, administrator.email)
    const { body } = await api.get(`/reports/figures?from=${from}&to=${to}&by=agency,agency-group,course,quarter`)
    return JSON.stringify(body)
  }

  it.each([
    ['move', 'police'],
    ['stay', 'birchills'],
  ])('takes coming bookings along or leaves them, as asked (%s), and changes no figure of the past', async (coming, whose) => {
    const school = await anAgency(app.database, { key: `birchills-${coming}`, name: 'Birchills' })
    const police = await anAgency(app.database, { key: `police-${coming}`, name: 'Police', agencyGroup: 'Police' })
    const mover = await aPerson(app.database, { agencyId: school.id })
    const past = await anOccurrence(app.database, {
      course,
      startsAt: '2025-05-13 09:30',
      registerClosedAt: new Date('2025-05-13T17:00:00Z'),
    })
    const next = await anOccurrence(app.database, { course, startsAt: '2026-05-12 09:30' })
    const was = await aBooking(app.database, { person: mover, occurrence: past, state: 'attended' })
    const will = await aBooking(app.database, { person: mover, occurrence: next })
    await anEnrolment(app.database, { person: mover, course, signedUpAt: '2025-06-01 10:00' })
    await aWaitingEntry(app.database, {
      person: mover,
      course: await aCourse(app.database),
      joinedAt: '2025-06-01 10:00',
    })
    const before = await figures('2025-04-01', '2026-03-31')
    const { text } = await send(ada, at(mover, '/details'), details(mover, { agency: `police-${coming}`, coming }))
    expect(text.includes('One coming booking counts for the new agency.')).toBe(coming === 'move')
    expect((await stored(app, mover)).agencyId).toBe(police.id)
    const rows = await app.database.query<{ id: string; key: string }[]>(
      'SELECT b.id, a.key FROM booking b JOIN agency a ON a.id = b.agency_id WHERE b.person_id = $1',
      [mover.id],
    )
    const of = (id: string) => rows.find(row => row.id === id)!.key
    expect([of(was.id), of(will.id)]).toEqual([`birchills-${coming}`, `${whose}-${coming}`])
    expect(await figures('2025-04-01', '2026-03-31')).toBe(before)
  })

  it('is chosen for who named one that is not in the list', async () => {
    const lost = await aPerson(app.database, { name: 'Lou Lost', agencyOther: 'The Lighthouse' })
    expect((await ada.get('/desk/people?show=not-listed')).text).toContain('1 person named an agency that is not in the list')
    expect((await ada.get(at(lost))).text).toContain('they wrote “The Lighthouse”')
    await anAgency(app.database, { key: 'lighthouse', name: 'The Lighthouse' })
    await send(ada, at(lost, '/details'), details(lost, { agency: 'lighthouse' }))
    expect((await ada.get('/desk/people?show=not-listed')).text).toContain('Everybody’s agency is in the list.')
  })
})

describe('the address', () => {
  it('changes when its owner confirms it, and the old one is told', async () => {
    const mover = await aPerson(app.database)
    const { text } = await send(ada, at(mover, '/address'), { email: 'New.Place@example.org' })
    expect(text).toContain('We have sent a link to new.place@example.org')
    expect((await stored(app, mover)).email).toBe(mover.email)
    expect((await lastMailTo(app, mover.email)).text).toContain('An administrator is moving your account')
    const { link } = await lastMailTo(app, 'new.place@example.org')
    const theirs = new Visitor(app.url)
    await theirs.get(link)
    await theirs.post(link)
    expect((await stored(app, mover)).email).toBe('new.place@example.org')
  })

  it.each([
    ['office@example.org', 'looks like a mailbox that several people read'],
    ['nothing', 'in the right form'],
    ['dana@example.org', 'This is the address that they have now'],
    ['ada@example.org', 'Ada Administrator has an account with this address'],
  ])('is refused: %s', async (email, words) => {
    const { status, text, html } = await send(ada, at(dana, '/address'), { email })
    expect([status, text]).toEqual([422, expect.stringContaining(words)])
    expect(html).toContain(`value="${email}"`)
    expect(html.includes('/merge/')).toBe(email.startsWith('ada'))
    expect((await mailsTo(app, dana.email)).filter(mail => mail.kind === 'address-changing')).toHaveLength(0)
  })
})
