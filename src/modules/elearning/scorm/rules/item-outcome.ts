import type { RunTimeData } from './run-time-data.js'

/** What an item wants before it counts. Shares, not per cent. */
export interface ItemWants {
  mastery: number | null
  completionThreshold: number | null
}

export interface ItemOutcome {
  completed: boolean
  success: 'unknown' | 'passed' | 'failed'
  /** A share of the most that could be reached; null: no score. */
  score: number | null
}

/**
 * How an item stands by what it has stored: completed and passed are kept apart. A mastery score decides over what the item says of
 * itself, as soon as there is a score to hold against it. `ended`: the item was left, and says no more.
 */
export function itemOutcome(data: RunTimeData, wants: ItemWants, old: boolean, ended: boolean): ItemOutcome {
  return old ? outcome12(data, wants) : outcome2004(data, wants, ended)
}

function outcome12(data: RunTimeData, { mastery }: ItemWants): ItemOutcome {
  const status = data['cmi.core.lesson_status'] ?? 'not attempted'
  const score = shareOf(data, 'cmi.core.score')
  const completed = ['passed', 'completed', 'failed'].includes(status)
  const said = status === 'passed' || status === 'failed' ? status : 'unknown'
  return { completed, success: completed ? judged(said, score, mastery) : 'unknown', score }
}

function outcome2004(data: RunTimeData, { mastery, completionThreshold }: ItemWants, ended: boolean): ItemOutcome {
  const scaled = numberOf(data['cmi.score.scaled'])
  const score = scaled === null ? shareOf(data, 'cmi.score') : Math.max(0, scaled)
  const said = data['cmi.success_status']
  const success = judged(said === 'passed' || said === 'failed' ? said : 'unknown', scaled, mastery)
  const status = data['cmi.completion_status'] ?? 'unknown'
  const measure = numberOf(data['cmi.progress_measure'])
  // An item that never speaks of completion is complete when it is left, as the standard has it; one that passes is complete too.
  const silent = status === 'unknown' && (ended || success === 'passed')
  const completed = completionThreshold !== null && measure !== null ? measure >= completionThreshold : status === 'completed' || silent
  return { completed, success, score }
}

function judged(said: ItemOutcome['success'], score: number | null, mastery: number | null): ItemOutcome['success'] {
  if (mastery === null || score === null) return said
  // A hair's breadth is for the arithmetic of shares, not for the learner.
  return score >= mastery - 1e-9 ? 'passed' : 'failed'
}

/** A raw score between its bounds, 0 and 100 where there are none. */
function shareOf(data: RunTimeData, name: string): number | null {
  const raw = numberOf(data[`${name}.raw`])
  if (raw === null) return null
  const [least, most] = [numberOf(data[`${name}.min`]) ?? 0, numberOf(data[`${name}.max`]) ?? 100]
  return most > least ? Math.min(1, Math.max(0, (raw - least) / (most - least))) : null
}

const numberOf = (text: string | undefined): number | null => (text === undefined || text === '' ? null : Number(text))
