/** How a module was left: gone through to its end or not, and what its quiz said. */
export interface Outcome {
  completed: boolean
  success: 'passed' | 'failed' | 'unknown'
  /** It has a quiz, or a mastery score, that must be passed. */
  wantsPass: boolean
}

/**
 * Whether a module counts as learned: gone through to its end, and passed where it wants a pass. A failed quiz after "completed" is no pass,
 * and what says of itself that it failed never counts.
 */
export function isLearned({ completed, success, wantsPass }: Outcome): boolean {
  if (success === 'failed') return false
  return wantsPass ? success === 'passed' && completed : completed
}

const LONGEST_PAUSE_SECONDS = 15 * 60

/** Seconds spent since somebody was last seen: whoever comes back after a longer pause has not been reading all the while. */
export function secondsSpent(lastSeenAt: Date | null, now: Date): number {
  if (lastSeenAt === null) return 0
  const seconds = Math.floor((now.getTime() - lastSeenAt.getTime()) / 1000)
  return seconds < 0 || seconds > LONGEST_PAUSE_SECONDS ? 0 : seconds
}
