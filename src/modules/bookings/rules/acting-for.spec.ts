import { describe, expect, it } from '@jest/globals'
import { actingAs, type Acting, CANCELS_AS, mayApproveFor } from './acting-for.js'

const booking = { personId: 'dana', personAgencyId: 'school', agencyId: 'school' }
const who = (id: string, agencyId: string | null, ...roles: string[]) => ({ id, agencyId, roles })
const lena = who('lena', 'school', 'training lead')

describe('who may act for whom', () => {
  it.each<[string, object, ReturnType<typeof who>, Exclude<Acting, 'self'> | undefined, Acting | null]>([
    ['the person themself', {}, who('dana', 'school'), undefined, 'self'],
    ['the person themself, though they are a lead', {}, who('dana', 'school', 'training lead'), 'training lead', 'self'],
    ['a colleague', {}, who('cole', 'school'), undefined, null],
    ['a colleague on a lead’s pages', {}, who('cole', 'school'), 'training lead', null],
    ['an administrator', {}, who('ada', 'unit', 'administrator'), undefined, 'administrator'],
    ['an administrator on a lead’s pages', {}, who('ada', 'school', 'administrator'), 'training lead', null],
    ['a lead on her own pages', {}, lena, 'training lead', 'training lead'],
    ['a lead on everybody’s pages', {}, lena, undefined, null],
    ['both, as the lead', {}, who('lena', 'school', 'training lead', 'administrator'), 'training lead', 'training lead'],
    ['both, as the administrator', {}, who('lena', 'school', 'training lead', 'administrator'), 'administrator', 'administrator'],
    ['a lead of another agency', {}, who('olga', 'hospital', 'training lead'), 'training lead', null],
    ['a lead, for somebody who has left', { personAgencyId: 'hospital' }, lena, 'training lead', null],
    ['a lead, on what another agency pays for', { agencyId: 'hospital' }, lena, 'training lead', null],
    [
      'a lead of no agency, for somebody of none',
      { agencyId: null, personAgencyId: null },
      who('lee', null, 'training lead'),
      'training lead',
      null,
    ],
  ])('%s', (_who, change, actor, as, expected) => {
    expect(actingAs({ ...booking, ...change }, actor, as)).toBe(expected)
  })

  it('says by whom a booking is cancelled', () => {
    expect([CANCELS_AS.self, CANCELS_AS['training lead'], CANCELS_AS.administrator]).toEqual(['delegate', 'agency', 'organiser'])
  })
})

describe('who may approve for a line manager', () => {
  it.each([
    ['where the agency has it so', lena, true, true],
    ['where it has not', lena, false, false],
    ['not for oneself', who('dana', 'school', 'training lead'), true, false],
    ['not an administrator, who has pages of their own', who('ada', 'unit', 'administrator'), true, false],
    ['not elsewhere', who('olga', 'hospital', 'training lead'), true, false],
  ])('%s', (_case, actor, leadsApprove, expected) => {
    expect(mayApproveFor(booking, actor, leadsApprove)).toBe(expected)
  })

  it('never lets anybody approve who may not act', () => {
    for (const agencyId of ['school', 'hospital', null])
      for (const personAgencyId of ['school', 'hospital', null])
        for (const leadsApprove of [true, false]) {
          const facts = { personId: 'dana', agencyId, personAgencyId }
          if (mayApproveFor(facts, lena, leadsApprove)) expect(actingAs(facts, lena, 'training lead')).toBe('training lead')
          expect(mayApproveFor(facts, lena, leadsApprove)).toBe(leadsApprove && agencyId === 'school' && personAgencyId === 'school')
        }
  })
})
