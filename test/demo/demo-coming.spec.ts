import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeDemo } from '../../src/demo/write-demo.js'
import { addDays, weekdayOf } from '../../src/shared/dates.js'
import { type Folder, type OccurrenceRow, readFolder } from './read-folder.js'

const root = mkdtempSync(join(tmpdir(), 'goldthread-demo-'))
afterAll(() => rmSync(root, { recursive: true }))

const dayOf = (moment: string) => moment.slice(0, 10)

// A Saturday; Good Friday; between Christmas and New Year; a Monday; the last day that it can be told for.
const DAYS: [today: string, register: string][] = [
  ['2026-11-21', '2026-11-20'],
  ['2027-03-26', '2027-03-25'],
  ['2026-12-29', '2026-12-23'],
  ['2024-10-07', '2024-10-07'],
  ['2028-09-30', '2028-09-29'],
]

describe.each(DAYS)('what is coming after %s', (today, registerDay) => {
  let folder: Folder
  let coming: OccurrenceRow[]
  const booked = (o: OccurrenceRow) => folder.bookings.filter(b => b.occurrence === o.key && b.state === 'booked').length
  const free = (o: OccurrenceRow) => o.places - booked(o)
  const own = () => coming.filter(o => o.row.externalUrl === '')
  const of = (course: string) => coming.filter(o => o.course === course)
  const isBookable = (o: OccurrenceRow) => o.row.bookingOpensAt! < today && dayOf(o.row.bookingClosesAt!) >= today

  beforeAll(async () => {
    await writeDemo(join(root, today), today)
    folder = readFolder(join(root, today))
    coming = folder.occurrences.filter(o => dayOf(o.startsAt) > today)
  })

  it('is the newsletters’ programme within twelve weeks, each course’s dates in their order', () => {
    expect(coming.filter(o => dayOf(o.startsAt) > addDays(today, 84))).toEqual([])
    expect([own().length, coming.length - own().length]).toEqual([38, 60])
    expect([of('neglect-l2').length, of('gcp2').length, of('aces').length]).toEqual([5, 5, 10])
    for (const course of new Set(coming.map(o => o.course))) {
      const days = of(course).map(o => o.startsAt)
      expect(days).toEqual([...new Set(days)].sort())
    }
  })

  it('offers the neglect pathway: a full date of each level with people waiting for it, and three or more with places', () => {
    for (const course of ['neglect-l2', 'gcp2']) {
      const waiting = folder.file('waiting-list.csv').filter(w => w.course === course && w.endedAt === '')
      expect(
        of(course)
          .filter(o => free(o) === 0)
          .map(o => o.key),
      ).toEqual([`coming-${course}-1`])
      expect(waiting.length).toBeGreaterThan(3)
      expect(new Set(waiting.map(w => w.dates))).toEqual(new Set([`coming-${course}-1`]))
      expect(of(course).filter(o => free(o) > 0 && isBookable(o)).length).toBeGreaterThan(2)
    }
  })

  it('has full ones, nearly empty ones, 50 places for a crowd, a conference of 200 and one not yet open', () => {
    expect(
      own()
        .filter(o => free(o) === 0)
        .map(o => o.key)
        .sort(),
    ).toEqual(['coming-csa-workshop-1', 'coming-gcp2-1', 'coming-neglect-l2-1', 'coming-suicide-prevention-1'].sort())
    expect(own().filter(o => booked(o) === 1).length).toBeGreaterThan(2)
    const [crowd, conference] = [of('rhrt-full')[1]!, of('self-neglect-conference')[0]!]
    expect([crowd.key, free(crowd), isBookable(crowd)]).toEqual(['coming-rhrt-full-2', 50, true])
    expect([free(conference), isBookable(conference)]).toEqual([200, true])
    expect(
      own()
        .filter(o => dayOf(o.row.bookingOpensAt!) > today)
        .map(o => o.key),
    ).toEqual(['coming-hsb-1'])
  })

  it('sends people elsewhere for what is booked there, with no places here', () => {
    const elsewhere = coming.filter(o => o.row.externalUrl !== '')
    expect(elsewhere.every(o => o.places === 0 && booked(o) === 0 && o.row.externalUrl!.includes('.example.org/'))).toBe(true)
    expect(folder.occurrences.filter(o => o.row.externalUrl !== '' && dayOf(o.startsAt) <= today)).toEqual([])
  })

  it('gives the sign-in trainer registers to close and dates to come', () => {
    const [trainer] = folder.file('trainers.csv').filter(t => t.person === 'trainer')
    const theirs = folder.occurrences.filter(o => o.trainers.includes(trainer!.key!))
    const open = theirs.filter(o => dayOf(o.startsAt) <= today && o.row.registerClosedAt === '' && o.row.cancelledAt === '')
    const latest = open.find(o => o.key === 'register-neglect-l2')!
    expect([latest.course, dayOf(latest.startsAt), booked(latest)]).toEqual(['neglect-l2', registerDay, 9])
    expect(latest.endsAt < `${registerDay} 17:00`).toBe(true)
    expect(open.length).toBe(weekdayOf(registerDay) === 1 ? 1 : 2)
    expect(theirs.filter(o => dayOf(o.startsAt) > today).map(o => o.key)).toEqual(
      expect.arrayContaining(['coming-neglect-l2-1', 'coming-neglect-l2-2', 'coming-gcp2-2']),
    )
  })

  it('has the sign-ins where their names say', () => {
    const learned = (person: string) => [
      ...folder
        .file('enrolments.csv')
        .filter(e => e.person === person && e.completedAt)
        .map(e => e.course),
      ...folder.bookings.filter(b => b.person === person && b.state === 'attended').map(b => folder.occurrence(b.occurrence!).course),
    ]
    const busy = ['none', 'level1', 'level2'].filter(key =>
      [...folder.bookings, ...folder.file('waiting-list.csv')].some(row => row.person === key && row.state !== 'attended'),
    )
    const forGood = folder
      .file('courses.csv')
      .filter(c => c.validMonths === '')
      .map(c => c.key)
    expect([learned('none'), learned('level1'), learned('level2')]).toEqual([[], ['neglect-l1'], ['neglect-l1', 'neglect-l2']])
    expect(busy).toEqual([])
    expect(forGood).toEqual(expect.arrayContaining(['neglect-l1', 'neglect-l2', 'suicide-prevention']))
    const roles = new Map(folder.file('people.csv').map(p => [p.key, p.roles]))
    expect(['none', 'trainer', 'administrator', 'reader', 'lead'].map(key => roles.get(key))).toEqual([
      '',
      'trainer',
      'administrator',
      'report reader',
      'training lead',
    ])
    expect(folder.file('people.csv').find(p => p.key === 'lead')!.agency).toBe('childrens-social-care')
  })

  it('has this year’s figures under way and nothing after yesterday but what is coming', () => {
    const year = folder.bookings.filter(b => b.state === 'attended' && b.bookedAt! > addDays(today, -300))
    const moments = folder.file('enrolments.csv').flatMap(e => [e.signedUpAt!, e.startedAt!, e.completedAt!])
    expect(year.length).toBeGreaterThan(60)
    expect(moments.filter(moment => moment >= today)).toEqual([])
    expect(folder.file('waiting-list.csv').filter(w => w.joinedAt! >= today)).toEqual([])
    expect(folder.file('waiting-list.csv').filter(w => w.endedAt === '')).toHaveLength(23)
  })
})
