import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { EXAMPLE_POLICIES } from '../../src/modules/bookings/rules/policy-examples.js'
import { placesOf, sound } from '../bookings/places-as-they-are.js'
import { MONDAY } from '../support/app.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aPolicy } from '../support/builders/policy.js'
import { lastMailTo, mailsAbout } from '../support/mailbox.js'
import type { Visitor } from '../support/visitor.js'
import { aDate, bookingOf } from './dates.js'
import { type AgencyScene, anAgencyScene } from './scene.js'

let scene: AgencyScene
let lena: Visitor
let olga: Visitor

beforeAll(async () => {
  scene = await anAgencyScene()
  ;[lena, olga] = [await scene.browser('lena@example.org'), await scene.browser('olga@example.org')]
  for (const person of [scene.people.dana, scene.people.cole]) await aRecord(scene.app.database, { person, course: scene.l1 })
})
afterAll(() => scene.app.stop())

async function book(date: { id: string }, person: { id: string }, fields = {}, browser = lena) {
  await browser.get(`/my-agency/book/${date.id}?person=${person.id}`)
  return browser.post(`/my-agency/book/${date.id}`, { person: person.id, ...fields })
}
describe('booking for a colleague', () => {
  it('goes from the name by the course and the date to the check, and changes nothing before the button', async () => {
    const { course, date } = await aDate(scene)
    const { dana } = scene.people
    const found = await lena.get('/my-agency/book?who=dana')
    expect(found.html).toContain(`/my-agency/book?person=${dana.id}`)
    expect((await lena.get('/my-agency/book?who=oona')).text).toContain('Nobody at your agency is called that')
    const chosen = await lena.get(`/my-agency/book?person=${dana.id}`)
    expect(chosen.html).toContain(`<option value="${course.key}">Safer Recruitment</option>`)
    const dates = await lena.get(`/my-agency/book?person=${dana.id}&course=${course.key}`)
    expect(dates.text).toContain('Tuesday 10 March 2026, 9:30am to 4pm 20 places left Check and book')
    const check = await lena.get(`/my-agency/book/${date.id}?person=${dana.id}`)
    for (const words of [
      'For Dana Delegate Check the booking',
      'Places left 20',
      'cancel free of charge until Friday 6 March 2026',
      'We write to Dana Delegate at dana@example.org',
    ])
      expect(check.text).toContain(words)
    expect(await bookingOf(scene, date, dana)).toBeUndefined()
  })

  it('is the colleague’s place, credited to the agency, and the colleague is told who did it', async () => {
    const { date } = await aDate(scene)
    const { dana, lena: lead } = scene.people
    const seen = await book(date, dana, { access: 'A hearing loop' })
    expect(seen.url).toBe(`/my-agency/people/${dana.id}`)
    expect(seen.text).toMatch(/Done A place is booked for Dana Delegate: GT-\S+\. We have written to them\./)
    const made = await bookingOf(scene, date, dana)
    expect(made).toMatchObject({ state: 'booked', booked_by_id: lead.id, agency_id: dana.agencyId })
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1))
    const [mail] = await mailsAbout(scene.app, `booking:${made!.id}`)
    expect(mail).toMatchObject({ kind: 'booking-confirmed', to: 'dana@example.org' })
    expect(mail!.text).toContain('Lena Lead, your agency’s training lead, has booked you a place on Safer Recruitment.')
    expect(await scene.row('SELECT access FROM need WHERE booking_id = $1', [made!.id])).toEqual({ access: 'A hearing loop' })
    for (const path of [`/my-agency/bookings/${made!.id}`, `/my-agency/people/${dana.id}`])
      expect((await lena.get(path)).text).not.toContain('hearing loop')
  })

  it('says so where it is too late already to cancel free of charge', async () => {
    const { date } = await aDate(scene)
    scene.app.clock.moveTo('2026-03-07T00:00:00Z')
    const { text, html } = await lena.get(`/my-agency/book/${date.id}?person=${scene.people.dana.id}`)
    expect(text).toContain('The time to cancel free of charge ended on Friday 6 March 2026, 11:59pm')
    expect(html).toMatch(/href="\/courses\/[^"]+\/terms"/)
    scene.app.clock.moveTo(MONDAY)
  })

  it('pressed twice gives one place; booked already, the page says so', async () => {
    const { date } = await aDate(scene)
    const { cole } = scene.people
    await lena.get(`/my-agency/book/${date.id}?person=${cole.id}`)
    const key = /name="idempotencyKey" value="([^"]+)"/.exec(lena.last!.html)![1]!
    const fields = { person: cole.id, idempotencyKey: key }
    const [first, second] = [await lena.post(`/my-agency/book/${date.id}`, fields), await book(date, cole, { idempotencyKey: key })]
    expect([first.url, second.url]).toEqual([`/my-agency/people/${cole.id}`, `/my-agency/people/${cole.id}`])
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1))
    const again = await lena.get(`/my-agency/book/${date.id}?person=${cole.id}`)
    expect(again.text).toContain('This colleague already has a place on this course.')
    expect(again.html).not.toContain(`action="/my-agency/book/${date.id}"`)
  })

  it('never passes over what the course requires, nor a full date', async () => {
    const { dana, lena: lead } = scene.people
    const l2 = await anOccurrence(scene.app.database, { course: scene.l2 })
    const lacking = await book(l2, lead)
    expect(lacking.status).toBe(409)
    expect(lacking.text).toContain('This course builds on others that this colleague has not done')
    const forced = await lena.post(`/my-agency/book/${l2.id}`, {
      person: lead.id,
      over: 'prerequisites',
      reason: 'I say so',
      onCondition: 'yes',
    })
    expect(forced.status).toBe(409)
    expect(await bookingOf(scene, l2, lead)).toBeUndefined()
    const { course, date } = await aDate(scene, { places: 0 })
    const full = await book(date, dana)
    expect(full.status).toBe(409)
    expect(full.html).toContain(`/my-agency/waiting-list/${course.key}?person=${dana.id}`)
  })

  it('keeps what was typed when it is too long', async () => {
    const { date } = await aDate(scene)
    const long = 'x'.repeat(1001)
    const seen = await book(date, scene.people.dana, { access: long })
    expect(seen.status).toBe(422)
    expect(seen.html).toContain('<a href="#access">Keep their access needs to 1,000 characters</a>')
    expect(seen.html).toContain(`${long}</textarea>`)
  })

  it('is for nobody of another agency, who left meanwhile included', async () => {
    const { date } = await aDate(scene)
    const { oona, dana } = scene.people
    expect((await lena.get(`/my-agency/book/${date.id}?person=${oona.id}`)).status).toBe(404)
    await lena.get(`/my-agency/book/${date.id}?person=${dana.id}`)
    expect((await lena.post(`/my-agency/book/${date.id}`, { person: oona.id })).status).toBe(404)
    expect((await book(date, dana, {}, olga)).status).toBe(404)
    await lena.get(`/my-agency/book/${date.id}?person=${dana.id}`)
    await scene.app.database.query('UPDATE person SET agency_id = $2 WHERE id = $1', [dana.id, oona.agencyId])
    expect((await lena.post(`/my-agency/book/${date.id}`, { person: dana.id })).status).toBe(404)
    await scene.app.database.query('UPDATE person SET agency_id = $2 WHERE id = $1', [dana.id, scene.schoolId])
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0))
  })

  it('is the last place once, however many leads and delegates ask for it', async () => {
    const { date } = await aDate(scene, { places: 1 })
    const { dana, cole, oona } = scene.people
    const [second, ownDana] = [await scene.browser('lena@example.org'), await scene.browser('dana@example.org')]
    await Promise.all([
      lena.get(`/my-agency/book/${date.id}?person=${dana.id}`),
      second.get(`/my-agency/book/${date.id}?person=${cole.id}`),
      olga.get(`/my-agency/book/${date.id}?person=${oona.id}`),
      ownDana.get(`/occurrences/${date.id}/book`),
    ])
    const answers = await Promise.all([
      lena.post(`/my-agency/book/${date.id}`, { person: dana.id }),
      second.post(`/my-agency/book/${date.id}`, { person: cole.id }),
      olga.post(`/my-agency/book/${date.id}`, { person: oona.id }),
      ownDana.post(`/occurrences/${date.id}/bookings`),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1))
  })
})

describe('the waiting list for a colleague', () => {
  it('puts them at its end, for the dates they could make, and tells them who did it', async () => {
    const { course, date } = await aDate(scene, { places: 0 })
    const { dana } = scene.people
    const address = `/my-agency/waiting-list/${course.key}`
    await lena.get(`${address}?person=${dana.id}`)
    const wrong = await lena.post(address, { person: dana.id, when: 'some' })
    expect([wrong.status, wrong.text.includes('Choose at least one date that they could make')]).toEqual([422, true])
    const seen = await lena.post(address, { person: dana.id, when: 'some', dates: date.id })
    expect(seen.text).toContain('Dana Delegate is number 1 on the waiting list. We have written to them.')
    const mail = await lastMailTo(scene.app, 'dana@example.org')
    expect(mail.text).toContain(
      'Lena Lead, your agency’s training lead, has put you on the waiting list for Safer Recruitment. You are number 1.',
    )
    expect((await lena.get(`${address}?person=${dana.id}`)).text).toContain('Dana Delegate is number 1 of 1 person waiting.')
    expect((await lena.get(`${address}?person=${scene.people.oona.id}`)).status).toBe(404)
    expect((await lena.get(`/my-agency/waiting-list/neglect-l1?person=${dana.id}`)).status).toBe(404)
  })
})

it('takes no other terms than those shown', async () => {
  const { course, date } = await aDate(scene)
  await lena.get(`/my-agency/book/${date.id}?person=${scene.people.dana.id}`)
  const stricter = { ...EXAMPLE_POLICIES.twoWorkingDays, name: 'Stricter', notice: { amount: 5, unit: 'working-days' } }
  const { id } = await aPolicy(scene.app.database, stricter)
  await scene.app.database.query('UPDATE course SET policy_id = $2 WHERE id = $1', [course.id, id])
  const changed = await lena.post(`/my-agency/book/${date.id}`, { person: scene.people.dana.id, access: 'A hearing loop' })
  expect(changed.status).toBe(409)
  expect(changed.html).toContain('A hearing loop</textarea>')
  expect(await bookingOf(scene, date, scene.people.dana)).toBeUndefined()
  expect((await lena.post(`/my-agency/book/${date.id}`, { person: scene.people.dana.id })).text).toContain('Done A place is booked')
})
