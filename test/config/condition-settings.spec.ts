import { expect, it } from '@jest/globals'
import { readSettings } from '../../src/config/settings.js'

it.each([
  ['CONDITION_DAYS', '2', 'conditionDays', 2],
  ['CONDITION_DAYS', '60', 'conditionDays', 60],
  ['CONDITION_DAYS', ' ', 'conditionDays', 7],
  ['CONDITION_WARNING_DAYS', '1', 'conditionWarningDays', 1],
  ['CONDITION_WARNING_DAYS', '30', 'conditionWarningDays', 30],
  ['CONDITION_WARNING_DAYS', '', 'conditionWarningDays', 3],
] as const)('%s may be "%s"', (name, text, field, value) => expect(readSettings({ [name]: text })[field]).toBe(value))

it.each([
  ['CONDITION_DAYS', '1', 'from 2 to 60'],
  ['CONDITION_DAYS', '61', 'from 2 to 60'],
  ['CONDITION_WARNING_DAYS', '0', 'from 1 to 30'],
  ['CONDITION_WARNING_DAYS', '31', 'from 1 to 30'],
  ['CONDITION_WARNING_DAYS', 'a few', 'from 1 to 30'],
])('%s may not be "%s"', (name, text, limits) =>
  expect(() => readSettings({ [name]: text })).toThrow(`${name} must be a whole number ${limits}, not "${text}"`),
)
