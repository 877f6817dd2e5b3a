import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Course } from '../../src/modules/courses/course.entity.js'
import { MineQueries } from '../../src/modules/home/mine.queries.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse, theNeglectPathway } from '../support/builders/course.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aWaitingEntry } from '../support/builders/waiting-entry.js'
import { aColleague, aDelegate, anOutsider } from '../support/people.js'
import { anOffer } from './an-offer.js'

let app: TestApp
let queries: MineQueries
let dana: Person
let cole: Person
let pathway: { l1: Course; l2: Course; gcp2: Course }

beforeAll(async () => {
  app = await startApp()
  queries = app.app.get(MineQueries)
  pathway = await theNeglectPathway(app.database)
  dana = await aDelegate(app.database)
  cole = await aColleague(app.database)
})
afterAll(() => app.stop())

describe('what the programme’s pages know of a person', () => {
  it('is nothing of a stranger, and nothing yet of somebody new', async () => {
    expect(await queries.of(undefined)).toBeNull()
    const oona = await anOutsider(app.database)
    expect(await queries.of(oona)).toEqual({
      id: oona.id,
      completed: [],
      live: [],
      waiting: [],
      evidence: [],
      reserved: [],
      offers: [],
      here: [],
    })
  })

  it('is their learning, as London days', async () => {
    await aRecord(app.database, { person: dana, course: pathway.l1, completedOn: '2026-03-29', validUntil: '2029-03-29' })
    expect((await queries.of(dana))!.completed).toEqual([{ courseId: pathway.l1.id, completedOn: '2026-03-29', validUntil: '2029-03-29' }])
  })

  it('is their live bookings: not those cancelled or over', async () => {
    const course = await aCourse(app.database, { title: 'Booked Course' })
    const [live, over, gone] = await Promise.all(
      ['10', '11', '12'].map(day => anOccurrence(app.database, { course, startsAt: `2026-03-${day} 09:30` })),
    )
    const booking = await aBooking(app.database, { person: dana, occurrence: live! })
    await aBooking(app.database, { person: dana, occurrence: over!, state: 'attended' })
    await aBooking(app.database, {
      person: dana,
      occurrence: gone!,
      state: 'cancelled',
      cancelledAt: app.clock.now(),
      cancelledBy: 'delegate',
    })
    expect((await queries.of(dana))!.live).toEqual([
      {
        ...{ id: booking.id, reference: booking.reference, occurrenceId: live!.id, courseId: course.id, courseTitle: 'Booked Course' },
        ...{ startsAt: live!.startsAt, endsAt: live!.endsAt, requested: false },
      },
    ])
  })

  it('is their place on each list, counting only who still waits', async () => {
    const course = await aCourse(app.database)
    await aWaitingEntry(app.database, { person: await aPersonWaiting(), course, endedAt: '2026-02-25 10:00' })
    await aWaitingEntry(app.database, { person: cole, course })
    await aWaitingEntry(app.database, { person: dana, course })
    const placeOf = async (person: Person) => (await queries.of(person))!.waiting.find(one => one.courseId === course.id)?.position
    expect([await placeOf(cole), await placeOf(dana)]).toEqual([1, 2])
  })

  it('is the offers they have not answered', async () => {
    const course = await aCourse(app.database, { title: 'Offered' })
    const occurrence = await anOccurrence(app.database, { course, places: 1, held: 1 })
    const offer = await anOffer(app.database, { person: dana, occurrence, runsOutAt: '2026-03-04 09:00' })
    expect((await queries.of(dana))!.offers).toEqual([
      {
        ...{
          offerId: offer,
          kind: 'hold',
          state: 'open',
          personId: dana.id,
          occurrenceId: occurrence.id,
          courseId: course.id,
          courseTitle: 'Offered',
        },
        ...{ runsOutAt: new Date('2026-03-04T09:00:00Z'), startsAt: occurrence.startsAt, endsAt: occurrence.endsAt },
      },
    ])
    await app.database.query(`UPDATE offer SET state = 'declined', answered_at = now() WHERE id = $1`, [offer])
    expect((await queries.of(dana))!.offers).toEqual([])
  })

  it('is each person’s own when many ask at one moment', async () => {
    const answers = await Promise.all([queries.of(dana), queries.of(cole), queries.of(dana)])
    expect(answers.map(answer => answer!.id)).toEqual([dana.id, cole.id, dana.id])
    expect(answers[1]!.completed).toEqual([])
    expect(answers[0]).toEqual(answers[2])
  })
})

const aPersonWaiting = () => anOutsider(app.database, { email: 'was-waiting@example.org' })
