import { expect, it } from '@jest/globals'
import { refuse } from '../../../shared/refusal.js'
import { readThemes } from './themes.js'

it.each<[unknown, ReturnType<typeof readThemes>]>([
  ['Supervision,  Working   together ', ['supervision', 'working together']],
  ['referrals, Referrals,REFERRALS', ['referrals']],
  [', ,', []],
  ['', []],
  [undefined, []],
  [['a'], []],
  ['one\ntwo', ['one', 'two']],
  ['x'.repeat(40), ['x'.repeat(40)]],
  ['x'.repeat(41), refuse('theme-too-long', { most: 40 })],
  ['a,b,c,d,e,f', ['a', 'b', 'c', 'd', 'e', 'f']],
  ['a,b,c,d,e,f,g', refuse('too-many-themes', { most: 6 })],
])('reads the themes %p', (typed, expected) => {
  expect(readThemes(typed)).toEqual(expected)
})

it('reading again what was read changes nothing', () => {
  for (const typed of ['  Voice of the child , SUPERVISION', 'Thresholds'])
    expect(readThemes((readThemes(typed) as string[]).join(', '))).toEqual(readThemes(typed))
})
