import { describe, expect, it } from '@jest/globals'
import { nudgeFor } from './nudges.js'

const at = (text: string) => new Date(text)
const signedUp = { signedUpAt: at('2026-03-02T22:00:00Z'), startedAt: null, lastSeenAt: null }
const started = { ...signedUp, startedAt: at('2026-03-03T10:00:00Z'), lastSeenAt: at('2026-03-10T10:00:00Z') }

describe('what is due for somebody who has been quiet', () => {
  it.each([
    ['13 days after signing up', signedUp, '2026-03-15T23:59:00Z', null],
    ['14 days after signing up', signedUp, '2026-03-16T00:00:00Z', 'not-started'],
    ['179 days after signing up', signedUp, '2026-08-28T10:00:00Z', 'not-started'],
    ['180 days after signing up, from London’s midnight', signedUp, '2026-08-28T23:00:00Z', 'close'],
    ['59 days after the last step', started, '2026-05-08T12:00:00Z', null],
    ['60 days after the last step', started, '2026-05-09T12:00:00Z', 'unfinished'],
    ['60 days after beginning, but gone on since', started, '2026-05-03T12:00:00Z', null],
    ['179 days after the last step', started, '2026-09-05T12:00:00Z', 'unfinished'],
    ['180 days after the last step', started, '2026-09-06T12:00:00Z', 'close'],
    ['before anything', signedUp, '2026-03-02T22:00:00Z', null],
  ])('%s', (_, enrolment, now, nudge) => {
    expect(nudgeFor(enrolment, at(now))).toBe(nudge)
  })
})
