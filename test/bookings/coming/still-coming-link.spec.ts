import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Booking } from '../../../src/modules/bookings/booking.entity.js'
import { mailsAbout } from '../../support/mailbox.js'
import type { Visitor } from '../../support/visitor.js'
import { theScene, type Scene } from '../scene.js'
import { danaIsAsked, linkOf, storedBooking } from './asked.js'
import { live } from './life.js'

let scene: Scene
let stranger: Visitor
let booking: Booking
let link: string

beforeAll(async () => {
  scene = await theScene()
})
afterAll(() => scene.app.stop())
beforeEach(async () => {
  ;({ booking, link, stranger } = await danaIsAsked(scene))
})

const stored = (id = booking.id) => storedBooking(scene, id)

describe('the link of the last reminder', () => {
  it('is in the mail, three times, and leads to three answers', async () => {
    scene.app.clock.moveTo('2026-03-08T06:00:00Z')
    await live(scene.app, new Date('2026-03-08T09:00:00Z'))
    const mail = (await mailsAbout(scene.app, `booking:${booking.id}`)).find(({ kind }) => kind === 'reminder')!
    expect(mail.subject).toBe('Are you still coming? Safer Recruitment, Tuesday 10 March 2026')
    for (const [words, way] of [
      ['Yes, I am coming', 'yes'],
      ['No, I cannot come', 'no'],
      ['A colleague comes instead of me', 'colleague'],
    ])
      expect(mail.text).toMatch(new RegExp(`${words}: https?://[^/]+${link}/${way}\n`))
    const { text, status } = await stranger.get(link)
    expect(status).toBe(200)
    expect(text).toContain('Are you still coming? Person Dana Delegate When Tuesday 10 March 2026, 9:30am to 4pm')
    expect(text).toContain('Yes, I am coming No, I cannot come A colleague comes instead of me')
  })

  it.each(['', '/yes', '/no', '/colleague'])('%s is kept by no cache, listed nowhere and told to nobody', async way => {
    const { headers } = await stranger.get(`${link}${way}`)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-robots-tag')).toBe('noindex')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('changes nothing when it is opened', async () => {
    const before = await stored()
    for (const way of ['', '/yes', '/no', '/colleague']) expect((await stranger.get(`${link}${way}`)).status).toBe(200)
    expect(await stored()).toEqual(before)
  })

  it.each([
    ['of another booking', () => linkOf(scene.app, scene.people.cole.id).split('/').at(-1)!],
    ['made up', () => 'x'.repeat(43)],
    ['cut short', () => link.split('/').at(-1)!.slice(0, -1)],
    ['with a letter more', () => `${link.split('/').at(-1)!}x`],
  ])('with a secret %s is not found, nor answered', async (_, secret) => {
    const wrong = `/still-coming/${booking.id}/${secret()}`
    for (const way of ['', '/yes', '/no', '/colleague']) expect((await stranger.get(`${wrong}${way}`)).status).toBe(404)
    for (const way of ['yes', 'no', 'colleague']) {
      await stranger.get(`${link}/${way}`)
      expect((await stranger.post(`${wrong}/${way}`, {})).status).toBe(404)
    }
    expect(await stored()).toMatchObject({ state: 'booked', saidAt: null })
  })

  it.each(['nonsense', '00000000-0000-7000-8000-000000000000'])('of no booking (%s) is not found', async id => {
    expect((await stranger.get(linkOf(scene.app, id))).status).toBe(404)
  })

  it('needs the form’s own token, as every form', async () => {
    const body = new URLSearchParams({ idempotencyKey: 'k' })
    expect((await fetch(`${scene.app.url}${link}/no`, { method: 'POST', body })).status).toBe(403)
    expect(await stored()).toMatchObject({ state: 'booked' })
  })
})
