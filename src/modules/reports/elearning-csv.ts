import { stringify } from 'csv-stringify/sync'
import type { Period } from '../../shared/periods.js'
import type { ElearningReport } from './elearning.queries.js'
import type { TakenTotal } from './rules/elearning-report.js'

type Cell = string | number | null
const DEFINITION = 'E-learning, of those who signed up in the period'
const AS_OF_TODAY = 'As of today, whenever it was learned'
const HIDDEN = 'not shown: fewer than 5 people'

/** Lines beside those of the figures, in the same columns; `by` begins with `e-learning`. */
export function elearningCsvOf({ from, to }: Period, report: ElearningReport): string {
  const { courses, agencyGroups, total, questions, funnel } = report
  const lines = [
    ...(total ? countsOf(['e-learning', '', ''], total) : []),
    ...courses.flatMap(row => rowOf(['e-learning course', row.key, row.name], row)),
    ...agencyGroups.flatMap(row => rowOf(['e-learning agency-group', row.key, row.name], row)),
    ...questions.map(({ id, text, right, answered, rightPercent, where }) => [
      ...[
        'e-learning question',
        id,
        text,
        'Right answers',
        rightPercent,
        right,
        answered,
        where,
        'Right answers out of all, every go counted',
      ],
    ]),
    ...funnel.flatMap(stepOf),
  ]
  return stringify(
    lines.map(line => [from, to, ...line]),
    { escape_formulas: true },
  )
}

function rowOf(of: string[], row: ElearningReport['courses'][number]): Cell[][] {
  if (row.hidden) return [[...of, 'Signed up', null, null, null, HIDDEN, DEFINITION]]
  return [...countsOf(of, row), [...of, 'Median time in minutes', row.medianMinutes, null, null, '', DEFINITION]]
}

function countsOf(of: string[], { signedUp, completed, inProgress, notStarted, completedPercent }: TakenTotal): Cell[][] {
  const counts: [string, number][] = [
    ['Signed up', signedUp],
    ['Completed', completed],
    ['In progress', inProgress],
    ['Not started', notStarted],
  ]
  const share = [...of, 'Completed, share', completedPercent, completed, signedUp, '', DEFINITION]
  return [...counts.map(([name, value]) => [...of, name, value, null, null, '', DEFINITION]), share]
}

function stepOf({ key, course, next, have, booked, done }: ElearningReport['funnel'][number]): Cell[][] {
  const of = ['e-learning pathway', key, course]
  const line = (figure: string, value: number | null, base: number | null): Cell[] => {
    const note = value === null ? HIDDEN : ''
    return [...of, figure, value, base === null ? null : value, base, note, AS_OF_TODAY]
  }
  const people = line('People who have it', have, null)
  return next === null ? [people] : [people, line(`Have booked ${next}`, booked, have), line(`Have ${next}`, done, have)]
}
