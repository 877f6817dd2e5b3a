import type { AgencySheet } from './returns.queries.js'
import type { LineAnswer, ReturnLine } from './rules/answers.js'
import { sumByGroup, sumReturns, type SentReturn } from './rules/sum.js'

/** The sum of a year's returns, whole and by agency group: of agencies that were asked or that sent one. */
export function sumOf(sheets: readonly AgencySheet[], lines: readonly ReturnLine[]) {
  const returns = sheets.filter(one => one.askedAt || one.sentAt).map(sentReturn)
  return { whole: sumReturns(returns, lines), groups: sumByGroup(returns, lines) }
}

/** What is sent has every number: `readAnswers` lets nothing else be sent. */
const sentReturn = ({ group, sentAt, answers }: AgencySheet): SentReturn => ({
  group,
  answers: sentAt ? (answers.lines as Record<string, LineAnswer>) : null,
})
