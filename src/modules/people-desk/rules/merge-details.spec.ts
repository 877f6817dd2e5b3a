import { describe, expect, it } from '@jest/globals'
import { CHOICES, chosen, differing, proposed, readChoices, type Choices, type ChosenFrom } from './merge-details.js'

const one: ChosenFrom = {
  ...{ email: 'one@example.org', name: 'Dana Reed', agencyId: 'school', agencyOther: null, jobRole: 'Teacher' },
  ...{ managerName: 'Mary', managerEmail: 'mary@example.org', deputyName: '', deputyEmail: '' },
}
const two: ChosenFrom = {
  ...{ email: 'two@example.org', name: 'Dana Reed', agencyId: null, agencyOther: 'The Lighthouse', jobRole: '' },
  ...{ managerName: 'Max', managerEmail: 'mary@example.org', deputyName: 'Dee', deputyEmail: 'dee@example.org' },
}
const all = (side: 'stays' | 'goes') => Object.fromEntries(CHOICES.map(choice => [choice, side])) as Choices

describe('which details stay', () => {
  it('is asked of those that differ', () => {
    expect(differing(one, two)).toEqual(['email', 'agency', 'jobRole', 'manager', 'deputy'])
    expect(differing(one, one)).toEqual([])
    expect(differing({ ...one, agencyId: null }, { ...one, agencyId: null, agencyOther: '' })).toEqual([])
  })

  it('is proposed: the account’s own, and the other’s only where it has none', () => {
    expect(proposed(one, two)).toEqual({ ...all('stays'), deputy: 'goes' })
    expect(proposed(two, one)).toEqual({ ...all('stays'), jobRole: 'goes' })
    expect(proposed({ ...one, jobRole: '' }, two).jobRole).toBe('stays')
  })

  it.each([
    [{ email: 'goes' }, { ...all('stays'), email: 'goes' }],
    [
      { email: 'stays', name: 'goes' },
      { ...all('stays'), name: 'goes' },
    ],
    [{ email: 'nobody', name: 7 }, all('stays')],
  ])('is read from a form: %j', (sent, expected) => expect(readChoices(sent, all('stays'))).toEqual(expected))

  it('is as chosen: what belongs together comes together', () => {
    expect(chosen(one, two, all('stays'))).toEqual(one)
    expect(chosen(one, two, all('goes'))).toEqual(two)
    expect(chosen(one, two, { ...all('stays'), manager: 'goes', agency: 'goes' })).toEqual({
      ...one,
      ...{ agencyId: null, agencyOther: 'The Lighthouse', managerName: 'Max', managerEmail: 'mary@example.org' },
    })
  })
})
