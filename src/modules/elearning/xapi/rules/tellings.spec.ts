import { describe, expect, it } from '@jest/globals'
import { toTell, type Step } from './tellings.js'

const NOTHING: Step = { completed: false, passed: false, completedBefore: false, passedBefore: false, failed: null, score: null }
const told = (change: Partial<Step>) => toTell({ ...NOTHING, ...change }).map(({ what, success }) => [what, success])

describe('toTell', () => {
  it.each<[string, Partial<Step>, (string | boolean | null)[][]]>([
    ['a page turned', {}, []],
    ['a completion without anything to pass', { completed: true }, [['completed', null]]],
    [
      'a pass that completes',
      { completed: true, passed: true },
      [
        ['passed', true],
        ['completed', true],
      ],
    ],
    ['a pass alone', { passed: true }, [['passed', true]]],
    ['a completion after a pass', { completed: true, passed: true, passedBefore: true }, [['completed', true]]],
    ['the same again', { completed: true, passed: true, passedBefore: true, completedBefore: true }, []],
    ['a try that failed', { failed: { attempt: '2', score: 40 } }, [['failed:2', false]]],
  ])('%s', (_name, change, expected) => expect(told(change)).toEqual(expected))

  it('tells a failed try with its own score, the rest with the best', () => {
    expect(toTell({ ...NOTHING, failed: { attempt: '1', score: 40 }, score: 70 })[0]).toMatchObject({ score: 40 })
    expect(toTell({ ...NOTHING, passed: true, score: 70 })[0]).toMatchObject({ score: 70 })
  })

  it('never tells anything of a step that changes nothing, nor the same thing twice', () => {
    for (let bits = 0; bits < 32; bits++) {
      const on = (bit: number) => Boolean(bits & (1 << bit))
      const step = {
        completed: on(0),
        passed: on(1),
        completedBefore: on(2),
        passedBefore: on(3),
        failed: on(4) ? { attempt: '1', score: 1 } : null,
        score: 5,
      }
      const whats = toTell(step).map(({ what }) => what)
      expect(new Set(whats).size).toBe(whats.length)
      expect(whats.includes('completed')).toBe(step.completed && !step.completedBefore)
      expect(whats.includes('passed')).toBe(step.passed && !step.passedBefore)
      expect(whats.includes('failed:1')).toBe(step.failed !== null)
    }
  })
})
