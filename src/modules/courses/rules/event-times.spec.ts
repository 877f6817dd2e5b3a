import { describe, expect, it } from '@jest/globals'
import { readMoment, readSittings, type TypedSession, windowProblem } from './event-times.js'

const now = new Date('2026-03-02T09:00:00Z')
const typed = (day: string, start = '09:30', end = '16:00'): TypedSession => ({ day, start, end })
const read = (...sessions: TypedSession[]) => readSittings(sessions, now)
const problems = (...sessions: TypedSession[]) => {
  const answer = read(...sessions)
  return 'problems' in answer ? answer.problems.map(({ index, part }) => `${index} ${part}`) : []
}
const message = (...sessions: TypedSession[]) => {
  const answer = read(...sessions)
  return 'problems' in answer ? answer.problems[0]!.message : ''
}

describe('the sessions of an occurrence', () => {
  it('reads London’s clock, in winter and in summer', () => {
    expect(read(typed('2026-03-10'), typed('2026-04-09'))).toEqual({
      sittings: [
        { startsAt: new Date('2026-03-10T09:30:00Z'), endsAt: new Date('2026-03-10T16:00:00Z') },
        { startsAt: new Date('2026-04-09T08:30:00Z'), endsAt: new Date('2026-04-09T15:00:00Z') },
      ],
    })
  })

  it.each<[string, TypedSession[], string[]]>([
    ['a sound one', [typed('2026-03-10')], []],
    ['no day', [typed('')], ['0 day']],
    ['a day that no calendar has', [typed('2026-02-30')], ['0 day']],
    ['a day written otherwise', [typed('10/03/2026')], ['0 day']],
    ['no start', [typed('2026-03-10', '')], ['0 start']],
    ['no end', [typed('2026-03-10', '09:30', '')], ['0 end']],
    ['a time that no clock shows', [typed('2026-03-10', '24:00', '9:30')], ['0 start', '0 end']],
    ['an end with its start', [typed('2026-03-10', '09:30', '09:30')], ['0 end']],
    ['an end a minute after', [typed('2026-03-10', '09:30', '09:31')], []],
    ['the moment that is now', [typed('2026-03-02', '09:00')], ['0 day']],
    ['a minute from now', [typed('2026-03-02', '09:01')], []],
    ['the next beginning with the end of the last', [typed('2026-03-10', '09:30', '12:00'), typed('2026-03-10', '12:00', '16:00')], []],
    ['the next beginning before that', [typed('2026-03-10', '09:30', '12:00'), typed('2026-03-10', '11:59', '16:00')], ['1 start']],
    ['a second day before the first', [typed('2026-03-11'), typed('2026-03-10')], ['1 start']],
    ['several wrong at once', [typed('x'), typed('2026-03-10', 'y')], ['0 day', '1 start']],
  ])('%s', (_case, sessions, expected) => expect(problems(...sessions)).toEqual(expected))

  it('refuses the hour that the clocks skip, and only that', () => {
    expect(problems(typed('2026-03-29', '00:59', '02:00'))).toEqual([])
    expect(problems(typed('2026-03-29', '01:00', '02:00'))).toEqual(['0 start'])
    expect(problems(typed('2026-03-29', '00:30', '01:59'))).toEqual(['0 end'])
    expect(message(typed('2026-03-29', '01:30', '02:00'))).toBe(
      'The clocks go forward on Sunday 29 March 2026: 01:30 does not exist that night',
    )
  })

  it('says what to do in plain words', () => {
    expect(message(typed(''))).toBe('Enter the day')
    expect(message(typed('2026-03-10', '16:00', '09:30'))).toBe('The end must be after the start')
    expect(message(typed('2026-03-01'))).toBe('Sunday 1 March 2026, 9:30am has gone by: enter a time to come')
  })
})

describe('a moment that may be left out', () => {
  it.each<[string, string, string, Date | null | string]>([
    ['nothing', '', '', null],
    ['a day and a time', '2026-03-09', '12:00', new Date('2026-03-09T12:00:00Z')],
    ['a day alone', '2026-03-09', '', new Date('2026-03-09T17:00:00Z')],
    ['a time alone', '', '12:00', 'Enter the day as well as the time'],
    ['no day', '9 March', '', 'Enter a day that exists, such as 2026-03-10'],
    ['no time', '2026-03-09', 'noon', 'Enter a time such as 09:30'],
    ['the skipped hour', '2026-03-29', '01:30', 'The clocks go forward on Sunday 29 March 2026: 01:30 does not exist that night'],
  ])('%s', (_case, day, time, expected) => {
    const answer = readMoment(day, time, '17:00')
    expect('at' in answer ? answer.at : answer.problem).toEqual(expected)
  })

  it('names the usual time when that is the one that is skipped', () => {
    expect(readMoment('2026-03-29', '', '01:00')).toEqual({ problem: expect.stringContaining('01:00') })
  })
})

describe('opening, closing and start come in this order', () => {
  const at = (ms: number) => new Date(now.getTime() + ms)
  it.each<[string, Date | null, Date | null, string | null]>([
    ['nothing said', null, null, null],
    ['closing with the start', null, at(10), null],
    ['closing after the start', null, at(11), 'closes'],
    ['opening before the closing', at(4), at(5), null],
    ['opening with the closing', at(5), at(5), 'opens'],
    ['opening before the start', at(9), null, null],
    ['opening with the start', at(10), null, 'opens'],
  ])('%s', (_case, opens, closes, part) => expect(windowProblem(opens, closes, at(10))?.part ?? null).toBe(part))
})
