import { expect, it } from '@jest/globals'
import { faultPlan } from './plan.js'

it('each victim falls as often as asked, at the same moments for the same seed', () => {
  const plan = faultPlan(1, 1000, 20)
  for (const victim of ['worker', 'web', 'redis', 'postgres']) expect(plan.faults.filter(fault => fault.victim === victim)).toHaveLength(20)
  expect(plan.faults.filter(fault => fault.flush)).toHaveLength(10)
  expect(plan.faults.every(fault => fault.after >= 1 && fault.after < 1000)).toBe(true)
  expect(faultPlan(1, 1000, 20)).toEqual(plan)
  expect(faultPlan(2, 1000, 20)).not.toEqual(plan)
})

it('the mail server has every mood', () => {
  const moods = new Set(faultPlan(1, 1000, 20).weather.map(one => one.weather))
  expect([...moods].sort()).toEqual(['permanent', 'silent', 'slow', 'temporary', 'well'])
})
