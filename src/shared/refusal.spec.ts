import { describe, expect, it } from '@jest/globals'
import { isRefusal, refuse } from './refusal.js'

describe('a refusal', () => {
  it('has its code, and the facts of its sentence', () => {
    expect(refuse('prerequisites-missing', { missing: ['neglect-l1'] })).toEqual({
      refused: 'prerequisites-missing',
      facts: { missing: ['neglect-l1'] },
    })
    expect(refuse('full')).toEqual({ refused: 'full', facts: {} })
  })

  it.each([
    ['a refusal', refuse('full'), true],
    ['one that came back from the database as JSON', JSON.parse(JSON.stringify(refuse('full'))) as unknown, true],
    ['a booking', { id: 'one', state: 'booked' }, false],
    ['a text', 'refused', false],
    ['a list', ['refused'], false],
    ['a number', 0, false],
    ['nothing', null, false],
    ['nothing at all', undefined, false],
  ])('%s is told apart', (_case, result, answer) => expect(isRefusal(result)).toBe(answer))
})
