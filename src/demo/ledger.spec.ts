import { beforeEach, describe, expect, it } from '@jest/globals'
import { Ledger } from './ledger.js'
import type { Person } from './person.js'

const person = (key: string, registeredOn = '2021-06-01'): Person => ({
  key,
  name: key,
  email: `${key}@example.org`,
  agency: 'police',
  jobRole: 'Sergeant',
  manager: { name: 'M', email: 'm@example.org' },
  roles: [],
  registeredOn,
  pull: 1,
})

const OPENS = '2024-03-01'
const L2 = { key: 'neglect-l2', requires: ['neglect-l1'] }
const FREE = { key: 'rhrt-full' }
let ledger: Ledger
const ann = person('ann')
const bob = person('bob')

beforeEach(() => {
  ledger = new Ledger()
})

describe('the first day on which a person can book', () => {
  it.each([
    ['the day before booking opens', '2024-02-29', OPENS],
    ['on the day itself', '2024-03-01', '2024-03-02'],
    ['later', '2024-03-20', '2024-03-21'],
  ])('registered %s', (_name, registeredOn, expected) => {
    expect(ledger.bookableFrom(person('new', registeredOn), FREE, OPENS)).toBe(expected)
  })

  it.each([
    ['the day before booking opens', '2024-02-29', OPENS],
    ['on the day itself', '2024-03-01', '2024-03-02'],
  ])('has completed what is required %s', (_name, completedOn, expected) => {
    ledger.complete(ann, 'neglect-l1', completedOn)
    expect(ledger.bookableFrom(ann, L2, OPENS)).toBe(expected)
  })

  it.each([
    ['the day before booking opens', '2024-02-29', OPENS],
    ['on the day itself', '2024-03-01', '2024-03-02'],
  ])('is on another date of the course until %s', (_name, until, expected) => {
    ledger.engage(ann, FREE.key, until)
    expect(ledger.bookableFrom(ann, FREE, OPENS)).toBe(expected)
  })

  it('never comes without what is required, nor for a course that the person has or keeps a place on', () => {
    expect(ledger.bookableFrom(ann, L2, OPENS)).toBeNull()
    ledger.complete(ann, FREE.key, '2023-01-10')
    ledger.engage(bob, FREE.key)
    expect(ledger.bookableFrom(ann, FREE, OPENS)).toBeNull()
    expect(ledger.bookableFrom(bob, FREE, OPENS)).toBeNull()
  })
})

it('knows who is new to a course, and when it was completed', () => {
  ledger.complete(ann, 'icon', '2023-01-10')
  ledger.engage(bob, 'icon', '2023-01-10')
  expect([ann, bob, person('eve')].map(one => ledger.isNewTo(one, 'icon'))).toEqual([false, false, true])
  expect([ann, bob].map(one => ledger.completedOn(one, 'icon'))).toEqual(['2023-01-10', undefined])
  expect(ledger.isNewTo(ann, 'fgm')).toBe(true)
})

it('lets nobody be in two places on a day', () => {
  ledger.occupy('ann', ['2024-04-09', '2024-04-10'])
  expect(ledger.isFree('ann', ['2024-04-08', '2024-04-09'])).toBe(false)
  expect(ledger.isFree('ann', ['2024-04-08', '2024-04-11'])).toBe(true)
  expect(ledger.isFree('bob', ['2024-04-09'])).toBe(true)
  ledger.vacate('ann', ['2024-04-09'])
  expect([ledger.isFree('ann', ['2024-04-09']), ledger.isFree('ann', ['2024-04-10'])]).toEqual([true, false])
})
