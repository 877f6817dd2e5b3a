import { describe, expect, it } from '@jest/globals'
import { readPolicyForm } from '../../../src/modules/bookings/policies/policy-form.js'
import { NEW_POLICY, policyValues } from '../../../src/modules/bookings/policies/policy-values.js'
import { type CancellationPolicy, readPolicy } from '../../../src/modules/bookings/rules/cancellation-policy.js'
import { EXAMPLE_POLICIES } from '../../../src/modules/bookings/rules/policy-examples.js'
import { PUBLISHED } from './published.js'

const read = (json: unknown): CancellationPolicy => {
  const reading = readPolicy(json)
  if ('wrong' in reading) throw new Error(reading.wrong.join(' '))
  return reading.policy
}
const filled = { ...NEW_POLICY, name: 'Ours', band0Half: '25', band0Full: '50', noShowHalf: '£25', noShowFull: '£1,000.50' }
const wrong = (more: Record<string, string>) => readPolicyForm({ ...filled, ...more }).errors

describe('the form of a policy', () => {
  it('gives back the very policy that it was filled from', () => {
    const odd = {
      ...EXAMPLE_POLICIES.fiveClearWorkingDays,
      ...{ noShow: { fixedPence: 4550, groups: { Police: { fixedPence: 100 }, Health: { halfDayPence: 1, fullDayPence: 2 } } } },
      ...{ graceHours: 24, notes: 'One\nTwo', halfDayUpToHours: 3.5, notice: { amount: 48, unit: 'hours' } },
      bands: [
        { charge: { fixedPence: 0 } },
        { lessThan: { amount: 1, unit: 'working-days', onWorkingDay: true }, charge: { fixedPence: 200 } },
      ],
    }
    for (const json of [...Object.values(EXAMPLE_POLICIES), ...PUBLISHED.map(one => one.definition), odd]) {
      const policy = read(json)
      const { errors, definition } = readPolicyForm(policyValues(policy))
      expect(errors).toEqual([])
      expect(read(definition)).toEqual(policy)
    }
  })

  it('takes pounds as people write them', () => {
    expect(readPolicyForm(filled)).toMatchObject({
      errors: [],
      definition: {
        bands: [{ charge: { halfDayPence: 2500, fullDayPence: 5000 } }],
        noShow: { halfDayPence: 2500, fullDayPence: 100_050 },
      },
    })
  })

  it.each<[string, Record<string, string>, string, string]>([
    ['no name', { name: ' ' }, 'name', 'Enter a name for the policy'],
    ['a long name', { name: 'a'.repeat(121) }, 'name', 'Keep the name to 120 characters'],
    ['no notice', { noticeAmount: '' }, 'noticeAmount', 'Enter a whole number from 0 to 365'],
    ['a notice of half a day', { noticeAmount: '1.5' }, 'noticeAmount', 'Enter a whole number from 0 to 365'],
    ['a year and a day', { noticeAmount: '366' }, 'noticeAmount', 'Enter a whole number from 0 to 365'],
    ['too many hours', { noticeUnit: 'hours', noticeAmount: '8761' }, 'noticeAmount', 'Enter a whole number from 0 to 8760'],
    ['a unit of its own', { noticeUnit: 'weeks' }, 'noticeUnit', 'Choose one of these'],
    ['a time of day that is none', { noticeUntil: 'time', noticeTime: '25:00' }, 'noticeTime', 'Enter the time of day, such as 17:00'],
    ['no amount', { band0Half: '' }, 'band0Half', 'Enter an amount in pounds, such as 25 or 12.50'],
    ['pence', { band0Half: '12.5' }, 'band0Half', 'Enter an amount in pounds, such as 25 or 12.50'],
    ['a penny too much', { noShowFull: '10000.01' }, 'noShowFull', 'Enter an amount in pounds, such as 25 or 12.50'],
    ['half dearer than full', { band0Half: '51' }, 'band0Half', 'Half a day must not cost more than a full day'],
    ['amounts that are not charged', { band1Full: '60' }, 'band1Kind', 'Choose how this is charged, or empty its fields'],
    ['a second charge from nowhere', { band1Kind: 'fixed', band1Full: '60' }, 'band1Amount', 'Enter with how much less notice this begins'],
    ['a rate of nobody', { band0Group0Full: '5' }, 'band0Group0', 'Choose the agency group of this rate, or empty its amounts'],
    ['hours of half a day', { halfDayUpToHours: '25' }, 'halfDayUpToHours', 'Enter a number of hours, such as 4 or 3.5'],
    ['another several days', { days: 'twice' }, 'days', 'Choose one of these'],
    ['too much grace', { graceHours: '721' }, 'graceHours', 'Enter a whole number of hours, 720 at most, or leave it empty'],
    ['endless words', { notes: 'a'.repeat(2001) }, 'notes', 'Keep this to 2,000 characters'],
  ])('says what is wrong, beside it: %s', (_case, more, field, message) => expect(wrong(more)).toEqual([{ field, message }]))

  it.each<[string, Record<string, string>, string]>([
    ['a band longer than the notice', { band1Amount: '6', band1Full: '20' }, 'band1Amount'],
    ['a band that is cheaper close to the course', { band1Amount: '1', band1Full: '40' }, 'band0Full'],
  ])('says what only shows when bands are read together: %s', (_case, more, field) => {
    const second = { band1Kind: 'fixed', band1Unit: 'working-days', band1Until: 'end-of-day' }
    expect(wrong({ ...second, ...more }).map(error => error.field)).toEqual([field])
  })

  it('names a group once', () => {
    const twice = { band0Group0: 'Health', band0Group0Full: '5', band0Group1: 'Health', band0Group1Full: '6' }
    expect(wrong(twice)).toEqual([{ field: 'band0Group1', message: 'This group has a rate above already' }])
  })

  it('keeps what was typed, and nothing that is no field of it', () => {
    const { values } = readPolicyForm({ ...filled, noticeAmount: ' x ', version: '3', waivedGroups: 'Health', __proto__: 'x' })
    expect(values).toMatchObject({ noticeAmount: 'x', name: 'Ours', waivedGroups: ['Health'] })
    expect(Object.keys(values)).not.toContain('version')
  })
})
