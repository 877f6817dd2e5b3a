import { describe, expect, it } from '@jest/globals'
import { fieldsOf, idsIn, valueInWords } from './values.js'
import { countOf, fieldName, KINDS, nameOf } from './words.js'

const ID = '01890000-0000-7000-8000-0000000000ab'
const OTHER = '01890000-0000-7000-8000-0000000000cd'
const known = new Map([[ID, { words: 'Dana Reed' }]])

describe('a value', () => {
  it.each([
    ['nothing', 'name', null, '(nothing)'],
    ['an empty text', 'name', '', '(nothing)'],
    ['undefined', 'name', undefined, '(nothing)'],
    ['yes', 'late', true, 'yes'],
    ['no', 'late', false, 'no'],
    ['an amount', 'pence', 2500, '£25.00'],
    ['a number', 'places', 20, '20'],
    ['who is known', 'person_id', ID, 'Dana Reed'],
    ['who is known no more', 'person_id', OTHER, '(no longer there: 0000cd)'],
    ['a moment, by London’s clock', 'starts_at', '2026-07-01T08:30:00+00:00', 'Wednesday 1 July 2026, 9:30am'],
    ['a day', 'completed_on', '2026-03-03', 'Tuesday 3 March 2026'],
    ['a list', 'occurrence_ids', [ID, OTHER], 'Dana Reed, (no longer there: 0000cd)'],
    ['an empty list', 'roles', [], '(nothing)'],
    ['what is nested', 'definition', { late: { pence: 5000 } }, 'Late: Amount: £50.00'],
    ['what is nested and empty', 'periods', {}, '(nothing)'],
    ['a long text, cut', 'words', 'x'.repeat(2001), `${'x'.repeat(2000)} ...`],
    ['a text as long as may be', 'words', 'x'.repeat(2000), 'x'.repeat(2000)],
  ])('%s', (_, column, value, words) => expect(valueInWords(column, value, known)).toBe(words))
})

describe('the fields of a line', () => {
  it('are those of before and after, in words, without the row’s own id', () => {
    expect(fieldsOf({ id: ID, places: 20 }, { places: 25, venue_id: null }, known)).toEqual([
      { field: 'Places', before: '20', after: '25' },
      { field: 'Venue', before: null, after: '(nothing)' },
    ])
    expect(fieldsOf(null, { name: 'A' }, known)).toEqual([{ field: 'Name', before: null, after: 'A' }])
    expect(fieldsOf({ name: 'A' }, null, known)).toEqual([{ field: 'Name', before: 'A', after: null }])
    expect(fieldsOf(null, null, known)).toEqual([])
  })

  it('name the ids that are in them, however deep', () => {
    expect(idsIn({ a: ID, b: ['x', OTHER, { c: ID }], d: null, e: 4 })).toEqual([ID, OTHER, ID])
  })
})

describe('words', () => {
  it.each([
    ['manager_email', 'Line manager’s address'],
    ['cancelled_at', 'Cancelled'],
    ['venue_id', 'Venue'],
    ['something_new_ids', 'Something new'],
  ])('the column %s is %s', (column, words) => expect(fieldName(column)).toBe(words))

  it.each([
    ['booking', 1, '1 booking'],
    ['booking', 1617, '1,617 bookings'],
    ['agency', 2, '2 agencies'],
    ['waiting_entry', 3, '3 places on a waiting list'],
    ['charge_export', 2, '2 lists for finance'],
    ['learning_record', 5, '5 learning records'],
    ['person', 2000, '2,000 accounts'],
    ['something_new', 2, '2 something news'],
  ])('%s, %d: %s', (table, count, words) => expect(countOf(table, count)).toBe(words))

  it('stand for each table once', () => {
    const tables = KINDS.flatMap(kind => Object.keys(kind.tables))
    expect(new Set(tables).size).toBe(tables.length)
    expect(nameOf('never_heard_of')).toBe('never heard of')
  })
})
