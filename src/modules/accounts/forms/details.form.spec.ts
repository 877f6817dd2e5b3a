import { describe, expect, it } from '@jest/globals'
import 'reflect-metadata'
import { readForm } from '../../../web/forms.js'
import { DetailsForm, inPageOrder, OwnDetailsForm, placeOf } from './details.form.js'

const school = { id: 'id-1', key: 'school', name: 'School', group: 'Education' }
const filled = (change: object = {}) => ({
  name: 'Dana',
  agency: 'school',
  jobRole: 'Teacher',
  managerName: 'Mary',
  managerEmail: 'mary@example.org',
  ...change,
})
const errorsOf = (change: object) => readForm(OwnDetailsForm, { ...filled(change), email: 'dana@example.org' }).errors

describe('where somebody works', () => {
  const place = (agency: string | undefined, agencyOther?: string) =>
    placeOf(readForm(DetailsForm, filled({ agency, agencyOther })).values, [school])

  it.each([
    ['an agency of the list', 'school', '', { agencyId: 'id-1', agencyOther: null }],
    ['one of the list, whatever else is written', 'school', 'Elsewhere', { agencyId: 'id-1', agencyOther: null }],
    ['one that is not listed', 'not-listed', ' Pleck  Playgroup ', { agencyId: null, agencyOther: 'Pleck Playgroup' }],
    ['one that is named, with none chosen', '', 'Pleck Playgroup', { agencyId: null, agencyOther: 'Pleck Playgroup' }],
    ['one that is named, by a program', undefined, 'Pleck Playgroup', { agencyId: null, agencyOther: 'Pleck Playgroup' }],
  ])('is %s', (_case, agency, other, expected) => expect(place(agency, other)).toEqual(expected))

  it.each([
    ['nothing is said', '', '', 'agency'],
    ['nothing is sent', undefined, undefined, 'agency'],
    ['the name is left out', 'not-listed', '', 'agencyOther'],
    ['the key is not of the list', 'hospital', 'Hospital', 'agency'],
  ])('is not known when %s', (_case, agency, other, field) => expect(place(agency, other)).toMatchObject({ field }))
})

describe('the details', () => {
  it('are fine as they are', () => expect(errorsOf({})).toEqual([]))

  it.each([
    ['jobRole', 120],
    ['agencyOther', 160],
    ['agency', 200],
    ['name', 100],
    ['managerName', 100],
  ])('%s: as many characters as there is room for, and no more', (field, most) => {
    expect(errorsOf({ [field]: 'x'.repeat(most) })).toEqual([])
    expect(errorsOf({ [field]: 'x'.repeat(most + 1) }).map(error => error.field)).toEqual([field])
  })

  it.each([
    ['a colleague’s', 'cole@example.org', 0],
    ['one’s own', 'dana@example.org', 1],
    ['one’s own in capitals', ' DANA@example.org ', 1],
    ['a mailbox of several: they need no account', 'office@example.org', 0],
    ['half of one', 'mary@', 1],
  ])('a line manager’s address may be %s: %s', (_case, managerEmail, wrong) => {
    expect(errorsOf({ managerEmail })).toHaveLength(wrong)
  })

  it.each([null, 7, ['Dana'], { a: 1 }])('are refused, not a surprise, when a name is %j', name => {
    expect(errorsOf({ name })).toEqual([{ field: 'name', message: 'Enter your name' }])
  })

  it('have their errors in the order of the page', () => {
    const errors = ['password', 'managerEmail', 'email', 'agencyOther', 'name'].map(field => ({ field, message: '' }))
    expect(inPageOrder(errors).map(error => error.field)).toEqual(['name', 'email', 'agencyOther', 'managerEmail', 'password'])
  })
})
