import { describe, expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import { FIGURES } from './figures.js'
import { agencyGroupKey, countedFor, type Counted, type CountedGroup, type Dimension, DIMENSIONS, NO_AGENCY, report } from './report.js'

const NUMBERS = `events eventOccurrences placesOffered bookings cancellations cancelledInTime cancelledLate cancelledByOrganiser attended
  completed noShows walkIns trainers venues elearningTaken elearningCompleted elearningInProgress elearningNotStarted onWaitingLists`.split(
  /\s+/,
)
const counted = (people: number): Counted => ({ ...Object.fromEntries(NUMBERS.map((key, i) => [key, i + 1])), people }) as Counted
const group = (by: Dimension, key: string, people: number, within = ''): CountedGroup => ({
  by,
  key,
  name: key.toUpperCase(),
  within,
  counted: counted(people),
})
const hidden = (groups: CountedGroup[], by: readonly Dimension[] = DIMENSIONS, everything = false) =>
  Object.fromEntries(report(counted(100), groups, by, everything).groups.map(one => [one.key, one.hidden]))

describe('a report', () => {
  it('has every figure, and what cancellations and e-learning are made of', () => {
    const { figures, parts, hidden: small } = report(counted(100), [], [], false)
    expect(Object.keys(figures)).toEqual(FIGURES.map(figure => figure.key))
    expect([figures.bookings, small]).toEqual([{ value: 4 }, false])
    expect(parts).toEqual({
      cancelledInTime: 6,
      cancelledLate: 7,
      cancelledByOrganiser: 8,
      elearningCompleted: 16,
      elearningInProgress: 17,
      elearningNotStarted: 18,
    })
  })

  it.each([
    ['four people', 4, false, true],
    ['five people', 5, false, false],
    ['nobody', 0, false, false],
    ['four people, in the business unit', 4, true, false],
  ])('over %s', (_case, people, everything, small) => {
    const { figures, parts, hidden: whole } = report(counted(people), [], [], everything)
    expect([whole, parts === null, figures.bookings.value === null, figures.attendancePercent.value === null]).toEqual([
      small,
      small,
      small,
      small,
    ])
    expect([figures.events.value, figures.venues.value, figures.utilisationPercent.value === null]).toEqual([1, 14, small])
    expect(figures.attendancePercent.numerator === undefined).toBe(small)
  })
})

describe('groups', () => {
  const all = [group('quarter', 'q1', 50), group('course', 'c1', 50), group('agency-group', 'g1', 50), group('agency', 'a1', 50, 'g1')]

  it('come in the order of the breakdowns asked for, and no others', () => {
    expect(report(counted(100), all, ['quarter', 'agency-group'], false).groups.map(one => one.key)).toEqual(['g1', 'q1'])
    expect(report(counted(100), all, DIMENSIONS, false).groups.map(one => one.by)).toEqual([...DIMENSIONS])
  })

  it('of agencies have no figure of occurrences; courses and quarters have all', () => {
    const [agencyGroup, agency, course, quarter] = report(counted(100), all, DIMENSIONS, false).groups
    for (const one of [agencyGroup!, agency!]) {
      const without = FIGURES.filter(({ key }) => one.figures[key].value === null).map(({ key }) => key)
      expect(without).toEqual(['events', 'eventOccurrences', 'placesOffered', 'utilisationPercent', 'trainers', 'venues'])
    }
    for (const one of [course!, quarter!]) expect(FIGURES.every(({ key }) => one.figures[key].value !== null)).toBe(true)
  })

  it('that are hidden have no figure at all', () => {
    const { groups } = report(
      counted(100),
      [group('course', 'c1', 4), group('course', 'c2', 60), group('course', 'c3', 9)],
      ['course'],
      false,
    )
    expect(groups.map(one => one.hidden)).toEqual(['small', false, 'protects-another'])
    for (const one of [groups[0]!, groups[2]!]) expect(Object.values(one.figures)).toEqual(FIGURES.map(() => ({ value: null })))
  })

  it.each([
    ['course', true, { small: false, other: false, third: false }],
    ['agency', true, { small: false, other: false, third: false }],
    ['course', false, { small: 'small', other: 'protects-another', third: false }],
  ] as const)('by %s, in the business unit: %s', (by, everything, expected) => {
    expect(hidden([group(by, 'small', 2, 'g'), group(by, 'other', 7, 'g'), group(by, 'third', 90, 'g')], [by], everything)).toEqual(
      expected,
    )
  })
})

describe('agencies beside their agency groups', () => {
  it('are hidden within their own group, so that its total less the shown ones tells nothing', () => {
    const groups = [
      group('agency-group', 'health', 60),
      group('agency-group', 'schools', 60),
      group('agency', 'hospital', 50, 'health'),
      group('agency', 'surgery', 2, 'health'),
      group('agency', 'clinic', 8, 'health'),
      group('agency', 'academy', 6, 'schools'),
      group('agency', 'college', 54, 'schools'),
    ]
    expect(hidden(groups, ['agency'])).toEqual({
      hospital: false,
      surgery: 'small',
      clinic: 'protects-another',
      academy: false,
      college: false,
    })
  })

  it('are all hidden where the group is', () => {
    const groups = [
      group('agency-group', 'health', 60),
      group('agency-group', 'police', 4),
      group('agency-group', 'schools', 12),
      group('agency', 'hospital', 60, 'health'),
      group('agency', 'station', 4, 'police'),
      group('agency', 'academy', 6, 'schools'),
      group('agency', 'college', 6, 'schools'),
    ]
    expect(hidden(groups, ['agency'])).toEqual({
      hospital: false,
      station: 'small',
      academy: 'protects-another',
      college: 'protects-another',
    })
  })

  it('never let a group’s total less its shown agencies tell of fewer than five people', () => {
    const random = seeded(53)
    for (let i = 0; i < 500; i++) {
      const agencies = Array.from({ length: 12 }, (_, n) => group('agency', `a${n}`, Math.floor(random() * 9), `g${n % 4}`))
      const sums = [0, 1, 2, 3].map(n => agencies.filter(one => one.within === `g${n}`).reduce((sum, one) => sum + one.counted.people, 0))
      const all = [...agencies, ...sums.map((people, n) => group('agency-group', `g${n}`, people))]
      const why = hidden(all, ['agency-group', 'agency'])
      for (const n of [0, 1, 2, 3].filter(one => why[`g${one}`] === false)) {
        const left = agencies.filter(one => one.within === `g${n}` && why[one.key])
        const people = left.reduce((sum, one) => sum + one.counted.people, 0)
        expect(left.length === 0 || (left.length > 1 && people >= 5)).toBe(true)
      }
      for (const n of [0, 1, 2, 3].filter(one => why[`g${one}`])) {
        expect(agencies.filter(one => one.within === `g${n}` && one.counted.people > 0).every(one => why[one.key])).toBe(true)
      }
    }
  })
})

it.each([
  [['agency'], ['agency-group', 'agency']],
  [
    ['agency', 'agency-group'],
    ['agency-group', 'agency'],
  ],
  [['quarter'], ['quarter']],
  [[], []],
] as [Dimension[], Dimension[]][])('to show %j, %j are counted', (by, expected) => expect(countedFor(by)).toEqual(expected))

it.each([
  ['Local authority', 'local-authority'],
  ['Voluntary, community & faith ', 'voluntary-community-faith'],
  ['', 'not-listed'],
  [null, 'not-listed'],
])('the agency group "%s" has the key %s', (name, key) => expect(agencyGroupKey(name)).toBe(key))

it('whoever has no agency of the list is named so', () => expect(NO_AGENCY).toBe('Agency not listed'))
