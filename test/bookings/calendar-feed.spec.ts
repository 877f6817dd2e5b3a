import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import ICAL from 'ical.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { Visitor } from '../support/visitor.js'
import { bookedBy, toldOf } from './organiser.js'
import { theScene, type Scene } from './scene.js'

let scene: Scene
let dana: Visitor
let date: BuiltOccurrence
let booking: string

beforeAll(async () => {
  scene = await theScene()
  dana = await scene.browser('dana')
  const course = await aCourse(scene.app.database, { title: 'Safer Recruitment' })
  date = await anOccurrence(scene.app.database, {
    ...{ course, onlineUrl: 'https://meet.example.org/1' },
    sessions: [
      ['2026-04-14 09:30', '2026-04-14 16:00'],
      ['2026-04-15 09:30', '2026-04-15 16:00'],
    ],
  })
  const { body } = await scene.api.dana.post<{ id: string }>(`/occurrences/${date.id}/bookings`, {
    access: 'A hearing loop',
    dietary: 'Vegan',
  })
  booking = body.id
})
afterAll(() => scene.app.stop())

const addressOn = (html: string): string => /value="https?:\/\/[^/"]+(\/calendar\/[^"]+\.ics)"/.exec(html)?.[1] ?? ''
async function renewed(): Promise<string> {
  await dana.get('/my-details/calendar')
  return addressOn((await dana.post('/my-details/calendar/renew')).html)
}
// By itself fetch asks for no answer from a cache as soon as it is given a tag.
const fetched = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${scene.app.url}${path}`, { headers: { 'cache-control': 'max-age=0', ...headers } })
const eventsOf = async (path: string) =>
  new ICAL.Component(ICAL.parse(await (await fetched(path)).text()) as never).getAllSubcomponents('vevent').map(event => ({
    uid: event.getFirstPropertyValue('uid'),
    status: event.getFirstPropertyValue('status'),
    sequence: event.getFirstPropertyValue('sequence'),
  }))

describe('the page', () => {
  it('offers a feed, then shows its address and how to use it', async () => {
    expect((await dana.get('/my-details')).html).toContain('href="/my-details/calendar"')
    const first = await dana.get('/my-details/calendar')
    expect(first.text).toContain('You have no feed yet.')
    expect(addressOn(first.html)).toBe('')
    const made = await dana.post('/my-details/calendar/renew')
    expect(made.text).toContain('Google Calendar')
    expect(made.html).toContain('href="webcal://')
    expect(made.headers.get('referrer-policy')).toBe('no-referrer')
    expect(made.headers.get('cache-control')).toBe('no-store')
    expect(addressOn((await dana.get('/my-details/calendar')).html)).toBe(addressOn(made.html))
  })

  it('is for those who are signed in', async () => {
    expect((await new Visitor(scene.app.url).get('/my-details/calendar')).url).toMatch(/^\/sign-in/)
  })
})

describe('the feed', () => {
  it('serves every session booked, by the UIDs of the invitations, to whoever has the address', async () => {
    const path = await renewed()
    const served = await fetched(path)
    expect([served.status, served.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
    const uids = (await toldOf(scene.app, `booking:${booking}`)).map(({ calendar }) => `${calendar?.uid}@goldthread.example.org`)
    expect((await eventsOf(path)).map(({ uid }) => uid)).toEqual(uids)
    expect(uids).toHaveLength(2)
  })

  it('says nothing of needs, names nobody, and stays out of logs and indexes', async () => {
    const served = await fetched(await renewed())
    expect(await served.text()).not.toMatch(/hearing|Vegan|Dana|ATTENDEE|VALARM/i)
    expect(served.headers.get('referrer-policy')).toBe('no-referrer')
    expect(served.headers.get('x-robots-tag')).toBe('noindex, nofollow')
    expect(served.headers.get('cache-control')).toBe('private, max-age=900')
    expect(served.headers.get('set-cookie')).toBeNull()
  })

  it('is answered 304 until something in it changes, whatever the hour', async () => {
    const path = await renewed()
    const tag = (await fetched(path)).headers.get('etag') ?? ''
    scene.app.clock.pass({ hours: 1 })
    expect((await fetched(path, { 'if-none-match': tag })).status).toBe(304)
    await scene.app.database.query('UPDATE occurrence SET calendar_sequence = calendar_sequence + 1 WHERE id = $1', [date.id])
    expect((await fetched(path, { 'if-none-match': tag })).status).toBe(200)
  })

  it('an old address opens nothing once there is a new one, nor any when it is turned off', async () => {
    const old = await renewed()
    const path = await renewed()
    expect(path).not.toBe(old)
    expect([(await fetched(old)).status, (await fetched(path)).status]).toEqual([404, 200])
    expect((await dana.post('/my-details/calendar/off')).text).toContain('turned off')
    expect((await fetched(path)).status).toBe(404)
    expect((await fetched('/calendar/guessed.ics')).status).toBe(404)
  })

  it('keeps only the hash of the secret', async () => {
    const path = await renewed()
    const kept = JSON.stringify(await scene.row('SELECT * FROM calendar_feed WHERE person_id = $1', [scene.people.dana.id]))
    expect(kept).not.toContain(path.slice('/calendar/'.length, -'.ics'.length))
  })

  it('a place that waits for approval stands in no calendar; one cancelled is served as such for 60 days', async () => {
    const path = await renewed()
    const course = await aCourse(scene.app.database)
    const other = await anOccurrence(scene.app.database, { course, startsAt: '2026-05-12 09:30', endsAt: '2026-05-12 16:00' })
    const id = await bookedBy(scene.api.dana, other)
    const mine = async () =>
      (await eventsOf(path)).filter(({ uid }) => String(uid).includes(id)).map(({ status, sequence }) => [status, sequence])
    expect(await mine()).toEqual([['CONFIRMED', 0]])
    await scene.app.database.query(`UPDATE booking SET state = 'requested' WHERE id = $1`, [id])
    expect(await mine()).toEqual([])
    await scene.app.database.query(`UPDATE booking SET state = 'booked' WHERE id = $1`, [id])
    await scene.api.dana.delete(`/bookings/${id}`)
    expect(await mine()).toEqual([['CANCELLED', 1]])
    await scene.app.database.query(`UPDATE booking SET cancelled_at = cancelled_at - interval '60 days' WHERE id = $1`, [id])
    expect(await mine()).toEqual([])
  })
})
