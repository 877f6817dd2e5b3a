import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Booking } from '../../../src/modules/bookings/booking.entity.js'
import type { Person } from '../../../src/modules/people/person.entity.js'
import { MONDAY, startApp, type TestApp } from '../../support/app.js'
import { aBooking } from '../../support/builders/booking.js'
import { aCourse } from '../../support/builders/course.js'
import { aForm, anAnswer } from '../../support/builders/evaluation.js'
import { anOccurrence } from '../../support/builders/occurrence.js'
import { aColleague, aDelegate, anAdministrator, anOutsider } from '../../support/people.js'
import { countQueries } from '../../support/queries.js'
import { Visitor } from '../../support/visitor.js'
import { isAsked, kept, threeParts } from './answers.js'

let app: TestApp
let people: Record<'dana' | 'cole' | 'oona' | 'ada', Person>
let browsers: Record<'dana' | 'cole' | 'oona' | 'ada', Visitor>
let booking: Booking

beforeAll(async () => {
  app = await startApp()
  const { database } = app
  people = {
    ...{ dana: await aDelegate(database), cole: await aColleague(database), oona: await anOutsider(database) },
    ada: await anAdministrator(database),
  }
  const signedIn = async (person: Person) => {
    const visitor = new Visitor(app.url)
    await visitor.signIn(person.email)
    return visitor
  }
  browsers = {
    ...{ dana: await signedIn(people.dana), cole: await signedIn(people.cole), oona: await signedIn(people.oona) },
    ada: await signedIn(people.ada),
  }
})
afterAll(() => app.stop())

beforeEach(async () => {
  app.clock.moveTo(MONDAY)
  await app.database.query('DELETE FROM booking')
  const course = await aCourse(app.database, { title: 'Safer Recruitment' })
  const occurrence = await anOccurrence(app.database, { course, startsAt: '2026-01-05 09:30', endsAt: '2026-01-05 16:00' })
  booking = await aBooking(app.database, { person: people.dana, occurrence, state: 'attended' })
})

describe('answering when signed in', () => {
  it('begins at My learning, and what is sent can be read there, by its own person', async () => {
    await aForm(app.database, { stage: 'post', content: threeParts('post') })
    const { invitation } = await isAsked(app, booking, 'post')
    const mine = `/my-learning/evaluations/${invitation.id}`
    const toDo = await browsers.dana.get('/my-learning')
    expect(toDo.text).toContain('Tell us what you learned: Safer Recruitment')
    expect(toDo.html).toContain(`href="${mine}"`)
    await browsers.dana.get(mine)
    await browsers.dana.post(mine, { wants: 'next', 'q-know': '3', 'q-more': 'I liked it.' })
    await browsers.dana.post(mine, { wants: 'next', 'q-actions-1': 'ask to see the bedroom' })
    const sent = await browsers.dana.post(mine, { wants: 'send', 'q-sure': '8', 'q-how': 'good' })
    for (const words of ['3 of 10', 'I liked it.', 'I will ask to see the bedroom', 'Good', 'You did not say that we may quote you'])
      expect(sent.text).toContain(words)
    expect((await browsers.dana.get('/my-learning')).text).not.toContain('Tell us what you learned')
    expect((await browsers.dana.get('/my-learning/evaluations')).text).toContain('Sent on Monday 2 March 2026')
  })

  it('is for nobody else: not a colleague, not a stranger, not an administrator', async () => {
    const form = await aForm(app.database, { stage: 'post' })
    const { invitation } = await isAsked(app, booking, 'post')
    const other = await isAsked(
      app,
      await aBooking(app.database, { person: people.cole, occurrence: { id: booking.occurrenceId, courseId: booking.courseId } }),
      'pre',
    )
    const mine = `/my-learning/evaluations/${invitation.id}`
    for (const who of ['cole', 'oona', 'ada'] as const) {
      expect((await browsers[who].get(mine)).status).toBe(404)
      await browsers[who].get('/my-details/messages')
      expect((await browsers[who].post(mine, { wants: 'send', 'q-know': '1', 'q-sure': '1', version: form.versionId })).status).toBe(404)
      expect((await browsers[who].get('/my-learning/evaluations')).html).not.toContain(invitation.id)
    }
    expect(await kept(app, invitation)).toMatchObject({ state: 'asked', answers: null })
    await anAnswer(app.database, { invitation, form, answers: { know: 3, sure: 4, more: 'For me alone.' } })
    for (const who of ['cole', 'oona', 'ada'] as const) expect((await browsers[who].get(mine)).text).not.toContain('For me alone.')
    expect((await browsers.dana.get(mine)).text).toContain('For me alone.')
    expect((await browsers.dana.get(`/my-learning/evaluations/${other.invitation.id}`)).status).toBe(404)
    expect((await browsers.dana.get('/my-learning/evaluations/not-an-id')).status).toBe(404)
  })

  it('a list of many costs no more queries than one of few', async () => {
    const list = () => countQueries(() => browsers.dana.get('/my-learning/evaluations'))
    const few = await list()
    for (const stage of ['pre', 'post', 'impact', 'manager'] as const) await isAsked(app, booking, stage)
    expect(await list()).toBe(few)
  })
})

describe('eight weeks later', () => {
  it('what one said comes back, and what became of it is kept with it', async () => {
    const post = await aForm(app.database, { stage: 'post', content: threeParts('post') })
    const earlier = await isAsked(app, booking, 'post')
    await anAnswer(app.database, {
      invitation: earlier.invitation,
      form: post,
      answers: { know: 3, sure: 4, actions: ['ask more', 'write it down'] },
    })
    await aForm(app.database, { stage: 'impact', content: threeParts('impact') })
    const { invitation, link } = await isAsked(app, booking, 'impact')
    const stranger = new Visitor(app.url)
    await stranger.get(link)
    const page = await stranger.post(link, { wants: 'next', 'q-know': '7' })
    expect(page.text).toContain('You said: I will ask more')
    const lacking = await stranger.post(link, { wants: 'next', 'q-kept-1': 'yes', 'q-kept-1-outcome': 'They showed me.' })
    expect([lacking.status, lacking.text]).toEqual([422, expect.stringContaining('Say whether you did it: “write it down”')])
    expect(lacking.html).toContain('They showed me.')
    await stranger.post(link, { wants: 'next', 'q-kept-1': 'yes', 'q-kept-1-outcome': 'They showed me.', 'q-kept-2': 'not yet' })
    await stranger.post(link, { wants: 'send', 'q-sure': '9' })
    expect(await kept(app, invitation)).toMatchObject({
      ...{ state: 'answered', scores: { knowledge: 7, act: 9 } },
      actions: [
        { position: 1, words: 'ask more', kept: 'yes', outcome: 'They showed me.' },
        { position: 2, words: 'write it down', kept: 'not yet', outcome: '' },
      ],
    })
  })

  it('who planned nothing is not asked what became of it', async () => {
    await aForm(app.database, { stage: 'impact', content: threeParts('impact') })
    const { link } = await isAsked(app, booking, 'impact')
    expect((await new Visitor(app.url).get(link)).text).toContain('Part 1 of 2')
  })
})

describe('the line manager', () => {
  it('answers about one person, once, and then the link is dead', async () => {
    await aForm(app.database, { stage: 'manager' })
    const { invitation, link } = await isAsked(app, booking, 'manager')
    app.clock.moveTo('2026-07-05T08:00:00Z')
    const mary = new Visitor(app.url)
    expect((await mary.get(link)).text).toContain('About Dana Delegate, who was on this course on Monday 5 January 2026.')
    const late = new Visitor(app.url)
    await late.get(link)
    const sent = await mary.post(link, { wants: 'send', 'q-know': '6', 'q-sure': '7', 'q-more': 'Asks more.' })
    expect([sent.url, sent.text]).toEqual([
      expect.stringMatching(/\/evaluations\/thank-you$/),
      expect.stringContaining('Your answers are sent'),
    ])
    const used = await new Visitor(app.url).get(link)
    expect([used.status, used.text]).toEqual([410, expect.stringContaining('This link has been used')])
    for (const words of ['Dana', 'Asks more.', 'Safer Recruitment']) expect(used.text).not.toContain(words)
    const before = await kept(app, invitation)
    await late.post(link, { wants: 'send', 'q-know': '1', 'q-sure': '1' })
    expect(await kept(app, invitation)).toEqual(before)
  })

  it('is seen by the delegate to have been asked, and their answers are not', async () => {
    const form = await aForm(app.database, { stage: 'manager' })
    const { invitation } = await isAsked(app, booking, 'manager')
    await anAnswer(app.database, { invitation, form, answers: { know: 6, sure: 7, more: 'Asks more.' } })
    const list = await browsers.dana.get('/my-learning/evaluations')
    expect(list.text).toContain('we asked Mary Manager')
    expect(list.html).not.toContain(invitation.id)
    expect((await browsers.dana.get(`/my-learning/evaluations/${invitation.id}`)).status).toBe(404)
    expect((await browsers.dana.get('/my-learning')).text).not.toContain('Asks more.')
  })

  it('one whose time is over is told so, and nothing of the person', async () => {
    await aForm(app.database, { stage: 'manager' })
    const { link } = await isAsked(app, booking, 'manager')
    app.clock.moveTo('2026-09-03T07:30:00Z')
    const page = await new Visitor(app.url).get(link)
    expect([page.status, page.text]).toEqual([410, expect.stringContaining('This link opens nothing any more')])
    expect(page.text).not.toContain('Dana')
  })
})

it('the day itself is kept apart: who answers on it answered at the door or in the room', async () => {
  await aForm(app.database, { stage: 'post' })
  const { invitation, link } = await isAsked(app, booking, 'post')
  app.clock.moveTo('2026-01-05T16:30:00Z')
  const stranger = new Visitor(app.url)
  await stranger.get(link)
  await stranger.post(link, { wants: 'send', 'q-know': '6', 'q-sure': '7' })
  expect(await kept(app, invitation)).toMatchObject({ onTheDay: new Date('2026-01-05T16:30:00Z') })
})
