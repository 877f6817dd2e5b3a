import { percent } from '../../../shared/percent.js'
import type { BookingAnswers } from './pairing.js'
import { STAGES, type Stage } from './stage-settings.js'

/** Of one stage: how many were asked, how many of them answered, and the whole percentage; null where nobody was asked. */
export interface Response {
  stage: Stage
  invited: number
  answered: number
  rate: number | null
}

/** Whoever answered was asked, if only at the door: so no rate passes 100. */
export const wasAsked = (one: Pick<BookingAnswers, 'asked' | 'answered'>, stage: Stage): boolean =>
  one.asked.includes(stage) || one.answered.includes(stage)

/** The response at each stage, in their order. Each booking counts once a stage. */
export function responses(all: readonly Pick<BookingAnswers, 'asked' | 'answered'>[]): Response[] {
  return STAGES.map(stage => {
    const invited = all.filter(one => wasAsked(one, stage)).length
    const answered = all.filter(one => one.answered.includes(stage)).length
    return { stage, invited, answered, rate: percent(answered, invited) }
  })
}
