import { describe, expect, it } from '@jest/globals'
import { NO_SESSION, readDates, readSessions, rowsAfter, tidyDates, tidySessions } from '../../src/modules/courses/forms/delivery.form.js'

const session = (day: string, start = '09:30', end = '16:00') => ({ day, start, end })
const TENTH = session('2026-03-10')
const EVENING = session('2026-03-10', '18:00', '20:00')
const NEXT = session('2026-03-17')

describe('reading the dates of a form', () => {
  it.each([
    ['one date', { dates: [{ sessions: [TENTH] }] }, [[TENTH]]],
    ['two dates, one of two sessions', { dates: [{ sessions: [TENTH, EVENING] }, { sessions: [NEXT] }] }, [[TENTH, EVENING], [NEXT]]],
    ['rows that come as numbered keys', { dates: { 0: { sessions: { 3: TENTH, 7: EVENING } } } }, [[TENTH, EVENING]]],
    ['spaces around what was typed', { dates: [{ sessions: [session(' 2026-03-10 ')] }] }, [[TENTH]]],
    ['no dates', {}, [[NO_SESSION]]],
    ['no body', undefined, [[NO_SESSION]]],
    ['dates that are a text', { dates: '2026-03-10' }, [[NO_SESSION]]],
    ['a date that is a text', { dates: ['2026-03-10'] }, [[NO_SESSION]]],
    ['a session that is a text', { dates: [{ sessions: ['x'] }] }, [[NO_SESSION]]],
    ['a session that is nothing', { dates: [{ sessions: [null] }] }, [[NO_SESSION]]],
    ['fields that are lists', { dates: [{ sessions: [{ day: ['a', 'b'], start: {}, end: 1 }] }] }, [[NO_SESSION]]],
  ])('%s', (_case, body, expected) => expect(readDates(body)).toEqual(expected))

  it('takes 24 dates of ten sessions, and leaves the rest', () => {
    const many = { dates: Array.from({ length: 25 }, () => ({ sessions: Array.from({ length: 11 }, () => TENTH) })) }
    expect(readDates(many)).toHaveLength(24)
    expect(readSessions(many.dates[0])).toHaveLength(10)
  })

  it('cuts what is far too long', () => expect(readSessions({ sessions: [session('x'.repeat(99))] })[0]!.day).toHaveLength(20))
})

describe('rows left empty fall away', () => {
  it('but for one session of one date', () => {
    expect(tidyDates([[TENTH, NO_SESSION], [NO_SESSION], [NO_SESSION, NEXT]])).toEqual([[TENTH], [NEXT]])
    expect(tidyDates([[NO_SESSION], [NO_SESSION]])).toEqual([[NO_SESSION]])
    expect(tidySessions([])).toEqual([NO_SESSION])
  })

  it('a row in which anything is typed stays, to be put right', () => {
    const half = { ...NO_SESSION, end: '16:00' }
    expect(tidySessions([TENTH, half])).toEqual([TENTH, half])
  })
})

describe('the form’s small buttons', () => {
  const dates = [[TENTH, EVENING], [NEXT]]
  it.each([
    ['add-date', [...dates, [{ ...NEXT, day: '' }]]],
    ['add-session-0', [[TENTH, EVENING, { ...NO_SESSION, day: '2026-03-10' }], [NEXT]]],
    ['remove-date-0', [[NEXT]]],
    ['remove-session-0-0', [[EVENING], [NEXT]]],
    ['remove-session-1-0', dates],
    ['remove-date-9', dates],
    ['add-session-9', dates],
  ])('%s', (button, expected) => expect(rowsAfter(button, dates)).toEqual(expected))

  it.each(['', 'save', 'add-everything', 'remove-date-0; DROP TABLE', undefined, ['add-date'], 7])('%j is none of them', button =>
    expect(rowsAfter(button, dates)).toBeNull(),
  )

  it('never leave a form without a row', () => {
    expect(rowsAfter('remove-date-0', [[TENTH]])).toEqual([[TENTH]])
    expect(rowsAfter('remove-session-0-0', [[TENTH]])).toEqual([[TENTH]])
  })

  it('change nothing of what they are given', () => {
    const given = [[TENTH]]
    rowsAfter('add-date', given)
    rowsAfter('add-session-0', given)
    expect(given).toEqual([[TENTH]])
  })
})
