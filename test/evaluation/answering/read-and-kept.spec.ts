import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Booking } from '../../../src/modules/bookings/booking.entity.js'
import type { Course } from '../../../src/modules/courses/course.entity.js'
import type { FormQuestion } from '../../../src/modules/evaluation/rules/form-content.js'
import type { Person } from '../../../src/modules/people/person.entity.js'
import { MONDAY, startApp, type TestApp } from '../../support/app.js'
import { aBooking } from '../../support/builders/booking.js'
import { aCourse } from '../../support/builders/course.js'
import { aForm, anAnswer, aScale } from '../../support/builders/evaluation.js'
import { anOccurrence } from '../../support/builders/occurrence.js'
import { aDelegate } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { isAsked, kept, threeParts } from './answers.js'

let app: TestApp
let person: Person
let dana: Visitor
let course: Course
let booking: Booking

beforeAll(async () => {
  app = await startApp()
  person = await aDelegate(app.database)
  dana = new Visitor(app.url)
  await dana.signIn(person.email)
})
afterAll(() => app.stop())

/** Dana was on a course on 5 January 2026: eight weeks later it is Monday 2 March, and six months later 5 July. */
beforeEach(async () => {
  app.clock.moveTo(MONDAY)
  await app.database.query('DELETE FROM booking')
  course = await aCourse(app.database, { title: 'Safer Recruitment' })
  const occurrence = await anOccurrence(app.database, { course, startsAt: '2026-01-05 09:30', endsAt: '2026-01-05 16:00' })
  booking = await aBooking(app.database, { person, occurrence, state: 'attended' })
})

const settings = (stages: string, gates: string) =>
  app.database.query(`INSERT INTO course_evaluation (course_id, stages, gate_joining, gate_certificate) VALUES ($1, $2, ${gates})`, [
    course.id,
    stages,
  ])
const own = ({ id }: { id: string }) => `/my-learning/evaluations/${id}`
const options = [
  { key: 'time', words: 'Too little time' },
  { key: 'cars', words: 'No parking' },
  { key: 'none', words: 'Nothing at all' },
]

describe('one’s own answers', () => {
  it('are read in the words of the form, whatever kind of question it was', async () => {
    const questions: FormQuestion[] = [
      aScale('know', 'knowledge'),
      { key: 'useful', kind: 'agreement', words: 'It was useful.' },
      { key: 'pace', kind: 'choice', words: 'In the way?', options },
      { key: 'way', kind: 'many', words: 'What else?', options },
      { key: 'more', kind: 'text', words: 'Anything else?' },
      { key: 'empty', kind: 'text', words: 'Nothing written?' },
    ]
    const form = await aForm(app.database, { stage: 'post', content: { intro: '', groups: [{ title: 'All', questions }] } })
    const { invitation } = await isAsked(app, booking, 'post')
    const answers = { know: 10, useful: 4, pace: 'cars', way: ['time', 'none'], more: 'Two\nlines <b>' }
    await anAnswer(app.database, { invitation, form, answers, quotable: true })
    const { text, html } = await dana.get(own(invitation))
    expect(text).toMatch(
      /much of know\? 10 of 10 It was useful\. Agree In the way\? No parking What else\? Too little time Nothing at all Anything else\?/,
    )
    expect(text).toContain('Nothing written? No answer')
    expect(html).toContain('Two\nlines &lt;b&gt;')
    expect(text).toContain('You said that we may quote you, without your name.')
  })

  it('tell beside each action what came of it, and where nothing was said', async () => {
    const post = await aForm(app.database, { stage: 'post' })
    const earlier = await isAsked(app, booking, 'post')
    const actions = ['ask more', 'write it down']
    await anAnswer(app.database, { invitation: earlier.invitation, form: post, answers: { know: 3, sure: 4, actions } })
    const form = await aForm(app.database, { stage: 'impact' })
    const { invitation } = await isAsked(app, booking, 'impact')
    const answers = { know: 3, sure: 4, kept: { '1': { kept: 'partly' as const, outcome: 'They showed me' } } }
    await anAnswer(app.database, { invitation, form, answers })
    expect((await dana.get(own(invitation))).text).toContain('I will ask more: partly. They showed me I will write it down: no answer')
  })
})

describe('what comes next, once it is sent', () => {
  const after = async (stage: 'pre' | 'post' | 'impact') => {
    const form = await aForm(app.database, { stage })
    const { invitation, link } = await isAsked(app, booking, stage)
    await anAnswer(app.database, { invitation, form, answers: { know: 3, sure: 4 } })
    const pages = [await dana.get(own(invitation)), await new Visitor(app.url).get(link)]
    return pages.map(({ text }) => text).join(' ')
  }

  it('after the course: the certificate waits no more, and weeks later we ask again', async () => {
    const words = await after('post')
    expect(words.match(/Your certificate no longer waits for your answers/g)).toHaveLength(2)
    expect(words.match(/About 8 weeks after the course we ask what came of it/g)).toHaveLength(2)
  })

  it('nothing is promised that the course does not do', async () => {
    await settings('{pre,post}', 'false, false')
    const words = await after('post')
    expect(words).toContain('You find what you have learned on your My learning page')
    expect(words).not.toMatch(/certificate no longer waits|weeks after the course/)
    expect(await after('pre')).not.toContain('The joining details')
    expect(await after('impact')).not.toContain('line manager')
  })

  it('before it: the joining details, where they had waited; weeks later: what the line manager is asked, and does not see', async () => {
    await settings('{pre,impact,manager}', 'true, false')
    expect((await after('pre')).match(/The joining details are on their way, if they are due/g)).toHaveLength(2)
    expect(await after('impact')).toContain(
      'About 6 months after the course we ask your line manager what they see. They do not see what you wrote.',
    )
  })
})

describe('too early or too late', () => {
  it('it is not open a minute before its morning, and takes nothing; then it is', async () => {
    const form = await aForm(app.database, { stage: 'impact' })
    const { invitation, link } = await isAsked(app, booking, 'impact')
    const stranger = new Visitor(app.url)
    await stranger.get(link)
    const opened = stranger.last!
    app.clock.moveTo('2026-03-02T08:29:59Z')
    for (const page of [await dana.get(own(invitation)), await stranger.get(link)])
      expect([page.text.includes('Not open yet'), page.text.includes('How much of know')]).toEqual([true, false])
    for (const [wants, status] of [
      ['save', 200],
      ['send', 409],
    ] as const) {
      stranger.last = opened
      const page = await stranger.post(link, { wants, 'q-know': '1', 'q-sure': '1', version: form.versionId })
      expect(page.status).toBe(status)
      if (wants === 'save') expect(page.html).toBe('{"saved":false}')
    }
    expect(await kept(app, invitation)).toMatchObject({ state: 'asked', answers: null, scores: null })
    app.clock.moveTo('2026-03-02T08:30:00Z')
    expect((await dana.get(own(invitation))).text).toContain('How much of know?')
  })

  it('the questions before it say that the course has begun; those of a cancelled place only that nothing is to be done', async () => {
    await aForm(app.database, { stage: 'pre' })
    const { invitation } = await isAsked(app, booking, 'pre')
    expect((await dana.get(own(invitation))).text).toContain('The course has begun, so it is too late for the questions before it.')
    await app.database.query(`UPDATE booking SET state = 'cancelled', cancelled_at = booked_at WHERE id = $1`, [booking.id])
    expect((await dana.get(own(invitation))).text).toContain('These questions are not asked any more. You need do nothing.')
  })

  it.each([
    ['the last second of the day', '2026-01-05T23:59:59Z', true],
    ['the first of the next', '2026-01-06T00:00:00Z', false],
  ])('on the day itself is until %s', async (_, at, counts) => {
    await aForm(app.database, { stage: 'post' })
    const { invitation, link } = await isAsked(app, booking, 'post')
    app.clock.moveTo(at)
    const stranger = new Visitor(app.url)
    await stranger.get(link)
    await stranger.post(link, { wants: 'send', 'q-know': '6', 'q-sure': '7' })
    expect(await kept(app, invitation)).toMatchObject({ state: 'answered', onTheDay: counts ? new Date(at) : null })
  })
})

describe('what a page posts', () => {
  const begun = async () => {
    await aForm(app.database, { stage: 'post', content: threeParts('post') })
    const { invitation } = await isAsked(app, booking, 'post')
    const path = own(invitation)
    await dana.get(path)
    return { invitation, send: (fields: Record<string, string | string[]>) => dana.post(path, fields) }
  }

  it('is kept but for what can never be right, and what it does not ask is not taken', async () => {
    const { invitation, send } = await begun()
    expect((await send({ wants: 'save', 'q-know': '11', 'q-more': 'Kept', 'q-sure': '5', 'q-how': 'ugly' })).html).toBe('{"saved":true}')
    expect(await kept(app, invitation)).toMatchObject({ answers: { more: 'Kept' } })
    await dana.get(`${own(invitation)}?part=2`)
    await send({ wants: 'save', 'q-actions-1': 'one', 'q-actions-2': 'two', 'q-actions-3': 'three', 'q-actions-4': 'four' })
    expect(await kept(app, invitation)).toMatchObject({ answers: { more: 'Kept', actions: ['one', 'two', 'three'] } })
    await dana.get(`${own(invitation)}?part=3`)
    const wrong = await send({ wants: 'next', 'q-sure': '5', 'q-how': 'ugly' })
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('Choose one of the answers')])
    const { answers } = (await kept(app, invitation)) as { answers: object }
    expect(Object.keys(answers).sort()).toEqual(['actions', 'more', 'sure'])
  })

  it('says on its last part only whether one may be quoted, and can be taken back until it is sent', async () => {
    const { invitation, send } = await begun()
    const quotable = async () => (await kept(app, invitation)).quotable
    await send({ wants: 'next', 'q-know': '3', quotable: 'yes' })
    expect(await quotable()).toBe(false)
    await send({ wants: 'next', 'q-actions-1': 'one' })
    const lacking = await send({ wants: 'send', quotable: 'yes' })
    expect([lacking.status, await quotable()]).toEqual([422, true])
    expect(lacking.html).toMatch(/name="quotable" type="checkbox" value="yes" checked/)
    await dana.get(`${own(invitation)}?part=1`)
    await send({ wants: 'next', 'q-know': '4' })
    expect(await quotable()).toBe(true)
    await dana.get(`${own(invitation)}?part=3`)
    await send({ wants: 'send', 'q-sure': '8' })
    expect(await kept(app, invitation)).toMatchObject({ state: 'answered', quotable: false, scores: { knowledge: 4, act: 8 } })
  })

  it('a part that there is not is the last one, and a wish that there is not goes on', async () => {
    const { invitation, send } = await begun()
    expect((await send({ wants: 'everything', part: '1', 'q-know': '3' })).text).toContain('Part 2 of 3')
    expect((await send({ wants: 'back', part: '99', 'q-sure': '7' })).url).toMatch(/\?part=2$/)
    expect((await kept(app, invitation)).answers).toEqual({ know: 3, sure: 7 })
  })
})

it('a course with a form of its own asks by it, in its newest version; everybody else by the default', async () => {
  const of = (words: string) => ({ intro: words, groups: [{ title: '', questions: [aScale('know')] }] })
  const mine = await aForm(app.database, { stage: 'post', course, content: of('Of this course') })
  await aForm(app.database, { stage: 'post', content: of('Of every course') })
  const { link } = await isAsked(app, booking, 'post')
  expect((await new Visitor(app.url).get(link)).text).toContain('Of this course')
  await app.database.query(
    `INSERT INTO evaluation_form_version (id, form_id, number, content, published_at) VALUES (gen_random_uuid(), $1, 2, $2, now())`,
    [mine.id, JSON.stringify(of('Second of this course'))],
  )
  expect((await new Visitor(app.url).get(link)).text).toContain('Second of this course')
  await app.database.query(`UPDATE evaluation_form SET state = 'retired' WHERE id = $1`, [mine.id])
  expect((await new Visitor(app.url).get(link)).text).toContain('Of every course')
})
