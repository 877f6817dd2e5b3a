import type { StatementVerb } from './statement.js'

/** What one step of learning came to, beside what was so before. */
export interface Step {
  completed: boolean
  passed: boolean
  completedBefore: boolean
  passedBefore: boolean
  /** A try that ended in failure, by a name of its own; null: none did. */
  failed: { attempt: string; score: number | null } | null
  score: number | null
}

export interface ToTell {
  verb: StatementVerb
  /** The end of the statement's source. */
  what: string
  score: number | null
  success: boolean | null
}

/** What is to be told of a step: a pass and a completion the first time only, each failed try once. */
export function toTell({ completed, passed, completedBefore, passedBefore, failed, score }: Step): ToTell[] {
  const tell: ToTell[] = []
  if (failed) tell.push({ verb: 'failed', what: `failed:${failed.attempt}`, score: failed.score, success: false })
  if (passed && !passedBefore) tell.push({ verb: 'passed', what: 'passed', score, success: true })
  const success = passed || passedBefore ? true : null
  if (completed && !completedBefore) tell.push({ verb: 'completed', what: 'completed', score, success })
  return tell
}
