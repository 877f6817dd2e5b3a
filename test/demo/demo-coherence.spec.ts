import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeDemo } from '../../src/demo/write-demo.js'
import { type CancellationPolicy, readPolicy } from '../../src/modules/bookings/rules/cancellation-policy.js'
import { cancellationDeadline } from '../../src/modules/bookings/rules/cancellation.js'
import { ENGLAND_AND_WALES } from '../../src/shared/bank-holidays.js'
import { londonAt } from '../../src/shared/dates.js'
import { isWorkingDay } from '../../src/shared/working-days.js'
import { type Folder, type OccurrenceRow, readFolder, type Row } from './read-folder.js'

const root = mkdtempSync(join(tmpdir(), 'goldthread-demo-'))
afterAll(() => rmSync(root, { recursive: true }))

const dayOf = (moment: string) => moment.slice(0, 10)
const at = (moment: string) => londonAt(dayOf(moment), moment.slice(11))
const isLive = (b: Row) => b.state !== 'cancelled'
type Span = [from: string, to: string]

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return [...groups.values()]
}

/** The spans that begin before the one before them has ended. */
function overlaps(spans: Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => (a[0] < b[0] ? -1 : 1))
  return sorted.filter((span, i) => i > 0 && span[0] < sorted[i - 1]![1])
}

/** When each person first had each course to their name. */
function completions(folder: Folder): Map<string, string> {
  const done = new Map<string, string>()
  const add = (person: string, course: string, on: string) => {
    const key = `${person} ${course}`
    if (on < (done.get(key) ?? '9999')) done.set(key, on)
  }
  for (const r of folder.file('learning-records.csv')) add(r.person!, r.course!, r.completedOn!)
  for (const e of folder.file('enrolments.csv')) if (e.completedAt) add(e.person!, e.course!, dayOf(e.completedAt))
  for (const b of folder.bookings) {
    const occurrence = folder.occurrence(b.occurrence!)
    if (b.state === 'attended') add(b.person!, occurrence.course, dayOf(occurrence.endsAt))
  }
  return done
}

describe.each(['2026-11-21', '2027-03-26'])('the story of %s', today => {
  let folder: Folder
  let requires: Map<string, string[]>
  const courseOf = (b: Row) => folder.occurrence(b.occurrence!).course
  const taking = (b: Row): Span => [b.bookedAt!, b.cancelledAt || folder.occurrence(b.occurrence!).endsAt]
  const held = () => folder.occurrences.filter(o => o.row.cancelledAt === '')

  beforeAll(async () => {
    await writeDemo(join(root, today), today)
    folder = readFolder(join(root, today))
    requires = new Map(folder.file('courses.csv').map(c => [c.key!, c.requires!.split('|').filter(Boolean)]))
  })

  it('lets nobody on a course before what it requires is completed', () => {
    const done = completions(folder)
    const early = (person: string, course: string, when: string) =>
      requires.get(course)!.some(needed => (done.get(`${person} ${needed}`) ?? '9999') >= dayOf(when))
    expect(requires.get('gcp2')).toEqual(['neglect-l1', 'neglect-l2'])
    expect(folder.bookings.filter(b => early(b.person!, courseOf(b), b.bookedAt!))).toEqual([])
    expect(folder.file('waiting-list.csv').filter(w => early(w.person!, w.course!, w.joinedAt!))).toEqual([])
  })

  it('has nobody on an occurrence twice, on two dates of a course at once, or in two places at once', () => {
    const live = folder.bookings.filter(isLive)
    const sessions = (rows: Row[]) => rows.flatMap(b => folder.occurrence(b.occurrence!).sessions.map((s): Span => [s.startsAt, s.endsAt]))
    expect(grouped(folder.bookings, b => `${b.person} ${b.occurrence}`).filter(same => same.length > 1)).toEqual([])
    expect(grouped(folder.bookings, b => `${b.person} ${courseOf(b)}`).flatMap(same => overlaps(same.map(taking)))).toEqual([])
    expect(grouped(live, b => b.person!).flatMap(theirs => overlaps(sessions(theirs)))).toEqual([])
  })

  it('has everything booked within its window, and walk-ins as the day begins', () => {
    const wrong = folder.bookings.filter(b => {
      const { row, startsAt } = folder.occurrence(b.occurrence!)
      if (b.walkIn === 'yes') return b.bookedAt !== startsAt || b.state !== 'attended'
      return (
        b.bookedAt! < row.bookingOpensAt! || b.bookedAt! > row.bookingClosesAt! || b.bookedAt! >= startsAt || dayOf(b.bookedAt!) >= today
      )
    })
    expect(wrong).toEqual([])
  })

  it('has cancellations after their booking and before the day, late where the policy says late', () => {
    const definition: unknown = JSON.parse(folder.file('policies.csv')[0]!.definition!)
    expect(readPolicy(definition)).toEqual({ policy: definition })
    const cancelled = folder.bookings.filter(b => !isLive(b))
    const wrong = cancelled.filter(b => {
      const { startsAt } = folder.occurrence(b.occurrence!)
      const deadline = cancellationDeadline(definition as CancellationPolicy, at(startsAt), ENGLAND_AND_WALES)
      const late = b.cancelledBy !== 'organiser' && at(b.cancelledAt!) > deadline
      return b.cancelledAt! <= b.bookedAt! || b.cancelledAt! >= startsAt || (b.late === 'yes') !== late
    })
    expect(wrong).toEqual([])
    expect(folder.bookings.filter(b => isLive(b) && (b.cancelledAt || b.cancelledBy || b.late)).length).toBe(0)
  })

  it('never gives more places than there are, nor seats more people', () => {
    const over = grouped(folder.bookings, b => b.occurrence!).filter(theirs => {
      const { places } = folder.occurrence(theirs[0]!.occurrence!)
      const spans = theirs.filter(b => b.walkIn !== 'yes').map(taking)
      const most = Math.max(0, ...spans.map(([from]) => spans.filter(s => s[0] <= from && s[1] > from).length))
      return most > places || theirs.filter(b => b.state!.includes('attended')).length > places
    })
    expect(over).toEqual([])
  })

  it('closes each register in the evening of the last day, and marks nobody before', () => {
    const past = held().filter(o => dayOf(o.endsAt) <= today)
    const open = past.filter(o => o.row.registerClosedAt === '').map(o => o.key)
    const outcomes = new Map(grouped(folder.bookings, b => b.occurrence!).map(all => [all[0]!.occurrence!, new Set(all.map(b => b.state))]))
    expect(open.every(key => key.startsWith('register-'))).toBe(true)
    for (const o of folder.occurrences) {
      const closed = o.row.registerClosedAt
      const states = outcomes.get(o.key) ?? new Set()
      if (closed) expect([dayOf(closed), closed > o.endsAt, states.has('booked')]).toEqual([dayOf(o.endsAt), true, false])
      else expect(['attended', 'partly attended', 'no-show'].filter(state => states.has(state))).toEqual([])
    }
  })

  it('trains on working days at sensible hours, in rooms that hold the group', () => {
    const capacity = new Map(folder.file('venues.csv').map(v => [v.key!, Number(v.capacity)]))
    const sensible = (s: OccurrenceRow['sessions'][number]) => {
      const hours = (at(s.endsAt).getTime() - at(s.startsAt).getTime()) / 3_600_000
      return (
        dayOf(s.startsAt) === dayOf(s.endsAt) &&
        s.startsAt.slice(11) >= '09:30' &&
        s.endsAt.slice(11) <= '16:30' &&
        hours >= 1 &&
        hours <= 6.5
      )
    }
    const sessions = folder.occurrences.flatMap(o => o.sessions)
    expect(sessions.filter(s => !isWorkingDay(dayOf(s.startsAt), ENGLAND_AND_WALES) || !sensible(s))).toEqual([])
    expect(folder.occurrences.filter(o => o.venue !== '' && capacity.get(o.venue)! < o.places)).toEqual([])
    expect(folder.occurrences.filter(o => (o.venue === '') === (o.row.onlineUrl === '') && o.row.externalUrl === '')).toEqual([])
  })

  it('books no trainer and no venue twice', () => {
    const used = folder.occurrences.flatMap(o => [o.venue, ...o.trainers].filter(Boolean).flatMap(who => o.sessions.map(s => ({ who, s }))))
    expect(grouped(used, u => u.who).flatMap(all => overlaps(all.map(({ s }) => [s.startsAt, s.endsAt])))).toEqual([])
    expect(folder.occurrences.filter(o => o.trainers.length === 0 && o.row.externalUrl === '')).toEqual([])
  })

  it('has people on example.org only, registered before anything they do', () => {
    const people = folder.file('people.csv')
    const crowd = people.map(p => p.email!).filter(email => email.startsWith('person-'))
    expect(crowd).toEqual(Array.from({ length: 2400 }, (_, i) => `person-${String(i + 1).padStart(4, '0')}@example.org`))
    expect(people.filter(p => !p.email!.endsWith('@example.org') || !p.managerEmail!.endsWith('@example.org'))).toEqual([])
    const since = new Map(people.map(p => [p.key!, p.registeredAt!]))
    const deeds = [
      ...folder.bookings.map(b => ({ person: b.person!, at: b.bookedAt! })),
      ...folder.file('enrolments.csv').map(e => ({ person: e.person!, at: e.signedUpAt! })),
      ...folder.file('waiting-list.csv').map(w => ({ person: w.person!, at: w.joinedAt! })),
    ]
    expect(deeds.filter(deed => since.get(deed.person)! >= deed.at)).toEqual([])
  })

  it('enrols nobody twice, and starts before it completes', () => {
    const enrolments = folder.file('enrolments.csv')
    expect(grouped(enrolments, e => `${e.person} ${e.course}`).filter(same => same.length > 1)).toEqual([])
    const wrong = enrolments.filter(e => {
      const moments = [e.signedUpAt!, e.startedAt || '9998', e.completedAt || '9999']
      return moments.some((moment, i) => i > 0 && moments[i - 1]! >= moment) || (e.completedAt !== '' && e.startedAt === '')
    })
    expect(wrong).toEqual([])
  })

  it('has nobody waiting for a course that they have a place on, nor twice', () => {
    const waiting = folder.file('waiting-list.csv')
    const spans = grouped(
      [
        ...waiting.map(w => ({ who: `${w.person} ${w.course}`, span: [w.joinedAt!, w.endedAt || '9999'] as Span })),
        ...folder.bookings.map(b => ({ who: `${b.person} ${courseOf(b)}`, span: taking(b) })),
      ],
      entry => entry.who,
    )
    expect(spans.flatMap(theirs => overlaps(theirs.map(entry => entry.span)))).toEqual([])
    const booked = waiting.filter(w => w.outcome === 'booked')
    const place = (w: Row) => folder.bookings.some(b => b.person === w.person && courseOf(b) === w.course && b.bookedAt === w.endedAt)
    expect(booked.length).toBeGreaterThan(20)
    expect(booked.filter(w => !place(w))).toEqual([])
  })
})
