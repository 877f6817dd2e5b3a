import { describe, expect, it } from '@jest/globals'
import { addDays } from '../shared/dates.js'
import { DATES_ELSEWHERE, daysOf, OWN_DATES } from './catalogue/newsletters.js'
import { comingProgramme } from './coming-programme.js'

const PRINTED = Object.values({ ...OWN_DATES, ...DATES_ELSEWHERE }).flatMap(daysOf).length

// Around Christmas, around Easter, and with nothing in the way.
describe.each(['2026-11-21', '2026-10-11', '2027-03-10', '2027-09-14'])('the programme after %s', today => {
  const wanted = comingProgramme(today)
  const first = (key: string) => wanted.find(one => one.key === key)!.candidates[0]!

  it('has every printed date and those fitted in', () => {
    expect([PRINTED, wanted.length]).toEqual([90, 98])
    expect(new Set(wanted.map(one => one.key)).size).toBe(98)
  })

  it('begins soon and ends within twelve weeks', () => {
    const days = wanted.map(one => one.candidates[0]!)
    expect(days.every(day => day >= addDays(today, 4) && day <= addDays(today, 84))).toBe(true)
    expect(days.some(day => day >= addDays(today, 70))).toBe(true)
  })

  it('keeps the printed order, and every date of a course on a day of its own', () => {
    const days = wanted.map(one => one.candidates[0]!)
    expect(days).toEqual([...days].sort())
    for (const course of ['neglect-l2', 'gcp2', 'aces', 'trauma-informed']) {
      const its = wanted.filter(one => one.course === course).map(one => one.candidates[0]!)
      expect(new Set(its).size).toBe(its.length)
    }
    expect(first('coming-neglect-l2-1') < first('coming-gcp2-1')).toBe(true)
  })
})
