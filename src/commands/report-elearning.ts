import type { ElearningReport } from '../modules/reports/reports.reader.js'
import { percentText } from '../shared/percent.js'

const number = (value: number): string => value.toLocaleString('en-GB')
type Row = ElearningReport['courses'][number]
type Step = ElearningReport['funnel'][number]

/** What is told of e-learning, for the terminal. */
export function elearningTable({ courses, agencyGroups, total, questions, funnel }: ElearningReport): string {
  if (courses.length === 0) return 'E-learning\n\n  Nobody signed up for e-learning in this period.'
  const all = total ? [['All', ...counts(total), '']] : []
  const parts = [
    ['E-learning, of those who signed up in the period', table(HEAD, [...courses.map(rowOf), ...all])],
    ['E-learning by agency group', table(HEAD, agencyGroups.map(rowOf))],
    ['Which answers go wrong, the hardest question first', questions.flatMap(questionLines)],
    ['From one course to the next, as of today', table(STEPS, funnel.map(stepOf))],
  ] as const
  const shown = parts.filter(([, lines]) => lines.length > 1)
  return shown.map(([title, lines]) => [title, '', ...lines.map(line => `  ${line}`)].join('\n')).join('\n\n')
}

const HEAD = ['', 'Signed up', 'Completed', 'Of those signed up', 'In progress', 'Not started', 'Median time']
const STEPS = ['Who has', 'People', 'Next course', 'Booked it', 'Have it']

type Counts = Pick<Extract<Row, { hidden: false }>, 'signedUp' | 'completed' | 'inProgress' | 'notStarted'>
const counts = ({ signedUp, completed, inProgress, notStarted }: Counts): string[] => [
  number(signedUp),
  number(completed),
  percentText(completed, signedUp),
  number(inProgress),
  number(notStarted),
]

function rowOf(row: Row): string[] {
  if (row.hidden) return [row.name, 'not shown']
  return [row.name, ...counts(row), row.medianMinutes === null ? '-' : `${row.medianMinutes} min`]
}

function stepOf({ course, next, have, booked, done }: Step): string[] {
  const count = (value: number | null) => (value === null ? 'not shown' : number(value))
  return next === null ? [course, count(have), '-', '-', '-'] : [course, count(have), next, count(booked), count(done)]
}

function questionLines({ text, where, right, answered, options }: ElearningReport['questions'][number]): string[] {
  const head = `${where}: ${text} ${number(right)} of ${number(answered)} right (${percentText(right, answered)})`
  return [head, ...options.map(option => `  ${number(option.chosen).padStart(6)}  ${option.text}${option.correct ? ' (right)' : ''}`)]
}

/** Columns as wide as what they hold; names stand to the left, numbers to the right. */
function table(head: string[], rows: string[][]): string[] {
  const all = [head, ...rows]
  const wide = head.map((_, i) => Math.max(...all.map(row => (row[i] ?? '').length)))
  const left = head.map((title, i) => i === 0 || title === 'Next course')
  return all.map(row =>
    row
      .map((cell, i) => (left[i] ? cell.padEnd(wide[i]!) : cell.padStart(wide[i]!)))
      .join('  ')
      .trimEnd(),
  )
}
