import type { Kept } from '../../modules/evaluation/rules/form-content.js'
import type { Booking } from '../story.js'

/** One booking on its way through the stages. */
export interface Told {
  key: string
  booking: Booking
  actions: string[]
  kept: Kept[]
}
