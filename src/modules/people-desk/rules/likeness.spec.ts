import { describe, expect, it } from '@jest/globals'
import { likeness, typingErrors, type Likened } from './likeness.js'

const a = (name: string, email = 'first@example.org', agencyId: string | null = 'school'): Likened => ({ name, email, agencyId })
const b = (name: string, email = 'other@example.net', agencyId: string | null = 'school'): Likened => ({ name, email, agencyId })

describe('two accounts that may be one person’s', () => {
  it.each<[string, Likened, Likened, string | null, number]>([
    ['same name and agency', a('Dana Reed'), b('dana  REED'), 'The same name and the same agency', 3],
    ['accents and apostrophes aside', a('Zoë O’Neill'), b("Zoe O'Neill"), 'The same name and the same agency', 3],
    ['same name elsewhere', a('Dana Reed'), b('Dana Reed', 'x@y.org', 'police'), 'The same name', 2],
    ['same name, both of no agency', a('Dana Reed', 'p@q.org', null), b('Dana Reed', 'r@s.org', null), 'The same name', 2],
    ['same before the @', a('D Reed', 'dana.reed@a.org'), b('Dana R', 'dana.reed@b.org', 'police'), 'The same address before the @', 3],
    ['dots and a + aside', a('D R', 'dana.reed@a.org'), b('X Y', 'danareed+training@b.org'), 'The same address before the @', 3],
    [
      'both',
      a('Dana Reed', 'dana.reed@a.org'),
      b('Dana Reed', 'dana.reed@b.org', null),
      'The same name, and the same address before the @',
      3,
    ],
    ['five signs before the @ are enough', a('A B', 'dreed@a.org'), b('C D', 'dreed@b.org'), 'The same address before the @', 3],
    ['four are not', a('A B', 'reed@a.org'), b('C D', 'reed@b.org'), null, 0],
    ['another order', a('Reed, Dana'), b('Dana Reed', 'x@y.org', null), 'The same names in another order', 2],
    ['one slip, same agency', a('Dana Reed'), b('Dana Read'), 'Nearly the same name, and the same agency', 2],
    ['one slip, elsewhere', a('Dana Reed'), b('Dana Read', 'x@y.org', 'police'), 'Nearly the same name', 1],
    ['two neighbours exchanged', a('Dana Reed'), b('Dnaa Reed'), 'Nearly the same name, and the same agency', 2],
    ['two slips in a short name', a('Dana Reed'), b('Dina Read'), null, 0],
    ['two slips in a long one', a('Siobhan Fitzgerald'), b('Siobahn Fitzgerold'), 'Nearly the same name, and the same agency', 2],
    ['three in a long one', a('Siobhan Fitzgerald'), b('Siobahn Fitzgirold'), null, 0],
    ['somebody else', a('Dana Reed'), b('Oona Outsider'), null, 0],
  ])('%s', (_what, one, two, why, strength) => {
    expect(likeness(one, two)).toEqual(why === null ? null : { why, strength })
    expect(likeness(two, one)).toEqual(likeness(one, two))
  })

  it('slips count the same both ways, and none only between what is the same', () => {
    const words = ['', 'a', 'ab', 'ba', 'abc', 'acb', 'reed', 'read', 'dear']
    for (const one of words)
      for (const two of words) {
        expect(typingErrors(one, two)).toBe(typingErrors(two, one))
        expect(typingErrors(one, two) === 0).toBe(one === two)
        expect(typingErrors(one, two)).toBeLessThanOrEqual(Math.max(one.length, two.length))
      }
  })
})
