import { describe, expect, it } from '@jest/globals'
import { countsUntil, hoursInWords, initialsOf, standingOn, whyWithdrawn } from './standing.js'

const GOOD = { withdrawn: false, recordGone: false, validUntil: '2026-03-02' }

describe('how a certificate stands', () => {
  it.each([
    ['on its last day', GOOD, '2026-03-02', 'valid'],
    ['on the day after', GOOD, '2026-03-03', 'expired'],
    ['for good', { ...GOOD, validUntil: null }, '2999-12-31', 'valid'],
    ['withdrawn', { ...GOOD, withdrawn: true }, '2026-03-02', 'withdrawn'],
    ['withdrawn and past its day', { ...GOOD, withdrawn: true }, '2026-03-03', 'withdrawn'],
    ['without its record', { ...GOOD, recordGone: true }, '2026-03-02', 'withdrawn'],
  ])('%s', (_, facts, today, standing) => expect(standingOn(facts, today)).toBe(standing))

  it('is never valid again once it is past its day', () => {
    const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-12-31', '2027-03-02']
    const seen = days.map(day => standingOn(GOOD, day))
    expect(seen.lastIndexOf('valid')).toBeLessThan(seen.indexOf('expired'))
  })
})

describe('a certificate in words', () => {
  it('says why it was withdrawn', () => {
    expect(whyWithdrawn('replaced')).toBe('a new one takes its place')
    expect(whyWithdrawn('administrator', 'Marked by mistake')).toBe('the business unit withdrew it: Marked by mistake')
  })

  it('says until when it counts', () => {
    expect([countsUntil(null), countsUntil('2029-03-02')]).toEqual(['For good', 'Until Friday 2 March 2029'])
  })

  it.each([
    [null, ''],
    [0, ''],
    [1, '1 minute'],
    [45, '45 minutes'],
    [60, '1 hour'],
    [390, '6 hours 30 minutes'],
    [721, '12 hours 1 minute'],
  ])('says how long %p minutes are', (minutes, words) => expect(hoursInWords(minutes)).toBe(words))

  it.each([
    ['Dana Delegate', 'D. D.'],
    ['Siobhán O’Neill-Zając', 'S. O. Z.'],
    ['Đặng Thị Ánh', 'Đ. T. Á.'],
    ['李小龍', '李.'],
    ['X', 'X.'],
    ['(J) – Smith', 'J. S.'],
  ])('shows of %s no more than initials', (name, initials) => expect(initialsOf(name)).toBe(initials))
})
