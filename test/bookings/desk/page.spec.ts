import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { MONDAY } from '../../support/app.js'
import { aBooking } from '../../support/builders/booking.js'
import { aCourse } from '../../support/builders/course.js'
import { anOccurrence } from '../../support/builders/occurrence.js'
import { countQueries } from '../../support/queries.js'
import { aPerson } from '../../support/people.js'
import type { Visitor } from '../../support/visitor.js'
import { aQueue } from '../queue.js'
import { theScene, type Scene } from '../scene.js'
import { atDesk, bookingOf, twoDates } from './desk.js'

let scene: Scene
let ada: Visitor

beforeAll(async () => {
  scene = await theScene()
  ada = await scene.browser('ada')
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))

const deskOf = ({ id }: { id: string }) => `/desk/occurrences/${id}/bookings`
/** What a screen reader lists as the links of a page: their words. */
const linksOf = (html: string) =>
  [...html.matchAll(/<a [^>]*class="govuk-link[^"]*"[^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)].map(([, href, words]) => ({
    href: href!,
    words: words!.replace(/<[^>]+>/g, '').trim(),
  }))

describe('the desk of one date', () => {
  it('counts each group on top and leads to it, and says of each who, where from, and what for', async () => {
    const queue = await aQueue(scene.app, [{ api: scene.api.dana }, { api: scene.api.cole }])
    await queue.free()
    await scene.app.database.query('UPDATE occurrence SET places = places + 1 WHERE id = $1', [queue.date.id])
    const requested = await aPerson(scene.app.database, { name: 'Rita Requested' })
    await aBooking(scene.app.database, { person: requested, occurrence: queue.date, state: 'requested' })
    const seen = await ada.get(deskOf(queue.date))
    expect(seen.text).toContain('1 booked 1 waiting for approval 1 offered a place 1 waiting 1 cancelled')
    for (const part of ['booked', 'requested', 'offered', 'waiting', 'cancelled']) {
      expect(seen.html).toContain(`href="#${part}"`)
      expect(seen.html).toContain(`id="${part}"`)
    }
    expect(seen.text).toContain('Who waits for approval Rita Requested Waiting for approval')
    expect(seen.text).toMatch(/Who has cancelled .* By the delegate, Monday 2 March 2026, 9am/)
  })

  it('reaches everything that is done with a booking from its row, by words that tell the rows apart', async () => {
    const { tenth } = await twoDates(scene)
    const [dana, cole] = [await bookingOf(scene, 'dana', tenth), await bookingOf(scene, 'cole', tenth)]
    const links = linksOf((await ada.get(deskOf(tenth))).html).filter(({ href }) => href.startsWith('/desk/bookings/'))
    for (const [id, name] of [
      [dana, 'Dana Delegate'],
      [cole, 'Cole Colleague'],
    ])
      for (const [what, words] of [
        ['move', 'Move'],
        ['swap', 'Change places'],
        ['colleague', 'Send a colleague'],
        ['cancel', 'Cancel'],
        ['messages', '1 message'],
      ])
        expect(links).toContainEqual({ href: `/desk/bookings/${id}/${what}`, words: `${words}: ${name}` })
    expect(new Set(links.map(({ words }) => words)).size).toBe(links.length)
    const { html } = await ada.get(deskOf(tenth))
    expect(linksOf(html)).toContainEqual({ href: `/desk/people/${scene.people.dana.id}`, words: 'Whole record: Dana Delegate' })
    expect(html).toContain('role="search" aria-label="Everything at the desk"')
    for (const { href } of links) expect((await ada.get(href)).status).toBe(200)
  })

  it('offers nothing to do with walk-ins, with who was there, and on a cancelled date', async () => {
    const { tenth } = await twoDates(scene)
    const { dana, cole, oona } = scene.people
    await aBooking(scene.app.database, { person: dana, occurrence: tenth, walkIn: true })
    await aBooking(scene.app.database, { person: cole, occurrence: tenth, state: 'attended' })
    const done = linksOf((await ada.get(deskOf(tenth))).html).map(({ href }) => href)
    expect(done.filter(href => /\/(move|swap|colleague|cancel)$/.test(href))).toEqual([])
    expect(done.filter(href => /^\/desk\/bookings\/.*\/messages$/.test(href))).toEqual([])
    const off = await anOccurrence(scene.app.database, { course: await aCourse(scene.app.database), cancelledAt: MONDAY })
    await aBooking(scene.app.database, { person: oona, occurrence: off, state: 'cancelled', cancelledAt: MONDAY, cancelledBy: 'organiser' })
    const page = await ada.get(deskOf(off))
    expect(page.html).not.toMatch(/\.pdf|bookings\/for-somebody|\/move/)
    expect(page.text).toContain('By the business unit, Monday 2 March 2026, 9am')
  })

  it('says of a late cancellation what it costs and where that is decided', async () => {
    const { tenth } = await twoDates(scene)
    const id = await bookingOf(scene, 'dana', tenth)
    scene.app.clock.moveTo('2026-03-09T12:00:00Z')
    await scene.api.dana.delete(`/bookings/${id}`)
    const { text, html } = await ada.get(deskOf(tenth))
    expect(text).toContain('By the delegate, Monday 9 March 2026, midday, late Charge £50.00, to review : Dana Delegate')
    expect(html).toMatch(/href="\/desk\/charges\/[0-9a-f-]{36}">Charge £50\.00, to review<span/)
  })

  it('asks the database six times at most, with a hundred bookings of every kind, and the other pages as often', async () => {
    const { tenth, later } = await twoDates(scene, [{ places: 200 }, {}])
    const { database } = scene.app
    for (let i = 0; i < 100; i++) {
      const person = await aPerson(database, { agencyId: scene.people.dana.agencyId })
      const ended = i % 5 === 0
      const columns = ended
        ? ({ state: 'cancelled', cancelledAt: MONDAY, cancelledBy: 'delegate', cancelledByPersonId: scene.people.ada.id } as const)
        : {}
      await aBooking(database, { person, occurrence: tenth, ...columns })
    }
    const id = await bookingOf(scene, 'dana', tenth)
    await bookingOf(scene, 'cole', later)
    const pages = [
      deskOf(tenth),
      `${deskOf(tenth)}/for-somebody?q=somebody`,
      ...['move', 'swap', 'colleague?q=o', 'cancel', 'messages'].map(page => `/desk/bookings/${id}/${page}`),
    ]
    for (const page of pages) {
      const asked = await countQueries(async () => expect((await ada.get(page)).status).toBe(200))
      expect([page, asked <= 6, asked > 2]).toEqual([page, true, true])
    }
    const seen = await ada.get(deskOf(tenth))
    expect([seen.text.includes('81 booked'), seen.text.includes('20 cancelled')]).toEqual([true, true])
  })
})

describe('the messages of a booking', () => {
  it('are all that was written about it, to whomever, the latest first, each leading to what it said', async () => {
    const { tenth, later } = await twoDates(scene, [{}, {}], { needsApproval: true })
    const id = await bookingOf(scene, 'dana', tenth)
    await bookingOf(scene, 'oona', tenth)
    await ada.get(`/desk/occurrences/${tenth.id}/message`)
    await ada.post(`/desk/occurrences/${tenth.id}/message`, { to: 'everybody', subject: 'Bring a laptop', words: 'Please' })
    const seen = await ada.get(`/desk/bookings/${id}/messages`)
    const titles = linksOf(seen.html).filter(({ href }) => /^\/desk\/messages\/[0-9a-f-]{36}$/.test(href))
    expect(titles).toHaveLength(3)
    expect(titles[0]!.words).toMatch(/^A message from the organiser to the people of a date, Monday 2 March 2026/)
    expect(seen.text).toContain('Mary Manager')
    expect(seen.text).not.toContain('oona@example.org')
    expect((await ada.get(titles[0]!.href)).text).toContain('Bring a laptop')
    await atDesk(ada, id, 'move', { to: later.id, by: 'organiser' })
    expect((await ada.get(`/desk/bookings/${id}/messages`)).status).toBe(200)
  })
})

describe('booking for somebody', () => {
  it('finds them by name or address, the one chosen is booked', async () => {
    const { tenth } = await twoDates(scene)
    const found = await ada.get(`${deskOf(tenth)}/for-somebody?q=dana+del`)
    expect(found.html).toContain('value="dana@example.org"')
    expect(found.text).toContain('dana@example.org, Birchills Primary School')
    const seen = await ada.post(deskOf(tenth), { email: 'dana@example.org' })
    expect(seen.text).toMatch(/Done Dana Delegate has a place: GT-/)
    expect((await ada.get(`${deskOf(tenth)}/for-somebody?q=100%25_`)).text).toContain('Nobody has these words in their name or address.')
  })
})
