import { expect, it } from '@jest/globals'
import { whyNotCancelOccurrence } from './cancel-occurrence.js'

const startsAt = new Date('2026-03-10T09:30:00Z')
const now = new Date('2026-03-02T09:00:00Z')
const date = { startsAt, cancelledAt: null, registerClosedAt: null }

it.each([
  ['long before', date, now, null],
  ['a millisecond before it starts', date, new Date(startsAt.getTime() - 1), null],
  ['when it starts', date, startsAt, 'course-begun'],
  ['when it is cancelled already', { ...date, cancelledAt: now }, now, 'occurrence-cancelled'],
  ['when its register is closed', { ...date, registerClosedAt: now }, now, 'register-closed'],
] as const)('a date is cancelled up to its start: %s', (_case, occurrence, at, refused) =>
  expect(whyNotCancelOccurrence(occurrence, at)?.refused ?? null).toBe(refused),
)
