import type { Refusal } from '../../shared/refusal.js'
import { MOST_YEARS, type AskedCode } from './rules/asked.js'
import { DIMENSIONS } from './rules/report.js'

const SENTENCES: Record<AskedCode | 'unknown-breakdown' | 'one-group-at-a-time', string> = {
  'from-malformed': 'Enter the first day as a date, such as 2023-04-01',
  'to-malformed': 'Enter the last day as a date, such as 2024-03-31',
  'period-backwards': 'The last day must not be before the first',
  'period-too-long': `Choose a period of at most ${MOST_YEARS} years`,
  'one-group-at-a-time':
    'Choose one of course, topic, priority, agency group, trainer and quarter: what two of them have in common may be too few people to be shown',
  'unknown-breakdown': `A report can be broken down by ${DIMENSIONS.join(', ')}`,
}

/** Why a report cannot be made as asked, as a sentence without its full stop. */
export const reportSentence = (refusal: Refusal<keyof typeof SENTENCES>): string => SENTENCES[refusal.refused]

const FIELDS = { 'from-malformed': 'from', 'unknown-breakdown': 'by', 'one-group-at-a-time': 'course' } as const

/** The field of a form or the option of a command that has to be mended. */
export const fieldOf = ({ refused }: Refusal<keyof typeof SENTENCES>): 'from' | 'to' | 'by' | 'course' =>
  refused in FIELDS ? FIELDS[refused as keyof typeof FIELDS] : 'to'
