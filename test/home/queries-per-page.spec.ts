import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Pool, PoolClient } from 'pg'
import { poolOf } from '../../src/create-app.js'
import { startApp, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { theNeglectPathway } from '../support/builders/course.js'
import { anEnrolment } from '../support/builders/enrolment.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aVenue } from '../support/builders/venue.js'
import { aWaitingEntry } from '../support/builders/waiting-entry.js'
import { aDelegate, anAdministrator, aTrainer } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

const MOST = 6

let app: TestApp
let statements: string[] = []
const visitors = new Map<string, Visitor>()
const places = new Map<string, string>()

beforeAll(async () => {
  app = await startApp()
  const { database } = app
  const { l1, l2, gcp2 } = await theNeglectPathway(database)
  const venue = await aVenue(database, { key: 'town-hall' })
  const dana = await aDelegate(database)
  const tara = await aTrainer(database)
  const trainer = await aTrainerRow(database, { person: tara })
  // Several of everything: a query in a loop shows.
  const dates = []
  for (const day of ['10', '11', '12', '13', '17'])
    dates.push(await anOccurrence(database, { course: l2, venue, trainers: [trainer], startsAt: `2026-03-${day} 09:30` }))
  for (const day of ['24', '25', '26']) await anOccurrence(database, { course: gcp2, venue, startsAt: `2026-03-${day} 09:30` })
  for (const course of [l1, l2]) await aRecord(database, { person: dana, course })
  for (const course of [l1, gcp2]) await aWaitingEntry(database, { person: dana, course })
  await anEnrolment(database, { person: dana, course: l1 })
  const booking = await aBooking(database, { person: dana, occurrence: dates[0]! })
  places.set(':occurrence', dates[1]!.id).set(':booking', booking.id).set(':person', dana.id)
  visitors.set('stranger', new Visitor(app.url))
  for (const person of [dana, await anAdministrator(database), tara]) {
    const visitor = new Visitor(app.url)
    await visitor.signIn(person.email)
    await visitor.get('/my-details')
    visitors.set(person.email.split('@')[0]!, visitor)
  }
  listen(poolOf(app.app))
})
afterAll(() => app.stop())

/** Every statement that any connection of the product is given from now on. */
function listen(pool: Pool): void {
  const heard = new WeakSet<PoolClient>()
  const wrap = (client: PoolClient) => {
    if (heard.has(client)) return
    heard.add(client)
    const query = client.query.bind(client) as (...words: unknown[]) => unknown
    const listening = (...words: unknown[]) => {
      const [asked] = words
      statements.push(typeof asked === 'string' ? asked : ((asked as { text?: string } | null)?.text ?? 'a statement'))
      return query(...words)
    }
    client.query = listening as typeof client.query
  }
  pool.on('acquire', wrap)
}

async function statementsOf(who: string, path: string): Promise<string[]> {
  const address = path.replace(/:(occurrence|booking|person)/g, found => places.get(found)!)
  statements = []
  const { status } = await visitors.get(who)!.get(address)
  expect(status).toBe(200)
  return statements
}

const PAGES: [string, string[]][] = [
  [
    'stranger',
    ['/', '/whats-on', '/whats-on?q=neglect&page=1', '/courses/neglect-l2', '/places-by-month', '/places-by-month.rss', '/e-learning'],
  ],
  [
    'dana',
    ['/', '/whats-on', '/whats-on?mine=yes', '/courses/neglect-l2', '/courses/gcp2', '/places-by-month', '/e-learning', '/my-learning'],
  ],
  [
    'dana',
    ['/my-details', '/occurrences/:occurrence/book', '/bookings/:booking', '/bookings/:booking/cancel', '/courses/gcp2/waiting-list'],
  ],
  [
    'ada',
    [
      '/desk',
      '/desk/programme?month=2026-03',
      '/desk/programme/list',
      '/desk/courses',
      '/desk/courses/new',
      '/desk/courses/gcp2',
      '/desk/events/new?course=gcp2',
      '/desk/occurrences/:occurrence',
    ],
  ],
  [
    'ada',
    ['/desk/venues', '/desk/venues/town-hall', '/desk/trainers', '/desk/trainers/new', '/desk/people?q=dana', '/desk/people/:person'],
  ],
  ['ada', ['/reports/e-learning', '/reports/e-learning?course=neglect-l1', '/desk/e-learning']],
  ['ada', ['/reports', '/occurrences/:occurrence/register']],
  ['tara', ['/my-occurrences', '/occurrences/:occurrence/register']],
]

describe(`no page asks more than ${MOST} times`, () => {
  it.each(PAGES.flatMap(([who, paths]) => paths.map(path => [who, path] as const)))('%s on %s', async (who, path) => {
    const asked = await statementsOf(who, path)
    expect(asked.length).toBeGreaterThan(0)
    if (asked.length > MOST)
      throw new Error(`${asked.length} statements:\n${asked.map(one => one.replace(/\s+/g, ' ').slice(0, 160)).join('\n')}`)
  })
})

describe('what is shared', () => {
  it('is asked for once by a crowd that comes at one moment', async () => {
    statements = []
    await Promise.all(Array.from({ length: 20 }, () => new Visitor(app.url).get('/whats-on')))
    expect(statements.filter(one => one.includes('AS occurrences')).length).toBeLessThan(20)
  })

  it('costs a stranger nothing while the programme is kept', async () => {
    app.clock.pass({ minutes: 1 })
    await visitors.get('stranger')!.get('/whats-on')
    app.clock.moveTo(new Date(app.clock.now().getTime() + 1000))
    expect(await statementsOf('stranger', '/whats-on?page=1').catch((error: Error) => error.message)).toEqual([])
    app.clock.moveTo(new Date(app.clock.now().getTime() + 1))
    expect((await statementsOf('stranger', '/whats-on')).length).toBeGreaterThan(0)
  })
})
