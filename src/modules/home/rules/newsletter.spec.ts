import { describe, expect, it } from '@jest/globals'
import { ENGLAND_AND_WALES } from '../../../shared/bank-holidays.js'
import { type LetterDate, newsletterDue, newsletterMonths, newsletterNumber, newsletterOf, placesLeft } from './newsletter.js'

const due = (at: string) => newsletterDue(new Date(at), ENGLAND_AND_WALES)

describe('the moment of a newsletter', () => {
  it.each([
    ['a first that is a Wednesday', '2026-04-01T07:29:59.999Z', null],
    ['the very moment, in summer time', '2026-04-01T07:30:00Z', '2026-04-01T07:30:00.000Z'],
    ['a first that is a Sunday', '2026-03-01T12:00:00Z', null],
    ['the Monday after it, in winter time', '2026-03-02T08:30:00Z', '2026-03-02T08:30:00.000Z'],
    ['a moment before it', '2026-03-02T08:29:59.999Z', null],
    ['New Year’s Day', '2026-01-01T12:00:00Z', null],
    ['the day after it', '2026-01-02T08:30:00Z', '2026-01-02T08:30:00.000Z'],
    ['late, after a standstill', '2026-03-05T08:29:59.999Z', '2026-03-02T08:30:00.000Z'],
    ['too late', '2026-03-05T08:30:00Z', null],
    ['the last day of a month', '2026-03-31T22:59:59Z', null],
  ])('is 8:30am on the first working day of the month: %s', (_, at, moment) => {
    expect(due(at)?.dueAt.toISOString() ?? null).toBe(moment)
  })

  it('comes once in each month, whatever the minute it is asked in', () => {
    const months = new Map<string, Set<number>>()
    for (let at = Date.parse('2026-01-01T00:15:00Z'); at < Date.parse('2028-01-01T00:00:00Z'); at += 30 * 60_000) {
      const issue = newsletterDue(new Date(at), ENGLAND_AND_WALES)
      if (issue) months.set(issue.month, (months.get(issue.month) ?? new Set()).add(issue.dueAt.getTime()))
    }
    expect(months.size).toBe(24)
    expect([...months.values()].every(moments => moments.size === 1)).toBe(true)
  })
})

it('the months of a newsletter are its own and the two after it, over the end of a year too', () => {
  expect(newsletterMonths('2026-03')).toEqual(['2026-03', '2026-04', '2026-05'])
  expect(newsletterMonths('2026-11')).toEqual(['2026-11', '2026-12', '2027-01'])
  expect(newsletterNumber('2027-01') - newsletterNumber('2026-12')).toBe(1)
})

describe('what a newsletter says', () => {
  const course = (title: string, priority = false) => ({ id: title, key: title.toLowerCase(), title, topic: { priority } })
  const date = (change: Partial<LetterDate>): LetterDate => ({
    ...{ month: '2026-03', hasPlaces: true, free: 3, dayInMonth: 'Tuesday 10 March', times: '9:30am to 4pm', where: 'Town Hall' },
    ...{ course: course('Apples') },
    ...change,
  })

  it('is each date with free places, under its course and month', () => {
    expect(newsletterOf([date({}), date({ free: 1, where: '' }), date({ month: '2026-05', course: course('Bread') })], '2026-03')).toEqual([
      {
        name: 'March 2026',
        courses: [
          {
            ...{ title: 'Apples', priority: false, path: '/courses/apples' },
            dates: [
              { when: 'Tuesday 10 March, 9:30am to 4pm', where: 'Town Hall', places: '3 places left' },
              { when: 'Tuesday 10 March, 9:30am to 4pm', where: '', places: '1 place left' },
            ],
          },
        ],
      },
      { name: 'May 2026', courses: [expect.objectContaining({ title: 'Bread' })] },
    ])
  })

  it('begins each month with the partnership’s priorities', () => {
    const titles = ['Apples', 'Zebras', 'Bread'].map(title => date({ course: course(title, title === 'Zebras') }))
    expect(newsletterOf(titles, '2026-03')[0]!.courses.map(({ title }) => title)).toEqual(['Zebras', 'Apples', 'Bread'])
  })

  it('leaves out what is full and what is not in its months', () => {
    const dates = [date({ hasPlaces: false }), date({ month: '2026-06' }), date({ month: '2026-02' })]
    expect(newsletterOf(dates, '2026-03')).toEqual([])
  })

  it('counts one place as one', () => expect([placesLeft(1), placesLeft(2)]).toEqual(['1 place left', '2 places left']))
})
