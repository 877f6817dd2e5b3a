import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { MONDAY } from '../support/app.js'
import { aVenue } from '../support/builders/venue.js'
import { aCrowd, apiOf } from '../support/crowd.js'
import { mailsAbout, mailsTo } from '../support/mailbox.js'
import { SendAColleague } from '../../src/modules/bookings/send-a-colleague.js'
import { aQueue } from './queue.js'
import { theScene, type Scene } from './scene.js'
import { aBookingOnTerms } from './terms.js'

let scene: Scene
beforeAll(async () => {
  scene = await theScene()
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))

const HERE = 'http://127.0.0.1:3000'
const theMail = async (about: string, kind: string) => {
  const found = (await mailsAbout(scene.app, about)).filter(mail => mail.kind === kind)
  expect(found).toHaveLength(1)
  return found[0]!
}
const referenceOf = async (id: string) =>
  (await scene.row<{ reference: string }>('SELECT reference FROM booking WHERE id = $1', [id]))!.reference
const keyOf = async (courseId: string) => (await scene.row<{ key: string }>('SELECT key FROM course WHERE id = $1', [courseId]))!.key

describe('a mail reads, from its subject to its last line', () => {
  it('when a place is booked', async () => {
    const venue = await aVenue(scene.app.database, { name: 'Town Hall' })
    const { id } = await aBookingOnTerms(scene, { venue })
    expect(await theMail(`booking:${id}`, 'booking-confirmed')).toMatchObject({
      to: 'dana@example.org',
      subject: 'You have a place: Safer Recruitment',
      text: [
        'Hello Dana Delegate,',
        '',
        'You have a place on Safer Recruitment.',
        '',
        'When: Tuesday 10 March 2026, 9:30am to 4pm',
        'Where: Town Hall, 1 Lime Street, Walsall, WS1 1AA',
        `Reference: ${await referenceOf(id)}`,
        '',
        `See or cancel your booking: ${HERE}/bookings/${id}`,
        '',
        'If you cannot come, please cancel: it is free of charge until Friday 6 March 2026, 11:59pm, and somebody may be waiting for your place.',
        '',
      ].join('\n'),
    })
  })

  it('when it is online: the link stays on the booking, where only who is booked sees it', async () => {
    const { id } = await aBookingOnTerms(scene, { onlineUrl: 'https://meet.example/secret' })
    const { text } = await theMail(`booking:${id}`, 'booking-confirmed')
    expect(text).toContain('Where: Online\n')
    expect(text).not.toContain('meet.example')
  })

  it('when a booking is cancelled late', async () => {
    const { id, date } = await aBookingOnTerms(scene)
    scene.app.clock.moveTo('2026-03-09T12:00:00Z')
    await scene.api.dana.delete(`/bookings/${id}`)
    expect((await theMail(`booking:${id}`, 'booking-cancelled')).text).toBe(
      [
        'Hello Dana Delegate,',
        '',
        'Your booking on Safer Recruitment is cancelled.',
        '',
        'When: Tuesday 10 March 2026, 9:30am to 4pm',
        `Reference: ${await referenceOf(id)}`,
        'Charge to your agency: £50.00',
        '',
        `Other dates of this course: ${HERE}/courses/${await keyOf(date.courseId)}`,
        '',
      ].join('\n'),
    )
  })

  it('when a colleague comes instead, to each of the two', async () => {
    const { id, date } = await aBookingOnTerms(scene)
    const who = { ...scene.people.dana, roles: [] }
    const sent = await scene.app.app.get(SendAColleague).run(id, who, { email: 'cole@example.org' }, undefined, MONDAY)
    const newId = 'id' in sent ? sent.id : ''
    expect((await theMail(`booking:${id}`, 'booking-cancelled')).text).toBe(
      [
        'Hello Dana Delegate,',
        '',
        'Cole Colleague comes to Safer Recruitment instead of you. Your own booking is cancelled.',
        '',
        'When: Tuesday 10 March 2026, 9:30am to 4pm',
        `Reference: ${await referenceOf(id)}`,
        'There is no charge.',
        '',
        `Other dates of this course: ${HERE}/courses/${await keyOf(date.courseId)}`,
        '',
      ].join('\n'),
    )
    const toCole = await theMail(`booking:${newId}`, 'booking-confirmed')
    expect(toCole.text).toContain('You have a place on Safer Recruitment: Dana Delegate cannot come, and has sent you instead.\n\nWhen:')
    expect(toCole.text).toContain(`Reference: ${await referenceOf(newId)}\n`)
  })

  it('when somebody joins the waiting list', async () => {
    const [person] = await aCrowd(scene.app.database, 1)
    const queue = await aQueue(scene.app, [{ api: apiOf(scene.app, person!) }])
    const [mail] = await mailsTo(scene.app, person!.email)
    expect(mail!.text.split('\n').slice(2)).toEqual([
      'You are number 1 on the waiting list for Safer Recruitment.',
      '',
      'When a place falls free it is held for the first person in the queue who can make the date, and we write to them.',
      '',
      `See your place, or leave the list: ${HERE}/courses/${queue.courseKey}/waiting-list`,
      '',
    ])
  })

  it.each([
    [
      'when a place is held for somebody',
      MONDAY.toISOString(),
      'place-offered',
      [
        'A place has become free on Safer Recruitment, and it is held for you.',
        '',
        'When: Tuesday 12 May 2026, 9:30am to 3:30pm',
        'Where: To be confirmed',
        'Answer by: Wednesday 4 March 2026, 9am',
        '',
      ],
      ['', 'After that it goes to the next person. You keep your place in the queue if you decline.', ''],
    ],
    [
      'when the first to accept has the place',
      '2026-05-11T09:00:00Z',
      'place-free',
      [
        'A place has become free on Safer Recruitment. It starts soon, so everybody waiting has been told: the first to accept has the place.',
        '',
        'When: Tuesday 12 May 2026, 9:30am to 3:30pm',
        'Where: To be confirmed',
        '',
      ],
      ['', 'If it does not suit you, you need do nothing: you keep your place in the queue.', ''],
    ],
  ])('%s', async (_case, now, kind, before, after) => {
    const queue = await aQueue(scene.app, [{ api: scene.api.oona }])
    scene.app.clock.moveTo(now)
    await queue.free()
    const { id } = (await queue.offerOf(scene.api.oona))!
    const { text } = await theMail(`offer:${id}`, kind)
    expect(text.split('\n')).toEqual(['Hello Oona Outsider,', '', ...before, `Accept or decline: ${HERE}/offers/${id}`, ...after])
  })
})

describe('every mail of bookings', () => {
  it('is written once for what it is about, with a Message-ID of its own', async () => {
    const rows = await scene.app.database.query<{ subject: string; kind: string; message_id: string }[]>(
      'SELECT subject, kind, message_id FROM message',
    )
    expect(rows.length).toBeGreaterThan(10)
    expect(new Set(rows.map(({ subject, kind }) => `${subject} ${kind}`)).size).toBe(rows.length)
    expect(new Set(rows.map(row => row.message_id)).size).toBe(rows.length)
  })

  it('leaves nothing unsaid and no mark of the template', async () => {
    const people = await scene.app.database.query<{ to_email: string }[]>('SELECT DISTINCT to_email FROM message')
    for (const { to_email: to } of people)
      for (const mail of await mailsTo(scene.app, to))
        expect(`${mail.subject}\n${mail.text}`).not.toMatch(/undefined|null|\{|\}|\n\n\n|&#|&amp;/)
  })
})
