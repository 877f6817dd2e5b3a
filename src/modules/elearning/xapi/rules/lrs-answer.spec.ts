import { describe, expect, it } from '@jest/globals'
import { goesAlone, judge, type LrsAnswer, LRS_PAUSES, nextTryAt } from './lrs-answer.js'

const answer = (status: number | null, change: Partial<LrsAnswer> = {}): LrsAnswer => ({
  ...{ status, acknowledged: status === 200, timedOut: false, said: 'so it said', retryAfterSeconds: null },
  ...change,
})
const NOW = new Date('2026-03-02T09:00:00Z')

describe('judge', () => {
  it.each<[number | null, string, string]>([
    [200, 'sent', 'sent'],
    [204, 'sent', 'sent'],
    [301, 'away', 'away'],
    [400, 'alone', 'refused'],
    [401, 'away', 'away'],
    [403, 'away', 'away'],
    [404, 'away', 'away'],
    [405, 'away', 'away'],
    [408, 'away', 'away'],
    [409, 'alone', 'sent'],
    [410, 'away', 'away'],
    [413, 'alone', 'refused'],
    [422, 'alone', 'refused'],
    [425, 'away', 'away'],
    [429, 'away', 'away'],
    [499, 'alone', 'refused'],
    [500, 'away', 'away'],
    [503, 'away', 'away'],
    [null, 'away', 'away'],
  ])('%s to many is %s, to one %s', (status, many, one) => {
    expect([judge(answer(status), 2).verdict, judge(answer(status), 1).verdict]).toEqual([many, one])
  })

  it('a 200 without the ids of what was sent is some other page, and nothing was sent', () => {
    expect(judge(answer(200, { acknowledged: false, said: 'Sign in' }), 1)).toEqual({
      verdict: 'away',
      reason: 'What answers at XAPI_URL is not a store of statements: 200, Sign in',
    })
  })

  it.each<[LrsAnswer, string]>([
    [answer(null, { said: 'ECONNREFUSED' }), 'The outside store could not be reached: ECONNREFUSED'],
    [answer(null, { timedOut: true }), 'The outside store did not answer in time'],
    [answer(401, { said: '' }), 'The outside store does not accept the key and secret: 401'],
    [answer(503), 'The outside store put it off: 503, so it said'],
    [answer(400), 'The outside store refused it: 400, so it said'],
    [answer(409), 'It was there already'],
  ])('tells why: %j', (given, reason) => expect(judge(given, 1).reason).toBe(reason))

  it('never calls sent what no store has acknowledged, and never refuses in company', () => {
    for (let status = 200; status < 600; status++) {
      if (judge(answer(status, { acknowledged: false }), 1).verdict === 'sent') expect([204, 409]).toContain(status)
      expect(judge(answer(status), 2).verdict).not.toBe('refused')
    }
  })
})

describe('nextTryAt', () => {
  const minutes = (attempts: number, asked: number | null = null) => (nextTryAt(attempts, asked, NOW).getTime() - NOW.getTime()) / 60_000

  it('grows, and then stays', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 99].map(attempts => minutes(attempts))).toEqual([...LRS_PAUSES, 60, 60])
  })

  it('is no sooner than the store asked for, up to a day', () => {
    expect([minutes(1, 30), minutes(1, 120), minutes(6, 120), minutes(1, 10_000_000)]).toEqual([1, 2, 60, 1440])
  })
})

describe('goesAlone', () => {
  it.each<[number | null, boolean, number, boolean]>([
    [500, false, 2, false],
    [500, false, 3, true],
    [499, false, 3, false],
    [null, true, 3, true],
    [null, false, 9, false],
  ])('after %s (in time: not %s) %i times: %s', (status, timedOut, attempts, alone) => {
    expect(goesAlone(answer(status, { timedOut }), attempts)).toBe(alone)
  })
})
