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
 * itself, as soon as there is a score to hold against it. `finished`: the item itself said that it has come to its end. One that then never
 * spoke of its status, and does not want to go on another time, is completed, as both standards have it; one that was only closed is not.
 */
export function itemOutcome(data: RunTimeData, wants: ItemWants, old: boolean, finished: boolean): ItemOutcome {
  return old ? outcome12(data, wants, finished) : outcome2004(data, wants, finished)
}

function outcome12(data: RunTimeData, { mastery }: ItemWants, finished: boolean): ItemOutcome {
  const status = data['cmi.core.lesson_status'] || 'not attempted'
  const score = shareOf(data, 'cmi.core.score')
  const silent = status === 'not attempted' && finished && data['cmi.core.exit'] !== 'suspend'
  const completed = silent || ['passed', 'completed', 'failed'].includes(status)
  const said = status === 'passed' || status === 'failed' ? status : 'unknown'
  return { completed, success: completed ? judged(said, score, mastery) : 'unknown', score }
}

function outcome2004(data: RunTimeData, { mastery, completionThreshold }: ItemWants, finished: boolean): ItemOutcome {
  const scaled = numberOf(data['cmi.score.scaled'])
  const score = scaled === null ? shareOf(data, 'cmi.score') : Math.max(0, scaled)
  const said = data['cmi.success_status']
  const success = judged(said === 'passed' || said === 'failed' ? said : 'unknown', scaled, mastery)
  const status = data['cmi.completion_status'] || 'unknown'
  const measure = numberOf(data['cmi.progress_measure'])
  // Passing without a word of completion is completing, too.
  const silent = status === 'unknown' && ((finished && data['cmi.exit'] !== 'suspend') || success === 'passed')
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
