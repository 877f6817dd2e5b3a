import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Person } from '../../src/modules/people/person.entity.js'
import { startApp } from '../support/app.js'
import { anAgency } from '../support/builders/agency.js'
import { aCourse } from '../support/builders/course.js'
import { anEnrolment } from '../support/builders/enrolment.js'
import { moment } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aVenue } from '../support/builders/venue.js'
import { aWaitingEntry } from '../support/builders/waiting-entry.js'
import { aPerson } from '../support/people.js'
import { cancelled, Stage, type Group } from './stage.js'

let stage: Stage

beforeAll(async () => {
  stage = new Stage(await startApp())
  await stage.enter()
})
afterAll(() => stage.app.stop())
beforeEach(() => stage.clear())

describe('a period', () => {
  it('of nothing has noughts, and "-" where there is nothing to divide by', async () => {
    const { figures, groups, period } = await stage.ask('2025-04-01', '2025-04-30', 'course')
    expect(period).toEqual({ from: '2025-04-01', to: '2025-04-30' })
    expect(figures.bookings).toEqual({ value: 0 })
    expect(figures.attendancePercent).toEqual({ value: null, numerator: 0, denominator: 0 })
    expect(groups).toEqual([])
  })

  it.each([
    ['an ordinary day', '2025-05-06', '2025-05-06 00:00', '2025-05-06 23:59', '2025-05-05 23:59', '2025-05-07 00:00'],
    [
      'the day on which the clocks go forward',
      '2025-03-30',
      '2025-03-30 00:00',
      '2025-03-30 23:59',
      '2025-03-29 23:59',
      '2025-03-31 00:00',
    ],
    ['the day after it', '2025-03-31', '2025-03-31 00:00', '2025-03-31 23:59', '2025-03-30 23:59', '2025-04-01 00:00'],
    ['the day on which they go back', '2025-10-26', '2025-10-26 00:00', '2025-10-26 23:59', '2025-10-25 23:59', '2025-10-27 00:00'],
  ])('%s has London’s limits', async (_case, day, first, last, before, after) => {
    for (const at of [first, last, before, after]) {
      const occurrence = await stage.held(at)
      await stage.booking(occurrence, stage.dana, 'attended')
      await anEnrolment(stage.app.database, { person: stage.dana, course: stage.neglect, signedUpAt: at })
    }
    expect(await stage.values(day, day, 'eventOccurrences', 'bookings', 'elearningTaken')).toEqual([2, 2, 2])
  })
})

describe('bookings', () => {
  it('are those held to the day; cancelled ones and walk-ins are counted apart', async () => {
    const occurrence = await stage.held('2025-05-06 09:00', { places: 10 })
    const people = await Promise.all(Array.from({ length: 8 }, () => aPerson(stage.app.database)))
    const [a, b, c, d, e, f, g, h] = people as [Person, Person, Person, Person, Person, Person, Person, Person]
    await stage.booking(occurrence, a, 'attended')
    await stage.booking(occurrence, b, 'partly attended')
    await stage.booking(occurrence, c, 'no-show')
    await stage.booking(occurrence, d, 'cancelled', cancelled())
    await stage.booking(occurrence, e, 'cancelled', cancelled(true))
    await stage.booking(occurrence, f, 'attended', { walkIn: true })
    await stage.booking(occurrence, g, 'partly attended', { walkIn: true })
    await stage.booking(occurrence, h, 'cancelled', cancelled(false, 'organiser'))
    const { figures } = await stage.ask('2025-05-01', '2025-05-31')
    expect(figures).toMatchObject({
      bookings: { value: 3 },
      cancellations: { value: 3 },
      attended: { value: 2 },
      completed: { value: 1 },
      noShows: { value: 1 },
      walkIns: { value: 2 },
      attendancePercent: { value: 67, numerator: 2, denominator: 3 },
      noShowPercent: { value: 33, numerator: 1, denominator: 3 },
      utilisationPercent: { value: 40, numerator: 4, denominator: 10 },
    })
  })

  it('of a cancelled occurrence are in no figure', async () => {
    const off = await stage.held('2025-05-06 09:00', { cancelledAt: moment('2025-05-01 09:00'), registerClosedAt: null })
    await stage.booking(off, stage.dana, 'cancelled', cancelled(false, 'organiser'))
    expect(await stage.values('2025-05-01', '2025-05-31', 'events', 'eventOccurrences', 'placesOffered', 'cancellations')).toEqual([
      0, 0, 0, 0,
    ])
  })

  it('are credited to the agency of the day, wherever the person works since', async () => {
    const hospital = await anAgency(stage.app.database, { key: 'manor-hospital' })
    const occurrence = await stage.held('2025-05-06 09:00')
    await stage.booking(occurrence, stage.dana, 'attended', { agencyId: hospital.id })
    await stage.booking(occurrence, stage.oona, 'no-show', { agencyId: null })
    const { groups } = await stage.ask('2025-05-01', '2025-05-31', 'agency,agency-group')
    expect(groups.map(({ by, key, name, figures }) => [by, key, name, figures.attended?.value, figures.noShows?.value])).toEqual([
      ['agency-group', 'health', 'Health', 1, 0],
      ['agency-group', 'not-listed', 'Agency not listed', 0, 1],
      ['agency', 'manor-hospital', 'Manor Hospital', 1, 0],
      ['agency', 'not-listed', 'Agency not listed', 0, 1],
    ])
  })
})

describe('registers that are not closed', () => {
  it('are listed as not yet counted, and are in no figure, once they have started', async () => {
    const open = await stage.held('2026-03-02 09:00', { registerClosedAt: null })
    await stage.held('2026-03-02 09:01', { registerClosedAt: null })
    await stage.booking(open, stage.dana, 'booked')
    const answer = await stage.ask('2026-03-01', '2026-03-31')
    expect(answer.notYetCounted).toMatchObject([{ id: open.id, course: 'Understanding Neglect' }])
    expect(await stage.values('2026-03-01', '2026-03-31', 'events', 'eventOccurrences', 'placesOffered', 'bookings')).toEqual([0, 0, 0, 0])
  })

  it('are not listed where the occurrence was cancelled or is held elsewhere', async () => {
    await stage.held('2026-03-01 09:00', { registerClosedAt: null, cancelledAt: moment('2026-02-01 09:00') })
    await stage.held('2026-03-01 09:00', { registerClosedAt: null, externalUrl: 'https://example.org/' })
    expect((await stage.ask('2026-03-01', '2026-03-31')).notYetCounted).toEqual([])
  })
})

describe('the programme', () => {
  it('has events with at least one occurrence, and different trainers and venues', async () => {
    const tara = await aTrainerRow(stage.app.database, { person: await aPerson(stage.app.database) })
    const toby = await aTrainerRow(stage.app.database, { person: await aPerson(stage.app.database) })
    const venue = await aVenue(stage.app.database)
    const first = await stage.held('2025-05-06 09:00', { trainers: [tara, toby], venue, places: 12 })
    await stage.held('2025-05-07 09:00', { trainers: [tara], venue, event: { id: first.eventId }, places: 8 })
    await stage.held('2025-05-08 09:00', { places: 5 })
    expect(await stage.values('2025-05-01', '2025-05-31', 'events', 'eventOccurrences', 'placesOffered', 'trainers', 'venues')).toEqual([
      2, 3, 25, 2, 1,
    ])
  })

  it('by course has every figure of each', async () => {
    const other = await aCourse(stage.app.database, { key: 'gcp2', title: 'Graded Care Profile 2' })
    const first = await stage.held('2025-05-06 09:00', { places: 4 })
    const second = await stage.held('2025-05-07 09:00', { course: other, places: 10 })
    await stage.booking(first, stage.dana, 'attended')
    await stage.booking(second, stage.dana, 'no-show')
    await stage.booking(second, stage.cole, 'attended', { walkIn: true })
    const { groups } = await stage.ask('2025-05-01', '2025-05-31', 'course')
    const short = ({ key, figures }: Group) => [
      key,
      ...['eventOccurrences', 'placesOffered', 'bookings', 'attended', 'walkIns', 'utilisationPercent'].map(one => figures[one]?.value),
    ]
    expect(groups.map(short)).toEqual([
      ['gcp2', 1, 10, 1, 0, 1, 10],
      ['neglect-l2', 1, 4, 1, 1, 0, 25],
    ])
  })

  it('by quarter puts each occurrence into the quarter of London’s day', async () => {
    for (const at of ['2025-06-30 23:59', '2025-07-01 00:00', '2025-09-30 23:59', '2025-10-01 00:00']) await stage.held(at)
    const { groups } = await stage.ask('2025-06-30', '2025-10-01', 'quarter')
    expect(groups.map(({ key, figures }) => [key, figures.eventOccurrences?.value])).toEqual([
      ['2025-26 Q1', 1],
      ['2025-26 Q2', 2],
      ['2025-26 Q3', 1],
    ])
  })
})

describe('e-learning', () => {
  it('counts what began in the period, whatever became of it', async () => {
    await anEnrolment(stage.app.database, { person: stage.dana, course: stage.neglect, signedUpAt: '2025-04-30 23:59' })
    await anEnrolment(stage.app.database, {
      person: stage.dana,
      course: stage.neglect,
      signedUpAt: '2025-05-01 00:00',
      completedAt: '2025-06-01 09:00',
    })
    await anEnrolment(stage.app.database, {
      person: stage.cole,
      course: stage.neglect,
      signedUpAt: '2025-05-31 23:59',
      startedAt: '2025-05-31 23:59',
    })
    expect(await stage.values('2025-05-01', '2025-05-31', 'elearningTaken')).toEqual([2])
  })
})

describe('on waiting lists', () => {
  it('is who waits at the end of the last day: each person once', async () => {
    const other = await aCourse(stage.app.database)
    await aWaitingEntry(stage.app.database, { person: stage.dana, course: stage.neglect, joinedAt: '2025-05-31 23:59' })
    await aWaitingEntry(stage.app.database, { person: stage.dana, course: other, joinedAt: '2025-05-02 09:00' })
    await aWaitingEntry(stage.app.database, { person: stage.cole, course: stage.neglect, joinedAt: '2025-06-01 00:00' })
    await aWaitingEntry(stage.app.database, {
      person: stage.oona,
      course: stage.neglect,
      joinedAt: '2024-01-01 09:00',
      endedAt: '2025-06-01 00:00',
    })
    await aWaitingEntry(stage.app.database, {
      person: stage.cole,
      course: other,
      joinedAt: '2024-01-01 09:00',
      endedAt: '2025-05-31 23:59',
    })
    expect(await stage.values('2025-05-01', '2025-05-31', 'onWaitingLists')).toEqual([2])
  })

  it('by quarter is who waits at the end of each', async () => {
    await aWaitingEntry(stage.app.database, {
      person: stage.dana,
      course: stage.neglect,
      joinedAt: '2025-06-30 23:59',
      endedAt: '2025-07-15 09:00',
    })
    await aWaitingEntry(stage.app.database, { person: stage.cole, course: stage.neglect, joinedAt: '2025-06-02 09:00' })
    const { groups, figures } = await stage.ask('2025-04-01', '2025-09-30', 'quarter')
    expect(groups.map(({ key, figures: own }) => [key, own.onWaitingLists?.value])).toEqual([
      ['2025-26 Q1', 2],
      ['2025-26 Q2', 1],
    ])
    expect(figures.onWaitingLists?.value).toBe(1)
  })
})
