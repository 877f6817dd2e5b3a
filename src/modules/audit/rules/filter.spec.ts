import { describe, expect, it } from '@jest/globals'
import { boundsOf, filterAddress, readFilter, referenceIn, tablesOf } from './filter.js'

const NONE = { q: '', person: '', thing: '', kind: '', from: '', to: '', before: '' }
const ID = '01890000-0000-7000-8000-0000000000ab'

describe('what is looked for', () => {
  it.each([
    ['nothing', {}, {}],
    ['a name, without the white space around it', { q: '  Dana Reed ' }, { q: 'Dana Reed' }],
    ['an id, in whatever letters', { person: ID.toUpperCase(), thing: ID }, { person: ID, thing: ID }],
    ['no id', { person: 'dana', thing: `${ID}0` }, {}],
    ['a kind that there is', { kind: 'bookings' }, { kind: 'bookings' }],
    ['a kind that there is not', { kind: 'booking; DROP TABLE audit' }, {}],
    ['a day', { from: '2026-02-28', to: '2026-02-28' }, { from: '2026-02-28', to: '2026-02-28' }],
    ['where the page before ended', { before: '42' }, { before: '42' }],
    ['no number', { before: '0' }, {}],
    ['a number that is too long for the database', { before: '1234567890123456789' }, {}],
    ['lists instead of words', { q: ['a'], person: [ID], from: {} }, {}],
  ])('%s', (_, asked, read) => expect(readFilter(asked)).toEqual({ filter: { ...NONE, ...read }, errors: [] }))

  it.each([
    ['a day that there is not', { from: '2026-02-29' }, [{ field: 'from', message: 'Enter a day such as 2026-03-31' }]],
    [
      'a last day before the first',
      { from: '2026-03-02', to: '2026-03-01' },
      [{ field: 'to', message: 'The last day is before the first' }],
    ],
  ])('says of %s what to do', (_, asked, errors) => expect(readFilter(asked).errors).toEqual(errors))
})

describe('an address', () => {
  it('carries the search, without where it stood', () => {
    const { filter } = readFilter({ q: 'a b', kind: 'charges', before: '7' })
    expect(filterAddress(filter)).toBe('/desk/audit?q=a+b&kind=charges')
    expect(filterAddress(filter, { before: '3', q: '' })).toBe('/desk/audit?kind=charges&before=3')
    expect(filterAddress(filter, { q: '', kind: '' }, '/desk/audit/lines.csv')).toBe('/desk/audit/lines.csv')
  })

  it('read again is the same search', () => {
    for (const asked of [{ q: 'GT-1 & more', person: ID }, { thing: ID, from: '2026-03-29', to: '2026-03-29' }, {}]) {
      const { filter } = readFilter(asked)
      const again = Object.fromEntries(new URL(filterAddress(filter), 'http://here').searchParams)
      expect(readFilter(again).filter).toEqual(filter)
    }
  })
})

it('days are London’s: the one on which the clocks change has 23 hours', () => {
  const { start, end } = boundsOf({ from: '2026-03-29', to: '2026-03-29' })
  expect(Number(end) - Number(start)).toBe(23 * 3600_000)
  expect(boundsOf({ from: '', to: '' })).toEqual({ start: null, end: null })
})

it.each([
  ['GT-7K3M-9QXR', 'GT-7K3M-9QXR'],
  [' gt7k3m9qxr ', 'GT-7K3M-9QXR'],
  ['gt 7k3m 9qxr', 'GT-7K3M-9QXR'],
  ['GT-7K3M-9QX', null],
  ['GT-7K3M-9QXRR', null],
  ['GT-7K3M-9QX0', null],
  ['Gthompson', null],
])('a reference: %s', (typed, reference) => expect(referenceIn(typed)).toBe(reference))

it('a kind has its tables, none means all', () => {
  expect(tablesOf('waiting')).toEqual(['waiting_entry', 'offer'])
  expect(tablesOf('')).toBeNull()
})
