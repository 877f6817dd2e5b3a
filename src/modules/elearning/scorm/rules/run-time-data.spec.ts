import { describe, expect, it } from '@jest/globals'
import { readRunTimeData, sessionSeconds } from './run-time-data.js'

const isTaken = (name: string, value: unknown, old: boolean) => {
  const read = readRunTimeData({ [name]: value }, old)
  return 'refused' in read ? 'refused' : Object.hasOwn(read, name) ? 'kept' : 'left out'
}

describe('what an item may store', () => {
  it.each([
    ['cmi.core.lesson_status', 'passed', 'kept'],
    ['cmi.core.lesson_status', 'Passed', 'refused'],
    ['cmi.core.lesson_location', 'x'.repeat(1000), 'kept'],
    ['cmi.core.lesson_location', 'x'.repeat(1001), 'refused'],
    ['cmi.suspend_data', 'x'.repeat(64_000), 'kept'],
    ['cmi.suspend_data', 'x'.repeat(64_001), 'refused'],
    ['cmi.core.exit', 'suspend', 'kept'],
    ['cmi.core.exit', 'normal', 'refused'],
    ['cmi.core.score.raw', '79.5', 'kept'],
    ['cmi.core.score.raw', 79.5, 'kept'],
    ['cmi.core.score.raw', '', 'kept'],
    ['cmi.core.score.raw', '1e9', 'refused'],
    ['cmi.core.score.raw', 'NaN', 'refused'],
    ['cmi.core.session_time', '0001:02:03.45', 'kept'],
    ['cmi.core.session_time', 'PT1H', 'refused'],
    ['cmi.core.lesson_location', { a: 1 }, 'refused'],
    ['cmi.core.lesson_location', null, 'refused'],
    ['cmi.interactions.12.result', 'wrong', 'kept'],
    ['cmi.interactions.12.objectives.0.id', 'o', 'kept'],
    ['cmi.interactions.x.result', 'wrong', 'left out'],
    ['cmi.objectives.0.status', 'passed', 'kept'],
    ['cmi.comments', 'x'.repeat(8001), 'refused'],
    ['cmi.core.student_name', 'Somebody Else', 'left out'],
    ['cmi.core.total_time', '9999:00:00', 'left out'],
    ['cmi.student_data.mastery_score', '1', 'left out'],
    ['__proto__', 'x', 'left out'],
    ['cmi.location', 'x', 'left out'],
    ['x'.repeat(200), 'x', 'left out'],
  ])('1.2: %.60s = %.20j is %s', (name, value, said) => {
    expect(isTaken(name, value, true)).toBe(said)
  })

  it.each([
    ['cmi.location', 'x', 'kept'],
    ['cmi.completion_status', 'completed', 'kept'],
    ['cmi.completion_status', 'passed', 'refused'],
    ['cmi.success_status', 'unknown', 'kept'],
    ['cmi.success_status', 'great', 'refused'],
    ['cmi.score.scaled', '1', 'kept'],
    ['cmi.score.scaled', '-1', 'kept'],
    ['cmi.score.scaled', '1.01', 'refused'],
    ['cmi.progress_measure', '0.5', 'kept'],
    ['cmi.progress_measure', '-0.1', 'refused'],
    ['cmi.session_time', 'P1DT2H3M4.5S', 'kept'],
    ['cmi.session_time', '00:00:07', 'refused'],
    ['cmi.exit', 'normal', 'kept'],
    ['cmi.learner_id', 'x', 'left out'],
    ['cmi.core.lesson_status', 'passed', 'left out'],
  ])('2004: %s = %j is %s', (name, value, said) => {
    expect(isTaken(name, value, false)).toBe(said)
  })

  it.each([null, 'text', ['a'], 7, Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`a${i}`, 'x']))])(
    'is a list of values, and not too many',
    sent => {
      expect(readRunTimeData(sent, true)).toHaveProperty('refused')
    },
  )

  it('is not too much of everything', () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`cmi.interactions.${i}.id`, 'x'.repeat(4000)]))
    expect(readRunTimeData(many(150), true)).not.toHaveProperty('refused')
    expect(readRunTimeData(many(151), true)).toHaveProperty('refused')
  })

  it('is made of whole characters', () => {
    expect(readRunTimeData({ 'cmi.suspend_data': 'a\0b\ud800c' }, true)).toEqual({ 'cmi.suspend_data': 'a\ufffdb\ufffdc' })
    expect(readRunTimeData({ 'cmi.suspend_data': true }, true)).toEqual({ 'cmi.suspend_data': 'true' })
  })
})

describe('the time of a session', () => {
  it.each([
    [{}, null],
    [{ 'cmi.core.session_time': '00:00:00' }, null],
    [{ 'cmi.core.session_time': '00:00:07.9' }, 7],
    [{ 'cmi.core.session_time': '0001:02:03' }, 3723],
    [{ 'cmi.session_time': 'PT7S' }, 7],
    [{ 'cmi.session_time': 'P1DT1H1M1.5S' }, 90_061],
    [{ 'cmi.session_time': 'P1D' }, 86_400],
    [{ 'cmi.session_time': 'PT2H' }, 7200],
  ])('%j: %s seconds', (data, seconds) => {
    expect(sessionSeconds(data)).toBe(seconds)
  })
})
