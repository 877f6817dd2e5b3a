import { expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import { responses, wasAsked } from './response-rates.js'
import { STAGES, type Stage } from './stage-settings.js'

const of = (asked: Stage[], answered: Stage[]) => ({ asked, answered })

it('counts the asked and the answered at each stage, as worked out by hand', () => {
  const all = [of(['pre', 'post', 'impact'], ['pre', 'post']), of(['pre', 'post'], ['post']), of(['pre'], []), of([], ['pre'])]
  expect(responses(all)).toEqual([
    { stage: 'pre', invited: 4, answered: 2, rate: 50 },
    { stage: 'post', invited: 2, answered: 2, rate: 100 },
    { stage: 'impact', invited: 1, answered: 0, rate: 0 },
    { stage: 'manager', invited: 0, answered: 0, rate: null },
  ])
})

it('who answered at the door without a mail was asked', () => {
  expect([wasAsked(of([], ['pre']), 'pre'), wasAsked(of(['pre'], []), 'pre'), wasAsked(of([], ['pre']), 'post')]).toEqual([
    true,
    true,
    false,
  ])
})

it('nobody answers who was not asked, so no rate passes 100', () => {
  const random = seeded(291)
  const some = () => STAGES.filter(() => random() < 0.5)
  for (let i = 0; i < 200; i++) {
    const all = Array.from({ length: Math.floor(random() * 12) }, () => of(some(), some()))
    for (const { invited, answered, rate } of responses(all)) {
      expect(answered).toBeLessThanOrEqual(invited)
      expect(invited === 0 ? rate === null : rate! >= 0 && rate! <= 100).toBe(true)
    }
  }
})
