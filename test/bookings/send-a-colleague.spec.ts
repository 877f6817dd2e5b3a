import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { EXAMPLE_POLICIES } from '../../src/modules/bookings/rules/policy-examples.js'
import { MONDAY } from '../support/app.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aCrowd, apiOf } from '../support/crowd.js'
import { mailsAbout } from '../support/mailbox.js'
import { aPerson } from '../support/people.js'
import type { Visitor } from '../support/visitor.js'
import { placesOf, sound } from './places-as-they-are.js'
import { aQueue } from './queue.js'
import { theScene, type Scene } from './scene.js'
import { aBookingOnTerms, cancelledMail, chargeOf, type Booked } from './terms.js'

let scene: Scene
let dana: Visitor
let ada: Visitor

beforeAll(async () => {
  scene = await theScene()
  ;[dana, ada] = await Promise.all([scene.browser('dana'), scene.browser('ada')])
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))

async function send(id: string, email: string, browser = dana) {
  await browser.get(`/bookings/${id}/send-a-colleague`)
  return browser.post(`/bookings/${id}/substitution`, { email })
}
const bookingOf = ({ date }: Booked, person: { id: string }) =>
  scene.row<{
    id: string
    state: string
    booked_by_id: string
    agency_id: string
    cancelled_by: string
    cancel_reason: string
    late: boolean
  }>(
    'SELECT id, state, booked_by_id, agency_id, cancelled_by, cancel_reason, late FROM booking WHERE occurrence_id = $1 AND person_id = $2',
    [date.id, person.id],
  )

describe('sending a colleague instead', () => {
  it('moves the very place, keeps how it came about, and tells both', async () => {
    const booked = await aBookingOnTerms(scene, { places: 1 })
    const seen = await send(booked.id, 'Cole@Example.org')
    expect(seen.url).toBe(`/bookings/${booked.id}`)
    expect(seen.text).toContain('Done Cole Colleague has your place now. We have written to both of you.')
    expect(seen.text).toContain('State Cancelled Why Colleague sent instead')
    expect(await bookingOf(booked, scene.people.dana)).toMatchObject({
      state: 'cancelled',
      cancelled_by: 'delegate',
      cancel_reason: 'colleague sent instead',
    })
    const { dana: person, cole } = scene.people
    const coles = await bookingOf(booked, cole)
    expect(coles).toMatchObject({ state: 'booked', booked_by_id: person.id, agency_id: cole.agencyId })
    expect(await placesOf(scene.app.database, booked.date.id)).toMatchObject(sound(1))
    const toDana = await cancelledMail(scene, booked.id)
    expect([toDana.to, toDana.subject]).toEqual(['dana@example.org', 'Cole Colleague comes instead of you: Safer Recruitment'])
    expect(toDana.text).toContain('Cole Colleague comes to Safer Recruitment instead of you. Your own booking is cancelled.\n\nWhen:')
    const [toCole, ...more] = await mailsAbout(scene.app, `booking:${coles!.id}`)
    expect(more).toEqual([])
    expect([toCole!.to, toCole!.subject]).toEqual(['cole@example.org', 'You have a place: Safer Recruitment'])
    expect(toCole!.text).toContain('Dana Delegate cannot come, and has sent you instead.')
  })

  it('does not take the needs along: they were the other person’s', async () => {
    const booked = await aBookingOnTerms(scene)
    await scene.app.database.query(`INSERT INTO need (booking_id, access) VALUES ($1, 'Hearing loop')`, [booked.id])
    await send(booked.id, 'cole@example.org')
    const coles = await bookingOf(booked, scene.people.cole)
    expect(await scene.row('SELECT * FROM need WHERE booking_id = $1', [coles!.id])).toBeUndefined()
  })

  it('passes by the queue: the place is never free in between', async () => {
    const queue = await aQueue(scene.app, [{ api: scene.api.oona }], { places: 0 })
    await scene.app.database.query('UPDATE occurrence SET places = 1 WHERE id = $1', [queue.date.id])
    const { body } = await scene.api.dana.post<{ id: string }>(`/occurrences/${queue.date.id}/bookings`)
    await send(body.id, 'cole@example.org')
    expect(await queue.offerOf(scene.api.oona)).toBeNull()
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(1))
  })

  it('ends the colleague’s own wait; a place held for them goes to the next', async () => {
    const queue = await aQueue(scene.app, [{ api: scene.api.cole }, { api: scene.api.oona }])
    await queue.free()
    await scene.app.database.query('UPDATE occurrence SET places = places + 1 WHERE id = $1', [queue.date.id])
    const { body } = await scene.api.dana.post<{ id: string }>(`/occurrences/${queue.date.id}/bookings`)
    await send(body.id, 'cole@example.org')
    expect(await queue.offerOf(scene.api.cole)).toBeNull()
    expect(await queue.offerOf(scene.api.oona)).toMatchObject({ occurrenceId: queue.date.id })
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(2, 1))
  })

  it('sent twice from one page moves the place once', async () => {
    const booked = await aBookingOnTerms(scene)
    const page = await dana.get(`/bookings/${booked.id}/send-a-colleague`)
    const first = await dana.post(`/bookings/${booked.id}/substitution`, { email: 'cole@example.org' })
    dana.last = page
    const second = await dana.post(`/bookings/${booked.id}/substitution`, { email: 'cole@example.org' })
    expect([first.url, second.url]).toEqual([`/bookings/${booked.id}`, `/bookings/${booked.id}`])
    expect(await placesOf(scene.app.database, booked.date.id)).toMatchObject(sound(1))
  })
})

describe('what it costs', () => {
  const LATE = '2026-03-09T12:00:00Z'

  it('is nothing after the deadline where the terms say so', async () => {
    const booked = await aBookingOnTerms(scene)
    scene.app.clock.moveTo(LATE)
    expect((await dana.get(`/bookings/${booked.id}/send-a-colleague`)).text).toContain('Charge now None')
    await send(booked.id, 'cole@example.org')
    expect(await chargeOf(scene, booked.id)).toBeUndefined()
    expect((await cancelledMail(scene, booked.id)).text).toContain('There is no charge.')
  })

  it('is what is shown before the button where it is charged', async () => {
    const booked = await aBookingOnTerms(scene, {}, { ...EXAMPLE_POLICIES.twoWorkingDays, substitution: 'charged' })
    scene.app.clock.moveTo(LATE)
    const page = await dana.get(`/bookings/${booked.id}/send-a-colleague`)
    expect(page.text).toContain('Charge now £50.00')
    expect(page.text).toContain('Your agency will be charged £50.00.')
    await send(booked.id, 'cole@example.org')
    expect(await chargeOf(scene, booked.id)).toMatchObject({ kind: 'late cancellation', pence: 5000, state: 'proposed' })
  })

  it('is no other than was shown: a page left open past the deadline is shown anew', async () => {
    const booked = await aBookingOnTerms(scene, {}, { ...EXAMPLE_POLICIES.twoWorkingDays, substitution: 'charged' })
    await dana.get(`/bookings/${booked.id}/send-a-colleague`)
    scene.app.clock.moveTo(LATE)
    const seen = await dana.post(`/bookings/${booked.id}/substitution`, { email: 'cole@example.org' })
    expect([seen.status, await chargeOf(scene, booked.id)]).toEqual([409, undefined])
    expect(seen.text).toContain('The charge has changed while this page was open.')
  })
})

describe('a refusal stands at the field, with the address kept', () => {
  const NOBODY = 'Nobody at this agency has an account with that e-mail address. Check it, or ask your colleague to register first.'

  it.each([
    ['no address', 'cole', 422, 'Enter your colleague’s e-mail address, such as name@example.org'],
    ['an address nobody has', 'nobody@example.org', 409, NOBODY],
    ['somebody of another agency, told alike', 'oona@example.org', 409, NOBODY],
    ['the person themself', 'dana@example.org', 409, 'Enter the e-mail address of a colleague, not of the person who is booked.'],
  ])('%s', async (_case, email, status, words) => {
    const booked = await aBookingOnTerms(scene)
    const seen = await send(booked.id, email)
    expect(seen.status).toBe(status)
    expect(seen.html).toContain(`<a href="#email">${words}</a>`)
    expect(seen.html).toContain(`value="${email}"`)
    expect(await bookingOf(booked, scene.people.dana)).toMatchObject({ state: 'booked' })
  })

  it('a colleague who is booked on the course already', async () => {
    const booked = await aBookingOnTerms(scene)
    await scene.api.cole.post(`/occurrences/${booked.date.id}/bookings`)
    expect((await send(booked.id, 'cole@example.org')).text).toContain('This colleague already has a place on this course.')
    expect(await placesOf(scene.app.database, booked.date.id)).toMatchObject(sound(2))
  })

  it.each([
    ['to the day before', '2026-03-09', 409],
    ['to the day of the course', '2026-03-10', 200],
  ])('a colleague whose Level 1 counts %s', async (_case, validUntil, status) => {
    const { database } = scene.app
    const date = await anOccurrence(database, { course: scene.l2, startsAt: '2026-03-10 09:30' })
    const [crowd] = await aCrowd(database, 1)
    const { agencyId } = scene.people.dana
    await database.query('UPDATE person SET agency_id = $2 WHERE id = $1', [crowd!.id, agencyId])
    await aRecord(database, { person: crowd!, course: scene.l1 })
    const colleague = await aPerson(database, { agencyId })
    await aRecord(database, { person: colleague, course: scene.l1, validUntil })
    const { body } = await apiOf(scene.app, crowd!).post<{ id: string }>(`/occurrences/${date.id}/bookings`)
    const seen = await send(body.id, colleague.email, ada)
    expect(seen.status).toBe(status)
    if (status === 409) expect(seen.text).toContain('This colleague first needs: Child Neglect Awareness - Level 1.')
  })

  it('somebody whose agency is not on the list', async () => {
    const booked = await aBookingOnTerms(scene)
    await scene.app.database.query('UPDATE booking SET agency_id = NULL WHERE id = $1', [booked.id])
    expect((await send(booked.id, 'cole@example.org')).text).toContain('Your agency is not on our list yet')
  })
})

describe('it is too late', () => {
  it('when the course has started, and when the booking is cancelled', async () => {
    const booked = await aBookingOnTerms(scene)
    scene.app.clock.moveTo(booked.date.startsAt)
    expect((await dana.get(`/bookings/${booked.id}/send-a-colleague`)).html).not.toContain('/substitution"')
    expect((await dana.post(`/bookings/${booked.id}/substitution`, { email: 'cole@example.org' })).status).toBe(409)
    scene.app.clock.moveTo(new Date(booked.date.startsAt.getTime() - 1))
    expect((await send(booked.id, 'cole@example.org')).text).toContain('Cole Colleague has your place now.')
    expect((await send(booked.id, 'cole@example.org')).text).toContain('This booking was cancelled before.')
  })
})

describe('an administrator', () => {
  it('does it for them: by the organiser, free of charge', async () => {
    const booked = await aBookingOnTerms(scene, {}, { ...EXAMPLE_POLICIES.twoWorkingDays, substitution: 'charged' })
    scene.app.clock.moveTo('2026-03-09T12:00:00Z')
    expect((await send(booked.id, 'cole@example.org', ada)).status).toBe(200)
    expect(await bookingOf(booked, scene.people.dana)).toMatchObject({ cancelled_by: 'organiser', late: false })
    expect(await bookingOf(booked, scene.people.cole)).toMatchObject({ state: 'booked', booked_by_id: scene.people.ada.id })
    expect(await chargeOf(scene, booked.id)).toBeUndefined()
  })
})

describe('a colleague who gets a place at the very same moment', () => {
  it('has one, and the booking stays or moves: never both lost, never two', async () => {
    const booked = await aBookingOnTerms(scene, { places: 2 })
    const other = await anOccurrence(scene.app.database, { course: { id: booked.date.courseId }, startsAt: '2026-03-17 09:30' })
    await dana.get(`/bookings/${booked.id}/send-a-colleague`)
    const [sent, own] = await Promise.all([
      dana.post(`/bookings/${booked.id}/substitution`, { email: 'cole@example.org' }),
      scene.api.cole.post(`/occurrences/${other.id}/bookings`),
    ])
    const [moved, got] = [sent.status === 200, own.status === 201]
    expect([moved, got].filter(Boolean)).toHaveLength(1)
    expect(await placesOf(scene.app.database, booked.date.id)).toMatchObject(sound(1))
    expect(await placesOf(scene.app.database, other.id)).toMatchObject(sound(got ? 1 : 0))
  })
})
