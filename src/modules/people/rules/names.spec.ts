import { expect, it } from '@jest/globals'
import { isRefusal } from '../../../shared/refusal.js'
import { seeded } from '../../../shared/seeded.js'
import { checkName } from './names.js'

it.each([
  ['Jo Bloggs', 'Jo Bloggs'],
  ['  Jo   Bloggs ', 'Jo Bloggs'],
  ["Siobhán O'Neill-Zając", "Siobhán O'Neill-Zając"],
  ['李小龍', '李小龍'],
  ['علی\u200cرضا', 'علی\u200cرضا'],
  ['Dr. J. Smith (Jo)', 'Dr. J. Smith (Jo)'],
  ['X', 'X'],
  ['a'.repeat(100), 'a'.repeat(100)],
])('%s is a name', (text, name) => expect(checkName(text)).toBe(name))

it.each([
  ['', 'name-missing'],
  [' \t ', 'name-missing'],
  ['a'.repeat(101), 'name-too-long'],
  ['12', 'name-malformed'],
  ['---', 'name-malformed'],
  ['jo@example.org', 'name-malformed'],
  ['<b>Jo</b>', 'name-malformed'],
  ['Win at http://example.org', 'name-malformed'],
  ['WWW.example.org', 'name-malformed'],
  ['Jo\u0000', 'name-malformed'],
  ['Jo\u202esggolB', 'name-malformed'],
  ['Jo \u2066Bloggs', 'name-malformed'],
])('%j is none: %s', (text, refused) => expect(checkName(text)).toMatchObject({ refused }))

it('what is accepted is accepted again as it is', () => {
  const random = seeded(1597)
  const letters = 'aé ’-.@<1\t'
  for (let i = 0; i < 1000; i++) {
    const name = checkName(
      Array.from({ length: 1 + Math.floor(random() * 9) }, () => letters[Math.floor(random() * letters.length)]!).join(''),
    )
    if (!isRefusal(name)) expect(checkName(name)).toBe(name)
  }
})
