import { parseArgs } from 'node:util'
import type { Period } from '../shared/periods.js'
import { isRefusal, refuse, type Refusal } from '../shared/refusal.js'
import { askedDimensions, askedPeriod } from '../modules/reports/rules/asked.js'
import { DIMENSIONS, type Dimension } from '../modules/reports/rules/report.js'

export const FORMATS = ['table', 'json', 'csv'] as const
export interface ReportWords {
  period: Period
  by: Dimension[]
  /** The key of the e-learning course that is told of alone, with its questions; null: all of it. */
  course: string | null
  format: (typeof FORMATS)[number]
}

const USAGE = `
Use:  npm run report -- --from 2023-04-01 --to 2024-03-31 [--by ${DIMENSIONS.join(',')}] [--course KEY] [--format ${FORMATS.join('|')}]`

const no = (sentence: string): Refusal => refuse(sentence + USAGE)

const PERIOD: Record<string, string> = {
  'from-malformed': '--from needs the first day of the period, such as 2023-04-01.',
  'to-malformed': '--to needs the last day of the period, such as 2024-03-31.',
  'period-backwards': '--to must not be before --from.',
  'period-too-long': 'The period is too long: at most 20 years.',
}

/** What the words of the command ask for, or a sentence about the first that will not do. */
export function readReportWords(words: string[]): ReportWords | Refusal {
  const values = parsed(words)
  if (typeof values === 'string') return no(values)
  const period = askedPeriod(values.from, values.to)
  if (isRefusal(period)) return no(PERIOD[period.refused]!)
  const by = askedDimensions(values.by)
  if (isRefusal(by)) return no(`--by knows ${DIMENSIONS.join(', ')}, but not ${[by.facts.words].flat().join(', ')}.`)
  const format = FORMATS.find(one => one === (values.format ?? 'table'))
  const course = values.course?.trim() || null
  return format ? { period, by, course, format } : no(`--format knows ${FORMATS.join(', ')}, but not ${values.format}.`)
}

function parsed(words: string[]) {
  try {
    const text = { type: 'string' } as const
    return parseArgs({ args: words, options: { from: text, to: text, by: text, course: text, format: text } }).values
  } catch (error) {
    // "Unknown option '--form'. ..." and the like: its first sentence is for people.
    return `${(error as Error).message.split('. ')[0]}.`
  }
}
