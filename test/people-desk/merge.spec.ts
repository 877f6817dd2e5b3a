import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Course } from '../../src/modules/courses/course.entity.js'
import { PERSON_COLUMNS, TRAINER_COLUMNS } from '../../src/modules/people-desk/merge/merge-registry.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../support/app.js'
import { anAgency } from '../support/builders/agency.js'
import { aBooking } from '../support/builders/booking.js'
import { aCharge } from '../support/builders/charge.js'
import { aCourse } from '../support/builders/course.js'
import { anEnrolment } from '../support/builders/enrolment.js'
import { aForm, anAnswer, anInvitation } from '../support/builders/evaluation.js'
import { anEvidence } from '../support/builders/evidence.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aWaitingEntry } from '../support/builders/waiting-entry.js'
import { lastMailTo, mailsTo } from '../support/mailbox.js'
import { anAdministrator, aPerson, PASSWORD } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { aCertificate } from '../certificates/a-certificate.js'
import { columnsNaming, figuresOf, putTogether, rowsOf, signedIn } from './merge-scene.js'

let app: TestApp
let ada: Visitor
let administrator: Person
let course: Course
let agencyId: string

beforeAll(async () => {
  app = await startApp()
  course = await aCourse(app.database, { title: 'Understanding Neglect' })
  administrator = await anAdministrator(app.database)
  agencyId = (await anAgency(app.database)).id
  ada = await signedIn(app, administrator)
})
afterAll(() => app.stop())

const two = async (change: Partial<Person> = {}): Promise<[Person, Person]> => [
  await aPerson(app.database, { name: 'Dana Reed', agencyId, ...change }),
  await aPerson(app.database, { name: 'Dana Reed', agencyId, ...change }),
]
const count = async (sql: string, ...values: unknown[]): Promise<number> =>
  (await app.database.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${sql}`, values))[0]!.n
const closed = (day: string) => ({ course, startsAt: `${day} 09:30`, registerClosedAt: new Date(`${day}T17:00:00Z`) })

it('knows what becomes of every column that names a person, and of every one that names a trainer', async () => {
  expect(Object.keys(PERSON_COLUMNS).sort()).toEqual(await columnsNaming(app, 'person'))
  expect(Object.keys(TRAINER_COLUMNS).sort()).toEqual(await columnsNaming(app, 'trainer'))
})

describe('two accounts of one person', () => {
  let [stays, goes] = [null, null] as unknown as [Person, Person]
  let before: Record<string, number>
  let figures: string
  let number: string
  let theirs: Visitor

  beforeAll(async () => {
    ;[stays, goes] = await two()
    const other = await aCourse(app.database, { title: 'Safer Recruitment' })
    const form = await aForm(app.database, { stage: 'post' })
    for (const [i, person] of [stays, goes].entries()) {
      const past = await anOccurrence(app.database, closed(`2025-05-1${i + 3}`))
      const missed = await anOccurrence(app.database, closed(`2025-06-1${i + 3}`))
      const was = await aBooking(app.database, { person, occurrence: past, state: 'attended' })
      const invitation = await anInvitation(app.database, { booking: was, stage: 'post' })
      await anAnswer(app.database, { invitation, form, answers: {} })
      await aCharge(app.database, {
        booking: await aBooking(app.database, { person, occurrence: missed, state: 'no-show' }),
        kind: 'no-show',
      })
      await anEnrolment(app.database, { person, course: other, signedUpAt: '2025-06-01 10:00', completedAt: '2025-06-02 10:00' })
      await aWaitingEntry(app.database, { person, course: other, joinedAt: '2025-07-01 10:00', endedAt: '2025-08-01 10:00' })
      await aRecord(app.database, { person, course: other })
      await anEvidence(app.database, { person, course: await aCourse(app.database) })
      await app.database.query(`INSERT INTO calendar_feed (person_id, nonce, secret_hash, made_at) VALUES ($1, $2, $2, now())`, [
        person.id,
        person.email,
      ])
      await app.database.query(`INSERT INTO message_preference VALUES ($1, 'newsletter', $2, now())`, [person.id, i === 0])
    }
    number = await aCertificate(app, { personId: goes.id, courseId: course.id })
    // The evidence of somebody else, a manager's address, a mail that has yet to go out.
    await app.database.query(`UPDATE person SET manager_email = $2 WHERE id = $1`, [administrator.id, goes.email])
    theirs = await signedIn(app, goes)
    before = await rowsOf(app, [stays.id, goes.id])
    figures = await figuresOf(app, administrator)
    await app.database.query(`UPDATE message SET state = 'due', sent_at = NULL WHERE to_email = $1`, [goes.email])
  })

  it('are suggested, each pair once, and lead to where both are seen', async () => {
    const { text, html } = await ada.get('/desk/people/duplicates')
    expect(text).toContain('The same name and the same agency')
    expect(html.match(new RegExp(`${stays.id}/merge/${goes.id}|${goes.id}/merge/${stays.id}`, 'g'))).toHaveLength(1)
    expect((await ada.get(`/desk/people/${stays.id}/duplicates`)).html).toContain(`/desk/people/${stays.id}/merge/${goes.id}`)
    const found = await ada.get(`/desk/people/${stays.id}/duplicates?q=${encodeURIComponent(administrator.email)}`)
    expect(found.html).toContain(`/merge/${administrator.id}`)
    expect(found.text).not.toContain('Nobody else')
    expect((await ada.get(`/desk/people/${stays.id}/duplicates?q=zacharias`)).text).toContain('Nobody else has “zacharias”')
  })

  it('are shown with what will happen, and nothing happens by looking', async () => {
    const { text } = await ada.get(`/desk/people/${stays.id}/merge/${goes.id}`)
    expect(text).toContain('Bookings 2 2')
    expect(text).toContain('Everything of the other account becomes this one’s. Bookings: 2.')
    expect(text).toContain('This cannot be undone.')
    expect(await rowsOf(app, [stays.id, goes.id])).toEqual(before)
  })

  it('become one: nothing is lost, nothing is doubled, the year stays as it was', async () => {
    expect((await putTogether(ada, stays, goes)).text).toContain('Dana Reed has one account now.')
    const named = {
      'calendar_feed.person_id': -1,
      'message_preference.person_id': -1,
      'person_token.person_id': -before['person_token.person_id']!,
    }
    const expected = Object.fromEntries(
      Object.entries(before).map(([name, n]) => [name, n + ((named as Record<string, number>)[name] ?? 0)]),
    )
    expect(await rowsOf(app, [stays.id])).toEqual({ ...expected, 'merged_person.into_id': 1 })
    expect(Object.values(await rowsOf(app, [goes.id])).filter(Boolean)).toEqual([])
    expect(await figuresOf(app, administrator)).toBe(figures)
    // Turned off in one account stays off.
    expect(await count(`message_preference WHERE person_id = $1 AND NOT wanted`, stays.id)).toBe(1)
  })

  it('leave certificates valid for whoever checks them', async () => {
    expect((await new Visitor(app.url).get(`/certificates/check/${number}`)).text).toContain('D. R.')
    expect((await ada.get(`/desk/people/${stays.id}`)).html).toContain(`/desk/certificates/${number}`)
  })

  it('lead from the old one to the one there is, at the desk', async () => {
    const { url, text } = await ada.get(`/desk/people/${goes.id}`)
    expect(url).toBe(`/desk/people/${stays.id}`)
    expect(text).toContain('That account was put together with this one.')
    expect((await ada.get(`/desk/people/${goes.id}/merge/${stays.id}`)).url).toBe(`/desk/people/${stays.id}`)
  })

  it('end every session, and say kindly to who knows the password which account it is now; to nobody else anything', async () => {
    expect((await theirs.get('/my-details')).url).toContain('/sign-in')
    const old = new Visitor(app.url)
    const { text } = await old.signIn(goes.email)
    expect(text).toContain('This account and your other one are one account now. Sign in with your other work address')
    expect(text).not.toContain(stays.email)
    expect((await old.signIn(goes.email, 'another-password')).text).toContain('The e-mail address or the password is not right')
    expect((await old.signIn(stays.email, PASSWORD)).url).toBe('/my-learning')
    await old.get('/forgotten-password')
    const known = (await mailsTo(app, goes.email)).length
    await new Visitor(app.url).get('/forgotten-password')
    const stranger = new Visitor(app.url)
    await stranger.get('/forgotten-password')
    await stranger.post('/forgotten-password', { email: goes.email })
    const mails = await mailsTo(app, goes.email)
    expect(mails).toHaveLength(known + 1)
    expect(mails.at(-1)).toMatchObject({ kind: 'accounts-joined' })
    expect(mails.at(-1)!.text).not.toContain(stays.email)
  })

  it('tell both addresses, send what was due to the one that stays, and are one line manager', async () => {
    expect((await mailsTo(app, stays.email)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['accounts-joined', 'certificate-ready']),
    )
    expect((await mailsTo(app, goes.email))[0]).toMatchObject({ kind: 'accounts-joined' })
    expect(await count('person WHERE manager_email = $1', stays.email)).toBe(1)
    expect(await count(`merged_person m WHERE m::text LIKE '%' || $1 || '%'`, goes.email)).toBe(0)
  })
})

describe('what is chosen', () => {
  it('stays: the other’s address with its password, its name with its spelling, and the roles of both', async () => {
    const [stays, goes] = await two()
    await app.database.query(
      `UPDATE person SET name = 'Dana Rïed', roles = '{report reader}', job_role = '', password_hash = NULL WHERE id = $1`,
      [stays.id],
    )
    await app.database.query(`UPDATE person SET roles = '{training lead}' WHERE id = $1`, [goes.id])
    for (const { id } of [stays, goes]) await app.database.query(`INSERT INTO name_spelling VALUES ($1::uuid, $1::uuid::text, now())`, [id])
    expect((await ada.get(`/desk/people/${stays.id}/merge/${goes.id}`)).text).toContain(
      'The other account’s roles are added: training lead.',
    )
    await putTogether(ada, stays, goes, { email: 'goes', name: 'goes' })
    const [row] = await app.database.query<object[]>('SELECT name, email, roles, job_role FROM person WHERE id = $1', [stays.id])
    expect(row).toEqual({ name: 'Dana Reed', email: goes.email, roles: ['report reader', 'training lead'], job_role: 'Social worker' })
    expect(await app.database.query('SELECT spelling FROM name_spelling WHERE person_id = $1', [stays.id])).toEqual([{ spelling: goes.id }])
    expect((await (await signedIn(app, goes)).get('/my-details')).text).toContain('Dana Reed')
    expect((await new Visitor(app.url).signIn(stays.email)).text).toContain('The e-mail address or the password is not right')
  })

  it('is one trainer of two, with what both deliver', async () => {
    const [stays, goes] = await two()
    const [a, b] = [
      await aTrainerRow(app.database, { person: stays, active: false, anyCourse: false }),
      await aTrainerRow(app.database, { person: goes }),
    ]
    const shared = await anOccurrence(app.database, { course, startsAt: '2026-07-07 09:30', trainers: [a] })
    await anOccurrence(app.database, { course, startsAt: '2026-07-14 09:30', trainers: [b] })
    await app.database.query('INSERT INTO occurrence_trainer (occurrence_id, trainer_id) VALUES ($1, $2)', [shared.id, b.id])
    await putTogether(ada, stays, goes)
    expect(await count('occurrence_trainer WHERE trainer_id = $1', a.id)).toBe(2)
    expect(await app.database.query('SELECT id, active, any_course FROM trainer WHERE person_id = $1', [stays.id])).toEqual([
      { id: a.id, active: true, any_course: true },
    ])
  })

  it('follows who was merged before', async () => {
    const [first, second] = await two()
    const [third] = await two()
    await putTogether(ada, second, first)
    await putTogether(ada, third, second)
    expect((await ada.get(`/desk/people/${first.id}`)).url).toBe(`/desk/people/${third.id}`)
    expect((await lastMailTo(app, third.email)).kind).toBe('accounts-joined')
  })
})
