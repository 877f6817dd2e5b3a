import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { FinishErasures } from '../../src/jobs/finish-erasures.js'
import { IssueCertificates } from '../../src/jobs/issue-certificates.js'
import { SendMessages } from '../../src/jobs/send-messages.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aWaitingEntry } from '../support/builders/waiting-entry.js'
import { aColleague, anAdministrator, anOutsider } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { aWholePerson, whereWordsStand, WORD, ZEB } from './whole-person.js'

const going = new AbortController().signal
const EVERYTHING = [ZEB.name, ZEB.email, ZEB.jobRole, ZEB.managerName, WORD]

let app: TestApp
let ada: Visitor
let people: { ada: Person; cole: Person }
let whole: Awaited<ReturnType<typeof aWholePerson>>
let coming: { id: string; courseId: string }
let his: Visitor
let number: string

const one = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row> =>
  (await app.database.query<Row[]>(sql, values))[0]!

beforeAll(async () => {
  app = await startApp()
  const { database } = app
  people = { ada: await anAdministrator(database), cole: await aColleague(database) }
  whole = await aWholePerson(app, people)
  coming = await anOccurrence(database, { course: await aCourse(database, { key: 'coming' }), places: 1 })
  await aBooking(database, { person: whole.zeb, occurrence: coming })
  await aWaitingEntry(database, { person: await anOutsider(database), course: { id: coming.courseId } })
  his = new Visitor(app.url)
  await his.signIn(ZEB.email)
  ;({ number } = await one<{ number: string }>('SELECT number FROM certificate WHERE person_id = $1', [whole.zeb.id]))
  ada = new Visitor(app.url)
  await ada.signIn('ada@example.org')
})
afterAll(() => app.stop())

describe('somebody who is in every corner', () => {
  it('is found there, so that the search for what is left can be believed', async () => {
    const found = new Set((await whereWordsStand(app.database, EVERYTHING)).map(where => where.split('.')[0]))
    expect([...found].sort()).toEqual(
      expect.arrayContaining([
        ...['answered_request', 'approval', 'booking', 'certificate', 'charge', 'committed_action', 'evaluation_answer'].filter(
          t => t !== 'approval',
        ),
        ...['evaluation_invitation', 'evidence', 'impact_statement', 'learning_record', 'message', 'name_spelling', 'need', 'person'],
        ...['transcript', 'upload'],
      ]),
    )
  })

  it('asks on the page of their data, once however often they press, and the desk sees it with their words', async () => {
    expect((await his.get('/my-data')).text).toMatch(/1 booking still to come: cancelled free of charge.*1 certificate:/)
    const unsure = await his.post('/my-data/erasure', { words: `Because of ${WORD}` })
    expect([unsure.status, unsure.text]).toEqual([422, expect.stringContaining('Tick that you want your details removed')])
    expect(unsure.html).toContain(`Because of ${WORD}</textarea>`)
    expect((await his.post('/my-data/erasure', { sure: 'yes', words: `Because of ${WORD}` })).text).toContain('We have your request')
    await his.post('/my-data/erasure', { sure: 'yes' })
    const list = await ada.get('/desk/erasures')
    expect(list.text.match(/Zebedee Quillfeather zebedee/g)).toHaveLength(1)
    expect(list.text).toContain(`Because of ${WORD}`)
  })

  it('is erased when the administrator has typed who it is, and not before', async () => {
    const path = `/desk/people/${whole.zeb.id}/erasure`
    const page = await ada.get(`/desk/people/${whole.zeb.id}/data`)
    expect(page.text).toContain('They asked for it on Monday 2 March 2026')
    const wrong = await ada.post(path, { confirmed: 'Zebedee' })
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('to be sure that it is the right person')])
    const done = await ada.post(path, { confirmed: 'zebedee quillfeather' })
    expect([done.status, done.url, done.text]).toEqual([200, '/desk/erasures', expect.stringContaining('The person is erased')])
  })

  it('had what was to come cancelled free of charge, and the place offered on', async () => {
    const booking = await one<object>('SELECT state, cancelled_by, late FROM booking WHERE occurrence_id = $1', [coming.id])
    expect(booking).toEqual({ state: 'cancelled', cancelled_by: 'organiser', late: false })
    expect(await one('SELECT state, kind FROM offer WHERE occurrence_id = $1', [coming.id])).toEqual({ state: 'open', kind: 'hold' })
    expect(await one(`SELECT outcome FROM waiting_entry WHERE person_id = $1`, [whole.zeb.id])).toEqual({ outcome: 'left' })
    const [charge] = await app.database.query<unknown[]>('SELECT 1 FROM charge WHERE booking_id <> $1', [whole.ended.id])
    expect(charge).toBeUndefined()
  })

  it('is nowhere any more but in the one mail that tells them, and once that is sent nowhere at all', async () => {
    expect([...new Set((await whereWordsStand(app.database, EVERYTHING)).map(where => where.split('.')[0]))]).toEqual(['message'])
    await app.app.get(SendMessages).run(app.clock.now(), going)
    const [mail] = await app.database.query<{ state: string; toEmail: string }[]>(
      `SELECT state, to_email AS "toEmail" FROM message WHERE kind = 'account-erased'`,
    )
    expect(mail).toEqual({ state: 'sent', toEmail: ZEB.email })
    expect(await app.app.get(FinishErasures).run(app.clock.now())).toMatch(/^\d rows? cleared$/)
    expect(await whereWordsStand(app.database, EVERYTHING)).toEqual([])
  })

  it('left what others need: their mails without the name, the booking, the score, the amount', async () => {
    const mail = await one<{ data: unknown; state: string }>(
      `SELECT data, state FROM message WHERE to_email = $1 AND data->>'kept' = 'yes'`,
      [people.cole.email],
    )
    expect(mail.data).toEqual({ words: 'Ask Erased person, Erased person', kept: 'yes' })
    expect(await one('SELECT state, override_reason AS why FROM booking WHERE id = $1', [whole.came.id])).toEqual({
      state: 'attended',
      why: '(removed)',
    })
    expect(await one('SELECT answers FROM evaluation_answer')).toEqual({
      answers: { know: 7, sure: 5, more: '(removed)', actions: ['(removed)'] },
    })
    expect(await one('SELECT count(*)::int AS n FROM evaluation_score')).toEqual({ n: 2 })
    expect(await one('SELECT pence, reason FROM charge')).toEqual({ pence: 6000, reason: '(removed)' })
    expect(await one('SELECT manager_email AS m FROM person WHERE id = $1', [people.cole.id])).toEqual({ m: '' })
  })

  it('is signed out, cannot sign in, and is in no list of the desk', async () => {
    expect((await his.get('/my-details')).text).toContain('Sign in')
    expect((await new Visitor(app.url).signIn(ZEB.email)).text).toContain('e-mail address or the password is not right')
    expect((await ada.get('/desk/people?q=Erased')).text).not.toContain('erased.invalid')
    expect((await ada.get('/desk/search?q=Erased')).text).not.toContain('erased.invalid')
    expect((await ada.get(`/desk/people/${whole.zeb.id}/data`)).text).toContain('This person was erased on Monday 2 March 2026')
  })

  it('has certificates whose numbers say that they were withdrawn, and gets no new ones', async () => {
    const check = await new Visitor(app.url).get(`/certificates/check/${number}`)
    expect(check.text).toContain('withdrawn on Monday 2 March 2026 at the holder’s request, who had their details removed')
    await app.database.query('UPDATE learning_record SET certificate_due = true')
    await app.app.get(IssueCertificates).run(app.clock.now(), going)
    expect(await one('SELECT count(*)::int AS n FROM certificate')).toEqual({ n: 1 })
  })

  it('is not erased twice, and may register anew with the same address', async () => {
    await ada.get('/desk/retention')
    const again = await ada.post(`/desk/people/${whole.zeb.id}/erasure`, { confirmed: 'Erased person' })
    expect(again.status).toBe(409)
    const details = { name: ZEB.name, email: ZEB.email, password: 'a-long-new-password', agency: 'not-listed', agencyOther: 'Elsewhere' }
    const anew = new Visitor(app.url)
    await anew.get('/register')
    await anew.post('/register', { ...details, jobRole: 'Baker', managerName: 'M', managerEmail: 'm@example.org', terms: 'yes' })
    expect(await one('SELECT count(*)::int AS n FROM person WHERE email = $1', [ZEB.email])).toEqual({ n: 1 })
  })
})
