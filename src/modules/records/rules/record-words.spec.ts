import { describe, expect, it } from '@jest/globals'
import { countingOn, recordWords } from './record-words.js'

const today = '2026-03-02'

describe('until when a record counts', () => {
  it.each([
    ['for good', null, 'counts'],
    ['91 days more', '2026-06-01', 'counts'],
    ['90 days more', '2026-05-31', 'runs out soon'],
    ['its last day', today, 'runs out soon'],
    ['the day after its last', '2026-03-01', 'no longer counts'],
  ])('%s', (_case, validUntil, expected) => expect(countingOn(validUntil, today)).toBe(expected))
})

it('says how and until when', () => {
  expect(recordWords({ how: 'evidence', validUntil: '2029-03-02' }, today)).toEqual({
    ...{ howWords: 'Learned elsewhere', until: 'Friday 2 March 2029', counting: 'counts' },
  })
  expect(recordWords({ how: 'attended', validUntil: null }, today)).toEqual({ howWords: 'Attended', until: 'For good', counting: 'counts' })
  expect(recordWords({ how: 'by post', validUntil: null }, today).howWords).toBe('by post')
})
