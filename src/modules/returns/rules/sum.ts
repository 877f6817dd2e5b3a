import type { LineAnswer, ReturnLine } from './answers.js'

/** One agency's return, as the sum takes it: `answers` only where it has been sent. */
export interface SentReturn {
  group: string
  answers: Record<string, LineAnswer> | null
}

/** The sum of some agencies for one line. `percent` is of people, rounded to a whole number; null where nobody needs it. */
export interface LineSum extends LineAnswer {
  key: string
  words: string
  percent: number | null
}

export interface ReturnSum {
  asked: number
  sent: number
  lines: LineSum[]
}

/** Adds up what agencies sent; who has not sent counts among those asked, and in no number. */
export function sumReturns(returns: readonly SentReturn[], lines: readonly ReturnLine[]): ReturnSum {
  const sent = returns.flatMap(one => (one.answers ? [one.answers] : []))
  return { asked: returns.length, sent: sent.length, lines: lines.map(line => sumLine(line, sent)) }
}

function sumLine({ key, words }: ReturnLine, sent: readonly Record<string, LineAnswer>[]): LineSum {
  const sum = { need: 0, upToDate: 0, trained: 0 }
  for (const answers of sent) {
    sum.need += answers[key]?.need ?? 0
    sum.upToDate += answers[key]?.upToDate ?? 0
    sum.trained += answers[key]?.trained ?? 0
  }
  return { key, words, ...sum, percent: percentOf(sum) }
}

/** Whole percent; 100 and 0 are said only where they are true to the last person. Null where nobody needs it. */
export function percentOf({ need, upToDate }: Pick<LineAnswer, 'need' | 'upToDate'>): number | null {
  if (need === 0) return null
  if (upToDate === 0 || upToDate === need) return upToDate === 0 ? 0 : 100
  return Math.min(99, Math.max(1, Math.round((100 * upToDate) / need)))
}

/** The same by agency group, in alphabetical order. */
export function sumByGroup(returns: readonly SentReturn[], lines: readonly ReturnLine[]): (ReturnSum & { group: string })[] {
  const groups = [...new Set(returns.map(one => one.group))].sort((a, b) => a.localeCompare(b, 'en-GB'))
  return groups.map(group => ({
    group,
    ...sumReturns(
      returns.filter(one => one.group === group),
      lines,
    ),
  }))
}
