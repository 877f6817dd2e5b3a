import { describe, expect, it } from '@jest/globals'
import { type Decision, mayDecide, maySee, wrongWithDecision, wrongWithEvidence } from './evidence.js'

const today = '2026-03-02'
const good = { completedOn: '2026-02-20', provider: 'NSPCC Learning', words: '' }

describe('wrongWithEvidence', () => {
  it.each([
    ['all that is asked', {}, []],
    ['today', { completedOn: today }, []],
    ['tomorrow', { completedOn: '2026-03-03' }, ['completedOn day-ahead']],
    ['no day', { completedOn: '' }, ['completedOn day-missing']],
    ['a day that there is not', { completedOn: '2026-02-30' }, ['completedOn day-missing']],
    ['no provider', { provider: '' }, ['provider provider-missing']],
    ['a provider of 150 letters', { provider: 'a'.repeat(150) }, []],
    ['a provider of 151 letters', { provider: 'a'.repeat(151) }, ['provider provider-long']],
    ['1,000 letters of words', { words: 'a'.repeat(1000) }, []],
    ['1,001 letters of words', { words: 'a'.repeat(1001) }, ['words words-long']],
    ['nothing at all', { completedOn: '', provider: '' }, ['completedOn day-missing', 'provider provider-missing']],
  ])('%s', (_what, change, wrong) =>
    expect(wrongWithEvidence({ ...good, ...change }, today).map(({ field, code }) => `${field} ${code}`)).toEqual(wrong),
  )
})

const accept: Decision = { decision: 'accept', counts: 'usual', until: '', reason: '' }
const refuse: Decision = { ...accept, decision: 'refuse', reason: 'The name on it is another' }

describe('wrongWithDecision', () => {
  it.each<[string, Decision, string[]]>([
    ['neither', { ...accept, decision: '' }, ['nothing-chosen']],
    ['accepted as usual, a day or a reason typed beside it or not', { ...accept, until: 'x', reason: 'y' }, []],
    ['accepted for good', { ...accept, counts: 'good' }, []],
    ['accepted until the very day it was completed', { ...accept, counts: 'until', until: '2026-02-20' }, []],
    ['accepted until the day before', { ...accept, counts: 'until', until: '2026-02-19' }, ['until-before']],
    ['accepted until no day', { ...accept, counts: 'until' }, ['until-missing']],
    ['refused with a reason', refuse, []],
    ['refused without', { ...refuse, reason: '' }, ['reason-missing']],
    ['refused in 1,000 letters', { ...refuse, reason: 'a'.repeat(1000) }, []],
    ['refused in 1,001 letters', { ...refuse, reason: 'a'.repeat(1001) }, ['reason-long']],
  ])('%s', (_what, decision, codes) => expect(wrongWithDecision(decision, '2026-02-20').map(one => one.code)).toEqual(codes))
})

describe('who decides, and who sees', () => {
  const dana = { personId: 'dana', agencyId: 'school' }
  it.each<[string, string, string | null, string[], boolean, boolean]>([
    ['an administrator', 'ada', 'unit', ['administrator'], true, true],
    ['an administrator of no agency', 'ada', null, ['administrator'], true, true],
    ['the lead of her agency', 'lena', 'school', ['training lead'], true, true],
    ['the lead of another', 'leon', 'hospital', ['training lead'], false, false],
    ['a lead of no agency', 'leon', null, ['training lead'], false, false],
    ['a colleague', 'cole', 'school', [], false, false],
    ['a trainer', 'tara', 'school', ['trainer', 'report reader'], false, false],
    ['she herself', 'dana', 'school', [], false, true],
    ['she herself, whatever she is', 'dana', 'school', ['administrator', 'training lead'], false, true],
  ])('%s', (_who, id, agencyId, roles, decides, sees) => {
    expect([mayDecide({ id, agencyId, roles }, dana), maySee({ id, agencyId, roles }, dana)]).toEqual([decides, sees])
  })

  it('two people of no agency do not share one', () => {
    expect(mayDecide({ id: 'leon', agencyId: null, roles: ['training lead'] }, { personId: 'nell', agencyId: null })).toBe(false)
  })

  it('whoever decides sees, and nobody decides on their own', () => {
    for (const id of ['dana', 'lena'])
      for (const agencyId of ['school', 'hospital', null])
        for (const roles of [[], ['training lead'], ['administrator'], ['administrator', 'training lead']]) {
          const viewer = { id, agencyId, roles }
          if (mayDecide(viewer, dana)) expect([maySee(viewer, dana), id]).toEqual([true, 'lena'])
        }
  })
})
