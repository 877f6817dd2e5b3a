import { describe, expect, it } from '@jest/globals'
import { elsewhereProblem } from './elsewhere.js'

const today = '2026-03-02'

describe('learning done elsewhere', () => {
  it.each([
    ['today', today, '', null],
    ['tomorrow', '2026-03-03', '', 'completedOn'],
    ['long ago', '2019-05-01', '', null],
    ['counting until the very day', '2026-02-16', '2026-02-16', null],
    ['counting until the day before', '2026-02-16', '2026-02-15', 'validUntil'],
    ['counting no longer, but once', '2020-02-16', '2023-02-16', null],
  ])('%s', (_case, completedOn, validUntil, field) =>
    expect(elsewhereProblem({ completedOn, validUntil }, today)?.field ?? null).toBe(field),
  )
})
