import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Booking } from '../../../src/modules/bookings/booking.entity.js'
import type { Course } from '../../../src/modules/courses/course.entity.js'
import type { Person } from '../../../src/modules/people/person.entity.js'
import { MONDAY, startApp, type TestApp } from '../../support/app.js'
import { aBooking } from '../../support/builders/booking.js'
import { aCourse } from '../../support/builders/course.js'
import { aForm, type BuiltForm } from '../../support/builders/evaluation.js'
import { anOccurrence } from '../../support/builders/occurrence.js'
import { aDelegate, aPerson } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { type Asked, isAsked, kept, threeParts } from './answers.js'

let app: TestApp
let dana: Person
let course: Course
let booking: Booking
let form: BuiltForm
let asked: Asked
let stranger: Visitor

beforeAll(async () => {
  app = await startApp()
  dana = await aDelegate(app.database)
  course = await aCourse(app.database, { title: 'Safer Recruitment' })
})
afterAll(() => app.stop())

/** Dana was on a course on Friday and is asked after it, by a form of three parts. */
beforeEach(async () => {
  app.clock.moveTo(MONDAY)
  const occurrence = await anOccurrence(app.database, { course, startsAt: '2026-02-27 09:30', endsAt: '2026-02-27 16:00' })
  booking = await aBooking(app.database, { person: dana, occurrence, state: 'attended' })
  form = await aForm(app.database, { stage: 'post', content: threeParts('post') })
  asked = await isAsked(app, booking, 'post')
  stranger = new Visitor(app.url)
})

/** Sends one part as its page does. */
const send = (wants: string, fields: Record<string, string | string[]> = {}) => stranger.post(asked.link, { wants, ...fields })
const stored = () => kept(app, asked.invitation)
const ONE = { 'q-know': '3', 'q-more': 'I liked it.' }
const TWO = { 'q-actions-1': 'ask to see the bedroom', 'q-actions-2': 'write down what I see' }

describe('answering by the link of a mail', () => {
  it('asks part by part, keeps each, and counts them when they are sent', async () => {
    expect((await stranger.get(asked.link)).text).toContain('Part 1 of 3')
    const second = await send('next', ONE)
    expect([second.url, second.text]).toEqual([expect.stringMatching(/\?part=2$/), expect.stringContaining('What will you do?')])
    expect(await stored()).toMatchObject({ state: 'asked', answers: { know: 3, more: 'I liked it.' }, submittedAt: null, scores: null })
    expect((await send('next', TWO)).text).toContain('Part 3 of 3')
    const sent = await send('send', { 'q-sure': '8', 'q-how': 'good' })
    expect(sent.text).toContain('Your answers are sent')
    expect(sent.text).toContain('ask to see the bedroom')
    expect(await stored()).toEqual({
      ...{ state: 'answered', nextAt: null, quotable: false, submittedAt: MONDAY, version: form.versionId, onTheDay: null },
      answers: { know: 3, more: 'I liked it.', actions: ['ask to see the bedroom', 'write down what I see'], sure: 8, how: 'good' },
      scores: { knowledge: 3, act: 8 },
      actions: [
        { position: 1, words: 'ask to see the bedroom', kept: null, outcome: '' },
        { position: 2, words: 'write down what I see', kept: null, outcome: '' },
      ],
    })
  })

  it('goes on where one stopped, from the same link, on another device', async () => {
    await stranger.get(asked.link)
    await send('next', ONE)
    const elsewhere = new Visitor(app.url)
    expect((await elsewhere.get(asked.link)).text).toContain('Part 2 of 3')
    expect((await elsewhere.get(`${asked.link}?part=1`)).html).toMatch(/value="3" checked/)
    expect((await elsewhere.get(`${asked.link}?part=99`)).text).toContain('Part 3 of 3')
    expect((await elsewhere.get(`${asked.link}?part=x`)).text).toContain('Part 2 of 3')
  })

  it('keeps what is written while it is written, and going back loses nothing', async () => {
    await stranger.get(asked.link)
    expect((await send('save', { 'q-more': 'Half a sen' })).html).toBe('{"saved":true}')
    expect(await stored()).toMatchObject({ answers: { more: 'Half a sen' }, submittedAt: null })
    await stranger.get(asked.link)
    await send('next', ONE)
    await send('back', { 'q-actions-1': 'ask' })
    expect(await stored()).toMatchObject({ answers: { know: 3, actions: ['ask'] } })
  })

  it('says what is missing near the question, and keeps everything typed', async () => {
    await stranger.get(asked.link)
    const page = await send('next', { 'q-more': 'Typed with <care>' })
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('Choose a number from 1 to 10')])
    expect(page.html).toContain('href="#q-know"')
    expect(page.html).toContain('Typed with &lt;care&gt;')
    const long = await send('next', { 'q-know': '3', 'q-more': 'x'.repeat(4001) })
    expect([long.status, long.text]).toEqual([422, expect.stringContaining('Use 4,000 characters or fewer')])
    expect(long.html).toContain('x'.repeat(4001))
    expect(await stored()).toMatchObject({ answers: { know: 3 } })
  })

  it('leads to the part that lacks something when it is sent too soon', async () => {
    await stranger.get(`${asked.link}?part=3`)
    const page = await send('send', { 'q-sure': '8' })
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('Part 1 of 3')])
    expect(await stored()).toMatchObject({ state: 'asked', submittedAt: null, answers: { sure: 8 } })
  })

  it('asks apart whether one may be quoted, which is off, and stays as it was said', async () => {
    await stranger.get(asked.link)
    await send('next', ONE)
    const last = await send('next', TWO)
    expect(last.html).toMatch(/name="quotable" type="checkbox" value="yes"(?! checked)/)
    await send('back', { 'q-sure': '8', quotable: 'yes' })
    expect((await stranger.get(`${asked.link}?part=3`)).html).toMatch(/name="quotable" type="checkbox" value="yes" checked/)
    await send('send', { 'q-sure': '8', quotable: 'yes' })
    expect(await stored()).toMatchObject({ state: 'answered', quotable: true })
  })
})

describe('opening the link', () => {
  it('changes nothing, however often: mail scanners do', async () => {
    const before = await stored()
    for (let i = 0; i < 3; i++) await stranger.get(asked.link)
    expect(await stored()).toEqual(before)
    expect(stranger.last?.headers.get('cache-control')).toBe('no-store')
    expect(stranger.last?.headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('a guessed one is refused without a hint: the same page as for any address that is not there', async () => {
    const nowhere = await stranger.get('/evaluations/nothing-like-it')
    const guessed = await stranger.get(`${asked.link.slice(0, -1)}x`)
    expect([guessed.status, guessed.text]).toEqual([404, nowhere.text])
    const [, , secret] = asked.link.split('/')
    expect((await stranger.get(`/evaluations/${asked.invitation.id}`)).status).toBe(404)
    expect((await stranger.get(`/evaluations/${asked.invitation.linkNonce}`)).status).toBe(404)
    expect((await stranger.get(`/my-learning/evaluations/${secret}`)).url).toContain('/sign-in')
    await stranger.get(asked.link)
    expect((await stranger.post('/evaluations/nothing-like-it', { ...ONE, wants: 'next' })).status).toBe(404)
  })

  it('after the sending it thanks, tells nobody what was answered, and takes no more', async () => {
    await stranger.get(asked.link)
    await send('next', ONE)
    await send('next', TWO)
    const late = new Visitor(app.url)
    await late.get(asked.link)
    await send('send', { 'q-sure': '8' })
    const again = await new Visitor(app.url).get(asked.link)
    expect(again.text).toContain('Your answers are sent')
    expect(again.text).not.toContain('I liked it.')
    const before = await stored()
    expect((await late.post(asked.link, { wants: 'send', 'q-sure': '1' })).text).toContain('Your answers are sent')
    expect(await stored()).toEqual(before)
  })

  it.each(['cancelled', 'no-show'])('there is nothing to answer for a booking that is %s', async state => {
    await app.database.query(`UPDATE booking SET state = $2, cancelled_at = CASE WHEN $2 = 'cancelled' THEN booked_at END WHERE id = $1`, [
      booking.id,
      state,
    ])
    const page = await stranger.get(asked.link)
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('There is nothing to answer')])
    expect((await send('next', ONE)).status).toBe(403)
    expect(await stored()).toMatchObject({ answers: null })
  })

  it('one that is closed while it is being answered says so, and keeps nothing', async () => {
    await stranger.get(asked.link)
    await app.database.query(`UPDATE booking SET state = 'no-show' WHERE id = $1`, [booking.id])
    const page = await send('next', ONE)
    expect([page.status, page.text]).toEqual([409, expect.stringContaining('There is nothing to answer')])
    expect(await stored()).toMatchObject({ answers: null })
  })
})

describe('twice at once', () => {
  const whole = { wants: 'send', 'q-sure': '8' }

  it('a double press sends once', async () => {
    await stranger.get(asked.link)
    await send('next', ONE)
    await send('next', TWO)
    const tabs = await Promise.all(
      [0, 1, 2, 3].map(async () => {
        const tab = new Visitor(app.url)
        await tab.get(asked.link)
        return tab
      }),
    )
    const pages = await Promise.all(tabs.map(tab => tab.post(asked.link, whole)))
    expect(pages.map(({ text }) => text.includes('Your answers are sent'))).toEqual([true, true, true, true])
    const { actions, scores } = await stored()
    expect([(actions as unknown[]).length, scores]).toEqual([2, { knowledge: 3, act: 8 }])
  })

  it('two windows with two parts keep both', async () => {
    await stranger.get(asked.link)
    const other = new Visitor(app.url)
    await other.get(`${asked.link}?part=2`)
    await Promise.all([send('next', ONE), other.post(asked.link, { wants: 'next', ...TWO })])
    expect(await stored()).toMatchObject({ answers: { know: 3, more: 'I liked it.', actions: Object.values(TWO) } })
  })
})

describe('a new version of the form, published half way', () => {
  it('is not put before who has begun: their answers keep the version that they began with', async () => {
    await stranger.get(asked.link)
    await send('next', ONE)
    const newer = await aForm(app.database, { stage: 'post' })
    expect((await stranger.get(asked.link)).text).toContain('Part 2 of 3')
    await send('next', TWO)
    await send('send', { 'q-sure': '8' })
    expect(await stored()).toMatchObject({ state: 'answered', version: form.versionId })
    const other = await isAsked(
      app,
      await aBooking(app.database, {
        person: await aPerson(app.database),
        occurrence: { id: booking.occurrenceId, courseId: course.id },
        state: 'attended',
      }),
      'post',
    )
    await stranger.get(other.link)
    await stranger.post(other.link, { wants: 'send', 'q-know': '3', 'q-sure': '4' })
    expect(await kept(app, other.invitation)).toMatchObject({ state: 'answered', version: newer.versionId })
  })

  it('who had the page open before it keeps what the page was showing', async () => {
    await stranger.get(asked.link)
    await aForm(app.database, { stage: 'post' })
    expect((await send('next', ONE)).text).toContain('Part 2 of 3')
    expect(await stored()).toMatchObject({ version: form.versionId })
  })

  it('two windows with two versions: the first that is kept counts, the other is told and loses nothing', async () => {
    await stranger.get(asked.link)
    await aForm(app.database, { stage: 'post' })
    const other = new Visitor(app.url)
    await other.get(asked.link)
    await send('next', ONE)
    const page = await other.post(asked.link, { wants: 'send', 'q-know': '9', 'q-sure': '9' })
    expect([page.status, page.text]).toEqual([409, expect.stringContaining('These questions were changed while you were answering')])
    expect(await stored()).toMatchObject({ answers: { know: 3 }, version: form.versionId, submittedAt: null })
  })

  it('a version of somebody else’s form is not taken', async () => {
    const foreign = await aForm(app.database, { stage: 'post', course: await aCourse(app.database) })
    await stranger.get(asked.link)
    await send('next', { ...ONE, version: foreign.versionId })
    expect(await stored()).toMatchObject({ answers: null })
  })
})
