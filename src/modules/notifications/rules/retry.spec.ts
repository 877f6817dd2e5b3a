import { describe, expect, it } from '@jest/globals'
import { afterAway, judge, nextTry, PAUSES, type Failure } from './retry.js'

const NOW = new Date('2026-03-02T09:00:00Z')
const failure = (change: Partial<Failure>): Failure => ({
  ...{ stage: 'sending', code: null, reply: '', error: 'Connection closed unexpectedly', timedOut: false, unsendable: false },
  ...change,
})
const reply = (text: string, change: Partial<Failure> = {}) => failure({ code: Number(text.slice(0, 3)), reply: text, ...change })

describe('what a failure means', () => {
  it.each<[string, Failure, ReturnType<typeof judge>]>([
    [
      'the mail cannot be written',
      failure({ stage: 'composing', error: 'undefined filter: shout' }),
      { verdict: 'permanent', reason: 'The mail could not be written: undefined filter: shout' },
    ],
    [
      'nobody listens',
      failure({ stage: 'connecting', error: 'connect ECONNREFUSED 127.0.0.1:25' }),
      { verdict: 'away', reason: 'The mail server could not be used: connect ECONNREFUSED 127.0.0.1:25' },
    ],
    [
      'a greeting that sends everybody away',
      reply('421 Too busy', { stage: 'connecting' }),
      { verdict: 'away', reason: 'The mail server could not be used: 421 Too busy' },
    ],
    [
      'a sign-in that is refused is nobody’s fault but the settings’',
      reply('535 Wrong password', { stage: 'connecting' }),
      { verdict: 'away', reason: 'The mail server could not be used: 535 Wrong password' },
    ],
    [
      'a greeting that never comes',
      failure({ stage: 'connecting', timedOut: true }),
      { verdict: 'away', reason: 'The mail server could not be used: it did not answer in time' },
    ],
    ['499', reply('499 Later'), { verdict: 'temporary', reason: 'The mail server put it off: 499 Later' }],
    ['500', reply('500 Never'), { verdict: 'permanent', reason: 'The mail server refused it: 500 Never' }],
    ['421 in the middle of a mail', reply('421 Closing'), { verdict: 'temporary', reason: 'The mail server put it off: 421 Closing' }],
    [
      'an address that the protocol does not take',
      failure({ unsendable: true, error: 'Invalid recipient' }),
      { verdict: 'permanent', reason: 'It cannot be sent: Invalid recipient' },
    ],
    ['no answer to the mail', failure({ timedOut: true }), { verdict: 'temporary', reason: 'The mail server did not answer in time' }],
    [
      'an answer that was lost',
      failure({}),
      { verdict: 'temporary', reason: 'The connection to the mail server was lost: Connection closed unexpectedly' },
    ],
  ])('%s', (_case, given, expected) => expect(judge(given)).toEqual(expected))
})

describe('when to try again', () => {
  const minutes = (attempts: number) => {
    const next = nextTry(attempts, NOW)
    return next && (next.getTime() - NOW.getTime()) / 60_000
  }

  it('after a minute, five, a quarter of an hour, an hour, four', () => expect([1, 2, 3, 4, 5].map(minutes)).toEqual([1, 5, 15, 60, 240]))

  it('for about three days, and then no more', () => {
    expect([PAUSES.length, PAUSES.length + 1, PAUSES.length + 100].map(minutes)).toEqual([720, null, null])
    const days = PAUSES.reduce((sum, pause) => sum + pause, 0) / 60 / 24
    expect(days).toBeGreaterThan(3)
    expect(days).toBeLessThan(3.2)
  })

  it('never sooner than the time before', () => {
    expect([...PAUSES].sort((a, b) => a - b)).toEqual(PAUSES)
    expect(Math.min(...PAUSES)).toBeGreaterThan(0)
  })

  it('a server that cannot be used is left alone for a minute', () => expect(afterAway(NOW)).toEqual(new Date('2026-03-02T09:01:00Z')))
})
