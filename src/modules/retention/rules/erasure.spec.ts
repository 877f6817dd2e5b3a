import { describe, expect, it } from '@jest/globals'
import { isConfirmed, mentionPattern, whyNotErase, type ErasureFacts } from './erasure.js'

const nobody: ErasureFacts = { erased: false, administrator: false, byThemselves: false, trainerDates: 0, approvals: 0 }

describe('who may be erased', () => {
  it.each<[string, ErasureFacts | null, string | null]>([
    ['anybody', nobody, null],
    ['not who is not there', null, 'not-found'],
    ['not twice', { ...nobody, erased: true, administrator: true }, 'erased-already'],
    ['not an administrator by themselves', { ...nobody, byThemselves: true, administrator: true }, 'oneself'],
    ['not an administrator by another, before the role is taken away', { ...nobody, administrator: true }, 'administrator'],
    ['not who is to deliver one date', { ...nobody, trainerDates: 1 }, 'trainer-dates'],
    ['not who is asked to approve one booking', { ...nobody, approvals: 1 }, 'approvals-open'],
  ])('%s', (_what, facts, code) => expect(whyNotErase(facts)?.refused ?? null).toBe(code))

  it('is nobody who stands in the way of something', () => {
    for (const [fact, value] of Object.entries({ erased: true, administrator: true, byThemselves: true, trainerDates: 2, approvals: 3 }))
      expect([fact, whyNotErase({ ...nobody, [fact]: value })]).toEqual([fact, expect.objectContaining({ refused: expect.any(String) })])
  })
})

it.each([
  ['Dana Delegate', true],
  ['  dana   DELEGATE ', true],
  ['Dana@Example.org', true],
  ['Dana', false],
  ['', false],
  [' ', false],
])('typed %p confirms: %p', (typed, confirmed) =>
  expect(isConfirmed(typed, { name: 'Dana Delegate', email: 'dana@example.org' })).toBe(confirmed),
)

it('nothing confirms somebody without a name', () => expect(isConfirmed('', { name: '', email: '' })).toBe(false))

describe('how somebody is found in the words of others', () => {
  const found = (text: string, who = { name: 'Dana O’Neil (she)', email: 'dana.o@example.org' }, namesakes = false) =>
    new RegExp(mentionPattern({ ...who, namesakes }).replaceAll('[[:alnum:]]', '[\\p{L}\\p{N}]'), 'iu').test(text)

  it.each([
    ['Ask dana.o@example.org.', true],
    ['"DANA  o’neil (she)"', true],
    ['xdana.o@example.org', false],
    ['danaxo@example.org', false],
    ['Dana O’Neil (shed)', false],
    ['Dana', false],
  ])('%p: %p', (text, is) => expect(found(text)).toBe(is))

  it('is not by a name that somebody else has too, nor by a single word', () => {
    expect(found('Dana O’Neil (she) rang', undefined, true)).toBe(false)
    expect(found('ann', { name: 'Ann', email: 'ann@example.org' })).toBe(false)
    expect(found('said \\"Bo\\" Reed', { name: '"Bo" Reed', email: 'bo@example.org' })).toBe(true)
  })
})
