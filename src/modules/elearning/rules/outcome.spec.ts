import { describe, expect, it } from '@jest/globals'
import { isLearned, secondsSpent } from './outcome.js'

const SUCCESS = ['passed', 'failed', 'unknown'] as const

describe('whether a module is learned', () => {
  it.each([
    ['gone through, nothing to pass', { completed: true, success: 'unknown', wantsPass: false }, true],
    ['gone through and passed', { completed: true, success: 'passed', wantsPass: true }, true],
    ['gone through, the quiz not yet taken', { completed: true, success: 'unknown', wantsPass: true }, false],
    ['gone through, the quiz failed', { completed: true, success: 'failed', wantsPass: true }, false],
    ['failed by its own word, though nobody asked for a pass', { completed: true, success: 'failed', wantsPass: false }, false],
    ['passed, but not gone through', { completed: false, success: 'passed', wantsPass: true }, false],
    ['begun', { completed: false, success: 'unknown', wantsPass: false }, false],
  ] as const)('%s', (_, outcome, learned) => {
    expect(isLearned(outcome)).toBe(learned)
  })

  it('never is after a failed quiz, nor before the end', () => {
    for (const completed of [true, false])
      for (const success of SUCCESS)
        for (const wantsPass of [true, false])
          if (!completed || success === 'failed') expect(isLearned({ completed, success, wantsPass })).toBe(false)
  })
})

describe('time spent', () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 2, 2, 9) + seconds * 1000)
  it.each([
    ['nobody was seen before', null, 0],
    ['a minute and a half', at(-90), 90],
    ['the longest pause', at(-900), 900],
    ['one second longer', at(-901), 0],
    ['seen later than now, by another clock', at(5), 0],
  ])('%s', (_, last, seconds) => {
    expect(secondsSpent(last, at(0))).toBe(seconds)
  })
})
