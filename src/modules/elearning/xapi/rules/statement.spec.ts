import { describe, expect, it } from '@jest/globals'
import { statementProblems } from '../../../../../test/elearning/xapi/statement-problems.js'
import { iso8601Duration, type Learning, statementOf, VERBS } from './statement.js'

const HERE = 'https://training.example.org'
const LEARNING: Learning = {
  id: '0197a000-0000-7000-8000-000000000001',
  verb: 'completed',
  personId: '0197a000-0000-7000-8000-000000000002',
  enrolmentId: '0197a000-0000-7000-8000-000000000003',
  course: { key: 'neglect-l1', title: 'Child Neglect Awareness' },
  score: 87.5,
  success: true,
  seconds: 3723,
  now: new Date('2026-03-02T09:00:00.123Z'),
}
const told = (change: Partial<Learning>) => statementOf({ ...LEARNING, ...change }, HERE)

describe('statementOf', () => {
  it('says all there is to say, in the words of xAPI 1.0.3', () => {
    expect(statementOf(LEARNING, HERE)).toEqual({
      id: LEARNING.id,
      actor: { objectType: 'Agent', account: { homePage: HERE, name: LEARNING.personId } },
      verb: { id: 'http://adlnet.gov/expapi/verbs/completed', display: { 'en-GB': 'completed' } },
      object: {
        objectType: 'Activity',
        id: `${HERE}/courses/neglect-l1`,
        definition: { type: 'http://adlnet.gov/expapi/activities/course', name: { 'en-GB': 'Child Neglect Awareness' } },
      },
      result: { completion: true, success: true, score: { scaled: 0.875, raw: 87.5, min: 0, max: 100 }, duration: 'PT1H2M3S' },
      context: { registration: LEARNING.enrolmentId, platform: 'Goldthread', language: 'en-GB' },
      timestamp: '2026-03-02T09:00:00.123Z',
      version: '1.0.0',
    })
  })

  it('leaves out what nobody knows, rather than saying nought or null', () => {
    expect(told({ score: null, success: null, seconds: 0 }).result).toEqual({ completion: true })
    expect(told({ verb: 'failed', score: 0, success: false, seconds: 0 }).result).toEqual({
      success: false,
      score: { scaled: 0, raw: 0, min: 0, max: 100 },
    })
    expect(told({ verb: 'passed' }).result).not.toHaveProperty('completion')
  })

  it.each([
    [undefined, '2026-03-02T09:00:00.123Z'],
    ['2026-03-02', '2026-03-02T09:00:00.123Z'],
    ['2026-03-01', '2026-03-01T12:00:00.000Z'],
    ['2025-07-01', '2025-07-01T11:00:00.000Z'],
  ])('completed on %s, happened at %s', (on, at) => expect(told({ on }).timestamp).toBe(at))

  it('whatever is told is a valid statement', () => {
    for (const verb of Object.keys(VERBS) as (keyof typeof VERBS)[])
      for (const score of [null, 0, 33.33, 100])
        for (const success of [null, true, false])
          for (const seconds of [0, 1, 59, 60, 86_400]) expect(statementProblems(told({ verb, score, success, seconds }))).toEqual([])
  })
})

describe('iso8601Duration', () => {
  it.each([
    [0, 'PT0S'],
    [1, 'PT1S'],
    [59, 'PT59S'],
    [60, 'PT1M'],
    [3600, 'PT1H'],
    [3601, 'PT1H1S'],
    [360_000, 'PT100H'],
  ])('%i seconds are %s', (seconds, text) => expect(iso8601Duration(seconds)).toBe(text))

  it('says as many seconds as it was given', () => {
    for (let seconds = 0; seconds < 200_000; seconds += 1237) {
      const [, h = 0, m = 0, s = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(iso8601Duration(seconds))!
      expect(Number(h) * 3600 + Number(m) * 60 + Number(s)).toBe(seconds)
    }
  })
})

describe('the test of statements itself finds fault', () => {
  const good = told({}) as unknown as Record<string, unknown>
  it.each<[string, object]>([
    ['id is no UUID', { id: 'x' }],
    ['actor must be known by exactly one thing', { actor: { objectType: 'Agent', name: 'Dana' } }],
    ['actor must be known by exactly one thing', { actor: { mbox: 'mailto:d@example.org', account: { homePage: HERE, name: 'x' } } }],
    ['verb has no IRI', { verb: { id: 'completed' } }],
    ['object has no IRI', { object: { id: 'neglect-l1' } }],
    ['definition.type is no IRI', { object: { id: HERE, definition: { type: 'course' } } }],
    ['score.scaled lies between -1 and 1', { result: { score: { scaled: 80 } } }],
    ['score.raw lies outside', { result: { score: { raw: 101, min: 0, max: 100 } } }],
    ['result.duration is no duration', { result: { duration: '01:02:03' } }],
    ['result.duration is no duration', { result: { duration: 'PT' } }],
    ['context.registration is no UUID', { context: { registration: '1' } }],
    ['timestamp is no moment with an offset', { timestamp: '2026-03-02 09:00' }],
    ['version of the data model must be 1.0.0', { version: '1.0.3' }],
    ['statement.result is null', { result: null }],
    ['statement may not have extra', { extra: 1 }],
  ])('%s', (problem, change) => expect(statementProblems({ ...good, ...change })).toContain(problem))
})
