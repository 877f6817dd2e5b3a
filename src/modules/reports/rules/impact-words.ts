import { rounded } from '../../evaluation/rules/pairing.js'
import type { ComparisonReport } from './impact-report.js'

export type Direction = 'rose' | 'fell' | 'stayed'

/** One place after the point, always shown: 7 is 7.0. */
export const oneDecimal = (value: number): string => rounded(value)!.toFixed(1)

/** "+2.3", "-0.4", "0.0". */
export function signed(change: number): string {
  const shown = rounded(change)!
  return `${shown > 0 ? '+' : ''}${shown.toFixed(1)}`
}

/** By the change as it is printed: what rounds to nothing has not changed. */
export function directionOf(change: number): Direction {
  const shown = rounded(change)!
  return shown > 0 ? 'rose' : shown < 0 ? 'fell' : 'stayed'
}

const WHEN: Record<ComparisonReport['key'], [who: string, from: string, to: string]> = {
  'pre-post': ['who answered before and after the course', '', ''],
  'pre-impact': ['who answered before the course and 8 weeks after', ' before', ' 8 weeks after'],
  'pre-manager': [
    'who answered before the course and whose manager answered',
    ' before, as they saw it,',
    ', as their managers saw it 6 months after',
  ],
  'post-impact': ['who answered after the course and again 8 weeks on', ' after the course', ' at 8 weeks'],
  'impact-manager': ['who answered at 8 weeks and whose manager answered', ' at 8 weeks', ' in the managers’ eyes at 6 months'],
}

/** What became of a measure, in a sentence that never has a mean without its number; null where it is not shown, or nobody answered twice. */
export function changeSentence(name: string, { key, pairs, before, after, change }: ComparisonReport): string | null {
  if (!pairs || before === null || after === null || change === null) return null
  const [who, from, to] = WHEN[key]
  const subject = name.charAt(0).toLowerCase() + name.slice(1)
  const direction = directionOf(change)
  const moved =
    direction === 'stayed'
      ? `${subject} stayed at ${oneDecimal(after)}`
      : `${subject} ${direction} from ${oneDecimal(before)}${from} to ${oneDecimal(after)}${to}`
  return `Of the ${pairs === 1 ? 'one person' : pairs.toLocaleString('en-GB')} ${who}, ${moved}.`
}
