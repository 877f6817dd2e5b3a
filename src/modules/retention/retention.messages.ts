import type { Refusal } from '../../shared/refusal.js'
import type { ErasureCode } from './rules/erasure.js'
import { inWords, PERIODS, type PeriodKey, type wrongAmount } from './rules/periods.js'

const many = (count: unknown, one: string, more: string): string => `${String(count)} ${count === 1 ? one : more}`

const ERASURE: Record<ErasureCode, (facts: Refusal['facts']) => string> = {
  'not-found': () => 'There is no such person.',
  'erased-already': () => 'This person is erased already.',
  oneself: () => 'You cannot erase yourself. Another administrator can, once your role is taken away.',
  administrator: () => 'This person is an administrator. Take the role away first.',
  'trainer-dates': ({ count }) =>
    `They deliver ${many(count, 'date that is', 'dates that are')} still to come. Give them to somebody else first.`,
  'approvals-open': ({ count }) =>
    `${many(count, 'booking waits', 'bookings wait')} for their approval. Have somebody else asked, or wait for the answer, first.`,
}

export const erasureSentence = ({ refused, facts }: Refusal<ErasureCode>): string => ERASURE[refused](facts)

/** What is wrong with a period that was typed. */
export function periodSentence(key: PeriodKey, wrong: NonNullable<ReturnType<typeof wrongAmount>>): string {
  const { title, unit, least, most } = PERIODS[key]
  if (wrong === 'not-a-number') return `${title}: enter a whole number of ${unit}`
  return wrong === 'too-short' ? `${title}: at least ${inWords(least, unit)}` : `${title}: at most ${inWords(most, unit)}`
}
