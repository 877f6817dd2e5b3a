import { describe, expect, it } from '@jest/globals'
import { stateInWords } from './mail-state.js'

const at = new Date('2026-03-02T09:00:00Z')
const message = { state: 'due' as const, tryAt: at, sentAt: null, attempts: 0, outcome: null }

describe('what has become of a mail', () => {
  it.each([
    [{}, 'Due', 'Due on Monday 2 March 2026, 9am'],
    [{ attempts: 1, outcome: 'busy' }, 'Due', 'Due on Monday 2 March 2026, 9am, tried once: busy'],
    [{ attempts: 2, outcome: 'busy' }, 'Due', 'Due on Monday 2 March 2026, 9am, tried 2 times: busy'],
    [{ state: 'sent' as const, sentAt: at }, 'Sent', 'Sent on Monday 2 March 2026, 9am'],
    [{ state: 'dropped' as const, outcome: 'no longer true' }, 'Not sent', 'Not sent: no longer true'],
    [{ state: 'dropped' as const }, 'Not sent', 'Not sent'],
    [{ state: 'failed' as const, outcome: 'no such address' }, 'Failed', 'Given up: no such address'],
    [{ state: 'gathered' as const }, 'Gathered', 'Part of another mail'],
  ])('%j', (change, tag, sentence) => {
    expect(stateInWords({ ...message, ...change }, false)).toMatchObject({ tag, sentence })
  })

  it('is that it is kept, where no mail server is given', () => {
    const kept = stateInWords({ ...message, state: 'sent', sentAt: at }, true)
    expect(kept).toMatchObject({ tag: 'Kept', sentence: 'Kept here instead of being sent on Monday 2 March 2026, 9am' })
  })
})
