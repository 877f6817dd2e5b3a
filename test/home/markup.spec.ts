import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse, aProvider, aTopic } from '../support/builders/course.js'
import { anEnrolment } from '../support/builders/enrolment.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aVenue } from '../support/builders/venue.js'
import { aWaitingEntry } from '../support/builders/waiting-entry.js'
import { aDelegate, anAdministrator, aTrainer } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

/** What somebody with bad manners, or only with an odd name, may type anywhere. */
const EVIL = `<script>alert(1)</script>"><img src=x onerror=alert(2)> & 'quotes' {{ 7 * 7 }}`

let app: TestApp
const visitors = new Map<string, Visitor>()
const ids = new Map<string, string>()

/** Everything that can be typed is typed so. */
beforeAll(async () => {
  app = await startApp()
  const { database } = app
  const topic = await aTopic(database, { key: 'evil', name: `Topic ${EVIL}` })
  const provider = await aProvider(database, { key: 'evil', name: `Provider ${EVIL}` })
  const words = { topic, provider, summary: `Summary ${EVIL}`, audience: `Audience ${EVIL}` }
  const first = await aCourse(database, {
    ...words,
    key: 'first',
    title: `First ${EVIL}`,
    kind: 'e-learning',
    mode: 'e-learning',
    level: 1,
  })
  const second = await aCourse(database, { ...words, key: 'second', title: `Second ${EVIL}`, requires: [first] })
  const third = await aCourse(database, { ...words, key: 'third', title: `Third ${EVIL}`, requires: [second] })
  await aCourse(database, {
    ...words,
    key: 'elsewhere',
    title: `Elsewhere ${EVIL}`,
    kind: 'external',
    externalUrl: 'https://example.org/?a=1&b="2"',
  })
  const venue = await aVenue(database, { key: 'evil', name: `Venue ${EVIL}`, postcode: 'WS1 1AA' })
  const dana = await aDelegate(database, { name: `Dana ${EVIL}`, jobRole: `Role ${EVIL}`, managerName: `Manager ${EVIL}` })
  const trainer = await aTrainerRow(database, { person: await aTrainer(database, { name: `Tara ${EVIL}` }) })
  const booked = await anOccurrence(database, { course: second, venue, trainers: [trainer], startsAt: '2026-03-10 09:30' })
  await anOccurrence(database, { course: second, venue, startsAt: '2026-03-17 09:30' })
  await anOccurrence(database, { course: third, venue, startsAt: '2026-03-24 09:30', places: 1, booked: 1 })
  await aBooking(database, { person: dana, occurrence: booked })
  await aRecord(database, { person: dana, course: first, note: `Note ${EVIL}`, completedOn: '2023-03-20', validUntil: '2026-03-20' })
  await aWaitingEntry(database, { person: dana, course: third })
  await anEnrolment(database, { person: dana, course: first })
  ids.set(':occurrence', booked.id).set(':person', dana.id)
  for (const person of [dana, await anAdministrator(database)]) {
    const visitor = new Visitor(app.url)
    await visitor.signIn(person.email)
    visitors.set(person.email.split('@')[0]!, visitor)
  }
  visitors.set('stranger', new Visitor(app.url))
})
afterAll(() => app.stop())

const PAGES: [string, string[]][] = [
  [
    'stranger',
    [
      '/',
      '/whats-on',
      `/whats-on?q=${encodeURIComponent(EVIL)}&topic=evil`,
      '/whats-on?q=x&places=yes',
      '/courses/second',
      '/courses/elsewhere',
    ],
  ],
  ['stranger', ['/places-by-month', '/e-learning']],
  ['dana', ['/', '/whats-on', '/whats-on?mine=yes', '/courses/first', '/courses/third', '/my-learning', '/e-learning']],
  [
    'ada',
    [
      '/desk',
      '/desk/programme',
      '/desk/programme/list',
      '/desk/courses',
      '/desk/courses/new',
      '/desk/courses/second',
      '/desk/events/new?course=second',
      '/desk/occurrences/:occurrence',
    ],
  ],
  [
    'ada',
    [
      '/desk/venues',
      '/desk/venues/new',
      '/desk/venues/evil',
      '/desk/trainers',
      '/desk/trainers/new',
      '/desk/people?q=dana',
      '/desk/people/:person',
    ],
  ],
]
const pages = PAGES.flatMap(([who, paths]) => paths.map(path => [who, path] as const))

async function look(who: string, path: string) {
  const seen = await visitors.get(who)!.get(path.replace(/:(occurrence|person)/, found => ids.get(found)!))
  expect(seen.status).toBe(200)
  return seen
}

describe('whatever was typed stays text', () => {
  it.each(pages)('%s on %s', async (who, path) => {
    const { html } = await look(who, path)
    expect(html).not.toContain('<script>alert')
    expect(html).not.toMatch(/<img/)
    expect(html).not.toContain(' 49')
  })

  it('also in feeds and calendars', async () => {
    const { html: rss } = await visitors.get('stranger')!.get('/places-by-month.rss')
    expect(rss.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '')).not.toContain('<script>')
    const { html: calendar } = await visitors.get('stranger')!.get('/places-by-month.ics')
    expect(calendar.split(/\r\n/).every(line => /^([A-Z-]+[;:]|[ \t])/.test(line) || line === '')).toBe(true)
  })
})

describe('pages can be read by everybody', () => {
  it.each(pages)('%s on %s', async (who, path) => {
    const { html } = await look(who, path)
    const levels = [...html.matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level))
    expect(levels.filter(level => level === 1)).toHaveLength(1)
    expect(levels.every((level, i) => i === 0 || level <= levels[i - 1]! + 1)).toBe(true)
    const all = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!)
    expect(all.filter((id, i) => all.indexOf(id) !== i)).toEqual([])
    expect(unlabelled(html)).toEqual([])
    expect([...html.matchAll(/<th\b([^>]*)>/g)].filter(([, attributes]) => !/scope="/.test(attributes!))).toEqual([])
    expect(
      [...html.matchAll(/<(?:a|button)\b[^>]*>([\s\S]*?)<\/(?:a|button)>/g)].filter(([, text]) => !text!.replace(/<[^>]+>/g, '').trim()),
    ).toEqual([])
  })

  it.each(pages)('%s on %s, without slips of the pen', async (who, path) => {
    const { text } = await look(who, path)
    expect(text).not.toMatch(/undefined|\[object|NaN|Invalid Date|null\b/)
    expect(text).not.toMatch(/\b1 (places|dates|people) /)
  })
})

/** Fields that a person can see and that have no label of their own. */
function unlabelled(html: string): string[] {
  const labels = new Set([...html.matchAll(/<label\b[^>]*for="([^"]+)"/g)].map(([, id]) => id))
  const fields = [...html.matchAll(/<(?:input|select|textarea)\b([^>]*)>/g)].map(([, attributes]) => attributes!)
  return fields.filter(one => !/type="hidden"/.test(one) && !labels.has(/\sid="([^"]+)"/.exec(one)?.[1])).map(one => one.slice(0, 80))
}
