import { describe, expect, it } from '@jest/globals'
import { decideCertificate, isNews, type Earned } from './eligibility.js'

const LIVE = { live: true, same: true, byAdministrator: false }
const earned = (change: Partial<Earned>): Earned => ({ how: 'attended', booking: 'attended', answersMissing: false, last: null, ...change })

describe('who gets a certificate', () => {
  it.each<[string, Partial<Earned>, string]>([
    ['full attendance', {}, 'issue'],
    ['an e-learning pass', { how: 'e-learning', booking: null }, 'issue'],
    ['attendance that was loaded without its booking', { booking: null }, 'issue'],
    ['learning done elsewhere', { how: 'evidence', booking: null }, 'never'],
    ['half a course', { booking: 'partly attended' }, 'never'],
    ['nobody came', { booking: 'no-show' }, 'never'],
    ['a cancelled booking', { booking: 'cancelled' }, 'never'],
    ['a register that is open again', { booking: 'booked' }, 'wait'],
    ['a request', { booking: 'requested' }, 'wait'],
    ['answers that are asked for first', { answersMissing: true }, 'wait'],
    ['one that has its certificate', { last: LIVE }, 'keep'],
    ['one that has it, before answers were asked for', { last: LIVE, answersMissing: true }, 'keep'],
    ['a record that was put right', { last: { ...LIVE, same: false } }, 'replace'],
    ['a register opened again, with a certificate', { booking: 'booked', last: { ...LIVE, same: false } }, 'wait'],
    ['one whose certificate went with its record', { last: { ...LIVE, live: false } }, 'issue'],
    ['one that an administrator withdrew', { last: { ...LIVE, live: false, byAdministrator: true } }, 'never'],
  ])('%s', (_, change, decision) => expect(decideCertificate(earned(change))).toBe(decision))

  it('is nobody with a booking that is cancelled or partly attended, whatever else holds', () => {
    for (const how of ['attended', 'e-learning', 'evidence'] as const)
      for (const booking of ['cancelled', 'partly attended', 'no-show'] as const)
        for (const answersMissing of [true, false])
          for (const last of [null, LIVE, { ...LIVE, same: false }, { ...LIVE, live: false }])
            expect(decideCertificate({ how, booking, answersMissing, last })).toBe('never')
  })
})

describe('a mail tells of it', () => {
  const now = new Date('2026-03-31T09:00:00Z')
  it.each([
    ['what was recorded here just now', true, '2026-03-31T09:00:00Z', true],
    ['30 days ago', true, '2026-03-01T09:00:00Z', true],
    ['a moment longer ago', true, '2026-03-01T08:59:59Z', false],
    ['what was loaded from a file', false, '2026-03-31T09:00:00Z', false],
  ])('%s', (_, here, at, news) => expect(isNews({ here, recordedAt: new Date(at) }, now)).toBe(news))
})
