import { describe, expect, it } from '@jest/globals'
import { isRefusal } from '../../../shared/refusal.js'
import { nextGo, type Go } from './goes.js'

const failed = (number: number, at: string): Go => ({ number, finishedAt: new Date(at), passed: false })
const NOON = new Date('2026-07-06T11:00:00Z')

describe('goes at a quiz', () => {
  it.each<[string, Go[], string, unknown]>([
    ['the first', [], '2026-07-06T11:00:00Z', 1],
    ['the one that is open', [failed(1, '2026-07-06T10:00:00Z'), { number: 2, finishedAt: null, passed: null }], '2026-07-06T11:00:00Z', 2],
    ['the last of the day', [failed(1, '2026-07-06T10:00:00Z')], '2026-07-06T11:00:00Z', 2],
    ['none left today', [failed(1, '2026-07-06T09:00:00Z'), failed(2, '2026-07-06T10:00:00Z')], '2026-07-06T11:00:00Z', '2026-07-07'],
    [
      'the last minute of the day',
      [failed(1, '2026-07-06T09:00:00Z'), failed(2, '2026-07-06T10:00:00Z')],
      '2026-07-06T22:59:00Z',
      '2026-07-07',
    ],
    ['after London’s midnight', [failed(1, '2026-07-06T09:00:00Z'), failed(2, '2026-07-06T10:00:00Z')], '2026-07-06T23:00:00Z', 3],
  ])('%s', (_, goes, now, expected) => {
    const go = nextGo(goes, 2, new Date(now))
    expect(isRefusal(go) ? go.facts.from : go).toBe(expected)
  })

  it('end with the one that is passed', () => {
    const go = nextGo([failed(1, '2026-07-05T10:00:00Z'), { number: 2, finishedAt: NOON, passed: true }], 2, NOON)
    expect(isRefusal(go) && go.refused).toBe('already-passed')
  })
})
