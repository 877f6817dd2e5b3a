import { expect, it } from '@jest/globals'
import { publishProblem } from './publishing.js'

const NOW = new Date('2026-03-02T09:00:00Z')
const draft = (startsAt: string, retired = false) => ({ startsAt: new Date(startsAt), retired })

it.each<[string, ReturnType<typeof draft>[], string | null]>([
  ['a millisecond ahead', [draft('2026-03-02T09:00:00.001Z')], null],
  ['at this moment', [draft('2026-03-02T09:00:00Z')], 'gone-by'],
  ['one of them gone by', [draft('2026-05-02T09:00:00Z'), draft('2026-03-01T09:00:00Z')], 'gone-by'],
  ['of a retired course', [draft('2026-05-02T09:00:00Z', true)], 'course-retired'],
])('publishing %s: %s', (_case, drafts, refused) => expect(publishProblem(drafts, NOW)?.refused ?? null).toBe(refused))

it('names the date that has gone by', () =>
  expect(publishProblem([draft('2026-03-02T09:00:00Z')], NOW)?.facts).toEqual({ when: 'Monday 2 March 2026, 9am' }))
