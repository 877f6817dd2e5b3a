import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { CancelFromDesk } from '../../../src/modules/bookings/desk/cancel-from-desk.js'
import { MoveABooking } from '../../../src/modules/bookings/desk/move-a-booking.js'
import { MONDAY, startBeside } from '../../support/app.js'
import { aBooking } from '../../support/builders/booking.js'
import { anOccurrence, type OccurrenceOverrides } from '../../support/builders/occurrence.js'
import { aVenue } from '../../support/builders/venue.js'
import { anAdministrator, aPerson } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { placesOf, sound } from '../places-as-they-are.js'
import { aQueue } from '../queue.js'
import { theScene, type Scene } from '../scene.js'
import { chargeOf } from '../terms.js'
import { atDesk, bookingOf, bookingsOf, twoDates } from './desk.js'

let scene: Scene
let ada: Visitor
const LATE = '2026-03-09T12:00:00Z'

beforeAll(async () => {
  scene = await theScene()
  ada = await scene.browser('ada')
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))

const another = (date: { courseId: string }, more: Partial<OccurrenceOverrides>) =>
  anOccurrence(scene.app.database, { course: { id: date.courseId }, ...more })
const somebody = (name?: string) => aPerson(scene.app.database, { agencyId: scene.people.dana.agencyId, ...(name && { name }) })
const statesOf = async (who: 'dana' | 'cole', { courseId }: { courseId: string }) =>
  (await bookingsOf(scene.app.database, scene.people[who].id, courseId)).map(({ state }) => state)

describe('the dates that somebody can be moved to', () => {
  it('are those to come, each with where it is, what is left, and whether booking is open', async () => {
    const { tenth, later } = await twoDates(scene, [{}, { places: 2 }])
    const hall = await aVenue(scene.app.database, { name: 'Town Hall' })
    await aBooking(scene.app.database, { person: await somebody(), occurrence: later })
    await another(tenth, { startsAt: '2026-03-18 09:30', places: 1, venue: hall, bookingClosesAt: MONDAY })
    await another(tenth, { startsAt: '2026-03-19 09:30', onlineUrl: 'https://meet.example.org', bookingOpensAt: '2026-03-02 09:01' })
    await another(tenth, { startsAt: '2026-03-20 09:30', bookingClosesAt: '2026-03-02 09:01', bookingOpensAt: MONDAY })
    const id = await bookingOf(scene, 'dana', tenth)
    const { text } = await ada.get(`/desk/bookings/${id}/move`)
    for (const words of [
      'Tuesday 17 March 2026, 9:30am to 3:30pm To be confirmed, 1 place left Wednesday 18 March 2026',
      'Wednesday 18 March 2026, 9:30am to 3:30pm Town Hall, 1 place left, booking is not open',
      'Thursday 19 March 2026, 9:30am to 3:30pm Online, 20 places left, booking is not open',
      'Friday 20 March 2026, 9:30am to 3:30pm To be confirmed, 20 places left Whose wish is it?',
    ])
      expect(text).toContain(words)
  })

  it.each<[string, Partial<OccurrenceOverrides>]>([
    ['a draft', { draft: true }],
    ['one that is cancelled', { cancelledAt: MONDAY }],
    ['one that is booked elsewhere', { externalUrl: 'https://vrp.example.org/a' }],
    ['one that begins this moment', { startsAt: MONDAY, endsAt: '2026-03-02 12:00' }],
  ])('are never %s', async (_case, more) => {
    const { tenth, later } = await twoDates(scene)
    const id = await bookingOf(scene, 'dana', tenth)
    const gone = await another(tenth, { startsAt: '2026-03-24 09:30', ...more })
    const page = await ada.get(`/desk/bookings/${id}/move`)
    expect([page.html.includes(later.id), page.html.includes(gone.id)]).toEqual([true, false])
    await scene.app.database.query('DELETE FROM session WHERE occurrence_id = $1', [later.id])
    await scene.app.database.query('DELETE FROM occurrence WHERE id = $1', [later.id])
    expect((await ada.get(`/desk/bookings/${id}/move`)).text).toContain('This course has no other date to come.')
    await ada.post(`/desk/bookings/${id}/move`, { to: gone.id, by: 'organiser' })
    expect(await statesOf('dana', tenth)).toEqual(['booked'])
  })

  it('hold nobody to change places with who walked in, has cancelled, or was there', async () => {
    const { tenth, later } = await twoDates(scene)
    const id = await bookingOf(scene, 'dana', tenth)
    const past = await another(tenth, { startsAt: '2026-02-10 09:30' })
    const walked = await somebody('Wanda Walkedin')
    await aBooking(scene.app.database, { person: walked, occurrence: later, walkIn: true })
    await aBooking(scene.app.database, { person: await somebody('Carl Cancelled'), occurrence: later, state: 'cancelled', cancelledAt: MONDAY, cancelledBy: 'delegate' }) // prettier-ignore
    await aBooking(scene.app.database, { person: await somebody('Pat Past'), occurrence: past })
    expect((await ada.get(`/desk/bookings/${id}/swap`)).text).toContain('Nobody has a place on another date of this course.')
    await aBooking(scene.app.database, { person: await somebody('Rita Requested'), occurrence: later, state: 'requested' })
    const { text } = await ada.get(`/desk/bookings/${id}/swap`)
    expect(['Rita Requested', 'Wanda', 'Carl', 'Pat Past'].map(name => text.includes(name))).toEqual([true, false, false, false])
  })
})

describe('a place that was given above the limit', () => {
  it.each(['cancel', 'move'] as const)('is free for nobody when one of those there goes: %s', async what => {
    const { tenth, later } = await twoDates(scene, [{ places: 1 }, {}])
    const danas = await bookingOf(scene, 'dana', tenth)
    await ada.get(`/desk/occurrences/${tenth.id}/bookings/for-somebody`)
    await ada.post(`/desk/occurrences/${tenth.id}/bookings`, { email: 'cole@example.org', over: 'places', reason: 'The court asks' })
    const { key } = (await scene.row<{ key: string }>('SELECT key FROM course WHERE id = $1', [tenth.courseId]))!
    await scene.api.oona.post(`/courses/${key}/waiting-list`, { dates: [tenth.id] })
    expect(await placesOf(scene.app.database, tenth.id)).toMatchObject(sound(2, 0, 1))
    await atDesk(ada, danas, what, what === 'move' ? { to: later.id, by: 'organiser' } : { by: 'organiser' })
    expect(await placesOf(scene.app.database, tenth.id)).toMatchObject(sound(1))
    expect(await scene.row('SELECT 1 FROM offer WHERE occurrence_id = $1', [tenth.id])).toBeUndefined()
    const coles = (await bookingsOf(scene.app.database, scene.people.cole.id, tenth.courseId))[0]!
    await atDesk(ada, coles.id, 'cancel', { by: 'organiser' })
    expect(await placesOf(scene.app.database, tenth.id)).toMatchObject(sound(0, 1))
  })
})

describe('people whom the desk looks for', () => {
  it('are ten at most, of this agency where a colleague is looked for, and none who was erased', async () => {
    const { tenth } = await twoDates(scene)
    const id = await bookingOf(scene, 'dana', tenth)
    for (let n = 0; n < 11; n++) await somebody(`Zara Many ${String(n).padStart(2, '0')}`)
    await aPerson(scene.app.database, { name: 'Zara Elsewhere', agencyId: scene.people.oona.agencyId })
    const erased = await somebody('Zara Erased')
    await scene.app.database.query('UPDATE person SET erased_at = $2, password_hash = NULL, confirmed_at = NULL WHERE id = $1', [
      erased.id,
      MONDAY,
    ])
    const found = async (path: string) => [...(await ada.get(path)).text.matchAll(/Zara (Many \d\d|\w+)/g)].map(([, name]) => name)
    const here = `/desk/bookings/${id}/colleague?q=zara`
    expect(new Set(await found(here))).toEqual(new Set(Array.from({ length: 10 }, (_, n) => `Many ${String(n).padStart(2, '0')}`)))
    expect(await found(`${here}+elsewhere`)).toEqual([])
    expect(await found(`${here}+erased`)).toEqual([])
    expect(await found(`/desk/occurrences/${tenth.id}/bookings/for-somebody?q=elsewhere+zara`)).toContain('Elsewhere')
  })
})

describe('who waits', () => {
  it('is listed with what they were told of this very date, and what they answered', async () => {
    const queue = await aQueue(scene.app, [{ api: scene.api.dana }, { api: scene.api.cole }])
    const elsewhere = await another(queue.date, { startsAt: '2026-06-09 09:30', places: 1 })
    await aBooking(scene.app.database, { person: await somebody(), occurrence: elsewhere })
    await scene.api.oona.post(`/courses/${queue.courseKey}/waiting-list`, { dates: [elsewhere.id] })
    const list = async () => (await ada.get(`/desk/occurrences/${queue.date.id}/bookings`)).text
    expect(await list()).toMatch(/Oona Outsider .*Cannot make this date/)
    await queue.free()
    expect(await list()).toMatch(/Dana Delegate .*A place is held until /)
    const offer = (await queue.offerOf(scene.api.dana))!
    await scene.api.dana.post(`/offers/${offer.id}/refusal`)
    expect(await scene.row('SELECT state FROM offer WHERE id = $1', [offer.id])).toEqual({ state: 'declined' })
    expect(await list()).toMatch(/Dana Delegate .*Declined a place/)
    scene.app.clock.moveTo(new Date((await queue.offerOf(scene.api.cole))!.runsOutAt))
    expect(await list()).toMatch(/Cole Colleague .*Did not answer by /)
  })
})

describe('what becomes of a booking', () => {
  it('is said on every page of it, with where to go on from there', async () => {
    const { tenth } = await twoDates(scene)
    const [danas, oonas] = [await bookingOf(scene, 'dana', tenth), await bookingOf(scene, 'oona', tenth)]
    scene.app.clock.moveTo(LATE)
    await atDesk(ada, danas, 'colleague', { email: 'cole@example.org' })
    await atDesk(ada, oonas, 'cancel', { by: 'agency', reason: 'Short of staff' })
    const [now] = await bookingsOf(scene.app.database, scene.people.cole.id, tenth.courseId)
    for (const page of ['move', 'swap', 'cancel', 'colleague']) {
      const sent = await ada.get(`/desk/bookings/${danas}/${page}`)
      expect(sent.text).toContain('Cole Colleague has taken this place, entered by Ada Administrator, Monday 9 March 2026, midday.')
      expect(sent.html).toContain(`href="/bookings/${now!.id}">See the booking of now`)
      const ended = await ada.get(`/desk/bookings/${oonas}/${page}`)
      expect(ended.text).toContain('This booking was cancelled by Ada Administrator, Monday 9 March 2026, midday. The charge is £50.00.')
      expect(ended.html).not.toContain(`action="/desk/bookings/${oonas}`)
    }
  })

  it('is not charged otherwise than the page had shown', async () => {
    const { tenth, later } = await twoDates(scene)
    const id = await bookingOf(scene, 'dana', tenth)
    scene.app.clock.moveTo(LATE)
    const who = { ...scene.people.ada, agencyName: '' } as unknown as Parameters<CancelFromDesk['run']>[1]
    const asked = { by: 'delegate' as const, askedAt: null, waiver: null }
    const cancel = (shownPence: number | null) =>
      scene.app.app.get(CancelFromDesk, { strict: false }).run(id, who, { ...asked, reason: '', shownPence }, undefined, new Date(LATE))
    const move = { ...asked, to: later.id, note: '', override: null }
    expect(await cancel(4999)).toMatchObject({ refused: 'charge-changed' })
    const moving = scene.app.app.get(MoveABooking, { strict: false })
    expect(await moving.run(id, who, { ...move, shownPence: 0 }, undefined, new Date(LATE))).toMatchObject({ refused: 'charge-changed' })
    expect([await statesOf('dana', tenth), await chargeOf(scene, id)]).toEqual([['booked'], undefined])
    expect(await cancel(5000)).toMatchObject({ state: 'cancelled', late: true, chargePence: 5000 })
  })

  it.each(['move', 'cancel'] as const)('meanwhile loses nothing of what was typed, the waiver and the moment neither: %s', async what => {
    const { tenth, later } = await twoDates(scene)
    const id = await bookingOf(scene, 'dana', tenth)
    await ada.get(`/desk/bookings/${id}/${what}`)
    await scene.api.dana.delete(`/bookings/${id}`)
    const fields = { askedDay: '2026-03-02', askedTime: '09:00', charge: 'waive', waiveReason: 'A child died', evidence: 'Mail of 9 March' }
    const path = `/desk/bookings/${id}/${what === 'move' ? 'move' : 'cancellation'}`
    const { status, text } = await ada.post(path, { ...fields, by: 'agency', reason: 'She rang', to: later.id })
    expect(status).toBe(409)
    for (const words of ['She rang', 'Asked 2026-03-02 09:00', 'Waived because A child died', 'Where that can be found Mail of 9 March'])
      expect(text).toContain(words)
  })

  it.each([1000, 1001])('is explained in %i letters: a thousand are kept, more are asked to be fewer', async letters => {
    const { tenth, later } = await twoDates(scene)
    const id = await bookingOf(scene, 'dana', tenth)
    const reason = 'r'.repeat(letters)
    const seen = await atDesk(ada, id, 'move', { to: later.id, by: 'organiser', reason })
    expect(seen.status).toBe(letters > 1000 ? 422 : 200)
    if (letters > 1000) {
      expect(seen.html).toContain('<a href="#reason">Keep the reason to 1,000 characters</a>')
      expect([seen.html.includes(`>${reason}</textarea>`), new RegExp(`value="${later.id}" checked`).test(seen.html)]).toEqual([true, true])
    }
    expect(await statesOf('dana', tenth)).toEqual(letters > 1000 ? ['booked'] : ['cancelled', 'booked'])
  })
})

describe('two administrators at the same moment', () => {
  it.each(['cancellation', 'substitution'] as const)(
    'send a colleague and do a %s: one does it, the other keeps what was typed',
    async other => {
      const beside = await startBeside(scene.app)
      const email = `${other}@example.org`
      await anAdministrator(scene.app.database, { email, name: 'Ben Administrator' })
      const ben = new Visitor(beside.url)
      await ben.signIn(email)
      const [first, second] = [await somebody('Fay First'), await somebody('Sid Second')]
      for (let round = 0; round < 3; round++) {
        const { tenth } = await twoDates(scene)
        const id = await bookingOf(scene, 'dana', tenth)
        const cancels = other === 'cancellation'
        await Promise.all([ada.get(`/desk/bookings/${id}/colleague`), ben.get(`/desk/bookings/${id}/${cancels ? 'cancel' : 'colleague'}`)])
        const seen = await Promise.all([
          ada.post(`/desk/bookings/${id}/substitution`, { email: first.email }),
          ben.post(`/desk/bookings/${id}/${other}`, cancels ? { by: 'delegate', reason: 'She rang' } : { email: second.email }),
        ])
        expect(seen.map(({ status }) => status).sort()).toEqual([200, 409])
        const late = seen.find(({ status }) => status === 409)!
        expect(late.text).toContain('Somebody else changed this while you were typing')
        expect(late.text).toContain(late === seen[0] ? first.email : cancels ? 'She rang' : second.email)
        const there = late === seen[1] || !cancels ? 1 : 0
        expect(await placesOf(scene.app.database, tenth.id)).toMatchObject(sound(there))
      }
      await beside.stop()
    },
  )
})
