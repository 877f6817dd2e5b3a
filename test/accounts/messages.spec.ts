import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { NotificationsReader } from '../../src/modules/notifications/notifications.reader.js'
import { Wanted, type Topic } from '../../src/modules/notifications/wanted.writer.js'
import { startApp, type TestApp } from '../support/app.js'
import { aColleague, aDelegate } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let danaId: string
let coleId: string
let dana: Visitor

beforeAll(async () => {
  app = await startApp()
  danaId = (await aDelegate(app.database)).id
  coleId = (await aColleague(app.database)).id
  dana = new Visitor(app.url)
  await dana.signIn('dana@example.org')
})
afterAll(() => app.stop())
afterEach(() => app.database.query('DELETE FROM message_preference'))

const ticked = (html: string) => [...html.matchAll(/name="topics"[^>]*value="(\w+)" checked/g)].map(([, topic]) => topic)
const choose = async (topics: string[]) => {
  await dana.get('/my-details/messages')
  return dana.post('/my-details/messages', { topics })
}
const stopPath = (topic: Topic, personId: string) =>
  `/stop/${topic}/${personId}/${app.app.get(NotificationsReader).linkSecret(`stop ${topic} ${personId}`)}`
const wishes = () => app.database.query<object[]>('SELECT person_id AS person, topic, wanted FROM message_preference ORDER BY topic')

describe('the messages somebody gets', () => {
  it('are led to from their details, and begin with suggestions only', async () => {
    expect((await dana.get('/my-details')).html).toContain('href="/my-details/messages"')
    const { html, text } = await dana.get('/my-details/messages')
    expect(ticked(html)).toEqual(['suggestions'])
    expect(text).toContain('We send them to dana@example.org .')
    expect(text).toContain('You cannot turn these off')
  })

  it.each([[['newsletter']], [['newsletter', 'suggestions']], [[]], [['suggestions']]])('are as chosen: %j', async topics => {
    const { text, html } = await choose(topics)
    expect(text).toContain('Your choices are saved.')
    expect(ticked(html)).toEqual(topics)
  })

  it('are changed by nothing but the two boxes', async () => {
    expect((await choose(['newsletter', 'bookings', '__proto__'])).status).toBe(200)
    expect(await wishes()).toEqual([
      { person: danaId, topic: 'newsletter', wanted: true },
      { person: danaId, topic: 'suggestions', wanted: false },
    ])
  })
})

describe('the page that stops a topic', () => {
  it('asks first, and looking changes nothing: mail scanners open links', async () => {
    const stranger = new Visitor(app.url)
    const { text } = await stranger.get(stopPath('suggestions', danaId))
    expect(text).toContain('Stop suggestions of next courses?')
    expect(await wishes()).toEqual([])
    const after = await stranger.post(stopPath('suggestions', danaId))
    expect(after.text).toContain('Stopped: suggestions of next courses')
    expect(await wishes()).toEqual([{ person: danaId, topic: 'suggestions', wanted: false }])
    expect((await stranger.get(stopPath('suggestions', danaId))).text).toContain('You get no more of these mails.')
  })

  it('is pressed by a mail program without a page, a session or a token, as often as it likes', async () => {
    const press = () =>
      fetch(app.url + stopPath('newsletter', danaId), {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
        body: 'List-Unsubscribe=One-Click',
      })
    await choose(['newsletter', 'suggestions'])
    expect((await press()).status).toBe(200)
    expect((await press()).status).toBe(200)
    expect(ticked((await dana.get('/my-details/messages')).html)).toEqual(['suggestions'])
  })

  it('is of one person and one topic: with any other secret there is nothing', async () => {
    const [own, other] = [stopPath('suggestions', danaId), stopPath('suggestions', coleId)]
    const wrong = [
      own.replace(danaId, coleId),
      own.replace('suggestions', 'newsletter'),
      own.slice(0, -1),
      `${own}x`,
      other.replace(coleId, 'x'),
    ]
    for (const path of [...wrong, own.replace('suggestions', 'bookings')]) {
      expect((await fetch(app.url + path)).status).toBe(404)
      expect((await fetch(app.url + path, { method: 'POST' })).status).toBe(404)
    }
    expect(await wishes()).toEqual([])
  })

  it('has no other form beside it that needs no token', async () => {
    for (const path of ['/my-details/messages', `${stopPath('newsletter', danaId)}/more`, '/stop/newsletter'])
      expect((await fetch(app.url + path, { method: 'POST' })).status).toBe(403)
  })

  it('is for nobody who is not there', async () => {
    const nobody = '01a1fe99-9a28-723a-a3d6-39490d44ff32'
    expect((await fetch(app.url + stopPath('newsletter', nobody), { method: 'POST' })).status).toBe(404)
  })
})

it('the sender is told of a whole batch at once what was turned off', async () => {
  const all = [danaId, coleId].flatMap(personId =>
    (['newsletter', 'suggestion', 'booking-confirmed'] as const).map(kind => ({ kind, toEmail: 'x@example.org', data: { personId } })),
  )
  const kept = async () =>
    [...(await app.app.get(Wanted).of(all))].map(({ kind, data }) => `${kind} ${data.personId === danaId ? 'dana' : 'cole'}`)
  expect(await kept()).toEqual(['suggestion dana', 'booking-confirmed dana', 'suggestion cole', 'booking-confirmed cole'])
  await choose(['newsletter'])
  expect(await kept()).toEqual(['newsletter dana', 'booking-confirmed dana', 'suggestion cole', 'booking-confirmed cole'])
})
