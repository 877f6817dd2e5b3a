import { describe, expect, it } from '@jest/globals'
import { isRefusal } from '../../../shared/refusal.js'
import { decideRoles, ROLES, type DeskRole, type RolesFacts } from './roles.js'

const facts = (change: Partial<RolesFacts> = {}): RolesFacts => ({
  actor: { id: 'ada', administrator: true },
  personId: 'dana',
  before: [],
  administrators: 2,
  delivers: 0,
  hasAgency: true,
  ...change,
})

describe('giving and taking roles', () => {
  const both = (before: DeskRole[], more: Partial<RolesFacts> = {}) => facts({ before, ...more })
  it.each<[string, RolesFacts, DeskRole[], string | { given: DeskRole[]; taken: DeskRole[] }]>([
    ['a role is given', facts(), ['report reader'], { given: ['report reader'], taken: [] }],
    ['a role is taken', both(['trainer']), [], { given: [], taken: ['trainer'] }],
    ['one is given and one taken', both(['trainer']), ['training lead'], { given: ['training lead'], taken: ['trainer'] }],
    ['nothing changes', both(['trainer']), ['trainer'], { given: [], taken: [] }],
    ['another administrator stops being one', both(['administrator']), [], { given: [], taken: ['administrator'] }],
    ['the last one does not', both(['administrator'], { administrators: 1 }), [], 'last-administrator'],
    ['nobody stops themselves', both(['administrator'], { personId: 'ada' }), [], 'own-administrator'],
    [
      'but gives themselves another',
      both(['administrator'], { personId: 'ada' }),
      ['administrator', 'trainer'],
      { given: ['trainer'], taken: [] },
    ],
    [
      'who is an administrator no longer changes nothing',
      facts({ actor: { id: 'ada', administrator: false } }),
      ['trainer'],
      'not-administrator',
    ],
    ['who delivers a date stays a trainer', both(['trainer'], { delivers: 1 }), [], 'delivers'],
    ['a lead needs an agency', facts({ hasAgency: false }), ['training lead'], 'no-agency'],
    ['who is one keeps it', both(['training lead'], { hasAgency: false }), ['training lead', 'trainer'], { given: ['trainer'], taken: [] }],
  ])('%s', (_what, asked, wanted, expected) => {
    const answer = decideRoles(asked, wanted)
    if (typeof expected === 'string') expect(answer).toMatchObject({ refused: expected })
    else expect(answer).toMatchObject(expected)
  })

  it('comes to what was wanted, and leaves an administrator whatever is asked', () => {
    const sets = Array.from({ length: 16 }, (_, bits) => ROLES.filter((_role, i) => bits & (1 << i)))
    for (const before of sets)
      for (const wanted of sets)
        for (const administrators of [1, 2]) {
          const answer = decideRoles(facts({ before, administrators }), wanted)
          if (isRefusal(answer)) continue
          expect(answer.after).toEqual(wanted)
          expect([...before, ...answer.given].filter(role => !answer.taken.includes(role)).sort()).toEqual([...wanted].sort())
          expect(administrators - (answer.taken.includes('administrator') ? 1 : 0)).toBeGreaterThan(0)
        }
  })
})
