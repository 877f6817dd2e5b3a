import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { MONDAY } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { aPolicy } from '../support/builders/policy.js'
import { anOccurrence, type OccurrenceOverrides } from '../support/builders/occurrence.js'
import { aVenue } from '../support/builders/venue.js'
import { aCrowd, apiOf } from '../support/crowd.js'
import type { Visitor } from '../support/visitor.js'
import { placesOf, sound } from './places-as-they-are.js'
import { theScene, type Scene } from './scene.js'

let scene: Scene
let dana: Visitor
let cole: Visitor
let ada: Visitor
let tara: Visitor

beforeAll(async () => {
  scene = await theScene()
  ;[dana, cole, ada, tara] = await Promise.all([scene.browser('dana'), scene.browser('cole'), scene.browser('ada'), scene.browser('tara')])
})
afterAll(() => scene.app.stop())

const aDate = async (overrides: Partial<OccurrenceOverrides> = {}, title = 'Safer Recruitment') =>
  anOccurrence(scene.app.database, { course: await aCourse(scene.app.database, { title }), ...overrides })
const check = (browser: Visitor, { id }: { id: string }) => browser.get(`/occurrences/${id}/book`)
const heading = (html: string) =>
  /<h1[^>]*>([\s\S]*?)<\/h1>/
    .exec(html)?.[1]
    ?.replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** Fills the date's places with other people. */
async function fill(date: { id: string }, places: number) {
  const crowd = await aCrowd(scene.app.database, places)
  for (const person of crowd) await apiOf(scene.app, person).post(`/occurrences/${date.id}/bookings`)
  return crowd
}

describe('the check page', () => {
  it('says what is being booked, for whom, and what cancelling late may cost', async () => {
    const policy = await aPolicy(scene.app.database)
    const course = await aCourse(scene.app.database, { title: 'Safer Recruitment', policyId: policy.id })
    const venue = await aVenue(scene.app.database, { name: 'Town Hall', access: 'Step-free way in' })
    const seen = await check(dana, await anOccurrence(scene.app.database, { course, venue, places: 3 }))
    expect([seen.status, heading(seen.html)]).toEqual([200, 'Check your booking'])
    for (const words of [
      'Safer Recruitment',
      'Tuesday 10 March 2026, 9:30am to 4pm',
      'Town Hall, 1 Lime Street, Walsall, WS1 1AA',
      'Step-free way in',
      'Places left 3',
      'Booking for Dana Delegate',
      'You can cancel free of charge until Friday 6 March 2026, 11:59pm . After that your agency may be charged.',
    ])
      expect(seen.text).toContain(words)
  })

  it('says that cancelling is free where it is', async () => {
    expect((await check(dana, await aDate())).text).toContain('There is no charge.')
  })

  it('sends a stranger to sign in first, and back here then', async () => {
    const { Visitor: Browser } = await import('../support/visitor.js')
    const date = await aDate()
    const seen = await check(new Browser(scene.app.url), date)
    expect(seen.url).toBe(`/sign-in?next=${encodeURIComponent(`/occurrences/${date.id}/book`)}`)
  })

  it.each([
    ['no id', 'not-an-id'],
    ['an id nobody has', randomUUID()],
  ])('is not found under %s', async (_case, id) => {
    expect((await check(dana, { id })).status).toBe(404)
    expect((await dana.post(`/occurrences/${id}/bookings`)).status).toBe(404)
  })

  it('changes nothing, however often it is opened', async () => {
    const date = await aDate()
    for (let i = 0; i < 3; i++) await check(dana, date)
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0))
  })
})

describe('booking on the check page', () => {
  it('ends on the done page, with the reference, and the booking page shows it again', async () => {
    const date = await aDate()
    await check(dana, date)
    const done = await dana.post(`/occurrences/${date.id}/bookings`, { access: 'Hearing loop', dietary: '' })
    expect(done.url).toMatch(/^\/bookings\/[0-9a-f-]{36}\/done$/)
    expect(heading(done.html)).toBe('You have a place')
    const reference = /GT-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(done.text)![0]
    expect(done.text).toContain('We have written to dana@example.org')
    const booking = await dana.get(done.url.replace('/done', ''))
    expect(heading(booking.html)).toBe('Your booking Safer Recruitment')
    for (const words of [
      'State Booked',
      `Reference ${reference}`,
      'Access needs Hearing loop',
      'Send a colleague instead',
      'Cancel this booking',
    ])
      expect(booking.text).toContain(words)
  })

  it('sent twice from one page books once and ends on the same page', async () => {
    const date = await aDate()
    const page = await check(dana, date)
    const first = await dana.post(`/occurrences/${date.id}/bookings`)
    dana.last = page
    expect((await dana.post(`/occurrences/${date.id}/bookings`)).url).toBe(first.url)
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1))
  })

  it('comes back with what was typed when a field is too long, and says so at the field', async () => {
    const date = await aDate()
    await check(dana, date)
    const seen = await dana.post(`/occurrences/${date.id}/bookings`, { access: 'x'.repeat(1001), dietary: 'No nuts' })
    expect(seen.status).toBe(422)
    expect(seen.text).toContain('There is a problem Keep your access needs to 1,000 characters')
    expect(seen.html).toContain('id="access-error"')
    expect(seen.html).toContain('>No nuts</textarea>')
    expect(seen.html).toContain('x'.repeat(1001))
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0))
  })

  it('ignores what only an administrator may ask for', async () => {
    const date = await aDate({ places: 0 })
    await check(dana, date)
    const seen = await dana.post(`/occurrences/${date.id}/bookings`, { personId: scene.people.cole.id, over: 'places', reason: 'Please' })
    expect(seen.status).toBe(409)
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0))
  })
})

describe('the page that says why there is no place', () => {
  it('names each missing prerequisite, with the way there', async () => {
    const seen = await check(dana, await anOccurrence(scene.app.database, { course: scene.gcp2 }))
    expect(heading(seen.html)).toBe('Not yet: complete these first')
    expect(seen.html).toContain(
      '<a class="govuk-link govuk-!-font-weight-bold" href="/courses/neglect-l2">Understanding Neglect Level 2</a>',
    )
    expect(seen.text).toContain('See its dates and book a place, on or before Tuesday 10 March 2026')
    expect(seen.text).toContain('Start with Understanding Neglect Level 2')
    expect(seen.text).not.toContain('Child Neglect Awareness')
    expect(seen.html).not.toContain('<form method="post" action="/occurrences')
  })

  it('tells e-learning from a course with dates, and begins at the beginning', async () => {
    const oona = await scene.browser('oona')
    const seen = await check(oona, await anOccurrence(scene.app.database, { course: scene.gcp2 }))
    expect(seen.text).toMatch(/Child Neglect Awareness - Level 1 E-learning, in your own time. Finish it by Tuesday 10 March 2026/)
    expect(seen.text).toContain('Start with Child Neglect Awareness - Level 1')
  })

  it('leads to the list when the date is full', async () => {
    const date = await aDate({ places: 0 })
    const seen = await check(dana, date)
    expect(heading(seen.html)).toBe('No places left on this date')
    expect(seen.html).toMatch(/<a class="govuk-button" href="\/courses\/course-\d+\/waiting-list">Join the waiting list<\/a>/)
  })

  it('says so when the last place went while the page was open', async () => {
    const date = await aDate({ places: 1 })
    await check(dana, date)
    await fill(date, 1)
    const seen = await dana.post(`/occurrences/${date.id}/bookings`, { access: 'Hearing loop' })
    expect([seen.status, heading(seen.html)]).toEqual([409, 'The last place has just gone'])
    expect(seen.text).toContain('Join the waiting list')
  })

  it('leads to the booking when there is one', async () => {
    const date = await aDate()
    await scene.api.dana.post(`/occurrences/${date.id}/bookings`)
    const seen = await check(dana, date)
    expect(heading(seen.html)).toBe('You have a place already')
    expect(seen.html).toContain('<a class="govuk-button" href="/my-learning">See your bookings</a>')
  })

  it.each<[string, Partial<OccurrenceOverrides>, string, string]>([
    [
      'before booking opens',
      { bookingOpensAt: '2026-03-03 08:00' },
      'Booking has not opened yet',
      'Booking opens on Tuesday 3 March 2026, 8am.',
    ],
    ['after it has closed', { bookingClosesAt: '2026-03-01 17:00' }, 'Booking has closed', 'Booking closed on Sunday 1 March 2026, 5pm.'],
    ['when the date is cancelled', { cancelledAt: MONDAY }, 'This date is cancelled', 'Look for another date of the course.'],
    ['when it is booked elsewhere', { externalUrl: 'https://provider.example' }, 'Booked with its provider', 'See how to book it'],
  ])('speaks plainly %s', async (_case, overrides, title, words) => {
    const seen = await check(dana, await aDate(overrides))
    expect([seen.status, heading(seen.html)]).toEqual([200, title])
    expect(seen.text).toContain(words)
    expect(seen.html).not.toContain('Book this place')
  })
})

describe('other people’s bookings', () => {
  it('are not found, by page and by API, by a colleague or a trainer; an administrator sees them', async () => {
    const date = await aDate()
    const { body } = await scene.api.dana.post<{ id: string }>(`/occurrences/${date.id}/bookings`, { access: 'Hearing loop' })
    for (const path of ['', '/done', '/cancel', '/send-a-colleague']) {
      for (const browser of [cole, tara]) {
        const seen = await browser.get(`/bookings/${body.id}${path}`)
        expect(seen.status).toBe(404)
        expect(seen.text).not.toMatch(/Hearing loop|Dana/)
      }
      expect((await ada.get(`/bookings/${body.id}${path}`)).status).toBe(200)
    }
    for (const path of ['cancellation', 'substitution'])
      expect((await cole.post(`/bookings/${body.id}/${path}`, { email: 'cole@example.org' })).status).toBe(404)
    expect(await scene.api.cole.delete(`/bookings/${body.id}`)).toMatchObject({ status: 404, body: { code: 'not-found' } })
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1))
  })

  it('say to an administrator whose they are, and what the person needs', async () => {
    const date = await aDate()
    const { body } = await scene.api.dana.post<{ id: string }>(`/occurrences/${date.id}/bookings`, { access: 'Hearing loop' })
    const seen = await ada.get(`/bookings/${body.id}`)
    expect(seen.text).toContain('Person Dana Delegate, dana@example.org')
    expect(seen.text).toContain('Agency Birchills Primary School')
    expect(seen.text).toContain('Access needs Hearing loop')
    expect(seen.html).toContain(`href="/desk/occurrences/${date.id}/bookings"`)
  })

  it('are not found under what is no id', async () => {
    expect((await dana.get('/bookings/not-an-id')).status).toBe(404)
    expect((await scene.api.dana.delete('/bookings/not-an-id')).status).toBe(404)
  })
})
