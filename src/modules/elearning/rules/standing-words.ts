import { longDate } from '../../../shared/dates.js'

/** How far somebody is with an e-learning course. `pages` 0: it has none that are counted. */
export interface Standing {
  signedUpAt: Date
  startedAt: Date | null
  completedAt: Date | null
  closedAt: Date | null
  position: number
  pages: number
}

/** Where somebody stands, in words: signed up, in progress and where, completed, or closed. */
export function standingWords({ signedUpAt, startedAt, completedAt, closedAt, position, pages }: Standing): string {
  if (completedAt) return `Completed on ${longDate(completedAt)}`
  if (closedAt) return `Closed unfinished on ${longDate(closedAt)}`
  if (!startedAt) return `Signed up on ${longDate(signedUpAt)}`
  if (pages === 0 || position === 0) return `In progress since ${longDate(startedAt)}`
  return position > pages ? 'In progress: the quiz is left' : `In progress: page ${position} of ${pages}`
}

export type NextStep = 'sign up' | 'start' | 'go on' | 'read again'

/** What comes next with a course that can be taken here; whoever began it before it could be begins to go on here. */
export function nextStep(mine: (Standing & { here: boolean }) | null): NextStep {
  if (!mine || mine.closedAt) return 'sign up'
  if (mine.completedAt) return mine.here ? 'read again' : 'sign up'
  return mine.startedAt ? 'go on' : 'start'
}
