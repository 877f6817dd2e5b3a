import type { FieldError } from '../../web/forms.js'
import type { ChargeState, DecisionCode } from './rules/decisions.js'

const SENTENCES: Record<DecisionCode, FieldError> = {
  'decided-meanwhile': { field: 'decision', message: 'Somebody has decided on this charge since you looked. See below what they decided' },
  'reason-missing': { field: 'reason', message: 'Enter the reason. It is kept with the charge' },
}

export const decisionError = (code: DecisionCode): FieldError => SENTENCES[code]

/** What a notice says after a decision. */
export const DECIDED: Record<ChargeState, string> = {
  proposed: 'The charge is to be looked at again.',
  confirmed: 'The charge is confirmed. It goes into the next list for finance.',
  waived: 'The charge is waived.',
  credited: 'The charge is credited. The next list for finance gives it back.',
}

/** The heading of each list, and what stands there when it is empty. */
export const STATES: Record<ChargeState, { title: string; empty: string }> = {
  proposed: { title: 'To review', empty: 'Nothing waits for you here. Charges are proposed when somebody cancels late or does not come.' },
  confirmed: { title: 'Confirmed', empty: 'No charge has been confirmed yet.' },
  waived: { title: 'Waived', empty: 'No charge has been waived yet.' },
  credited: { title: 'Credited', empty: 'No charge has been credited. That happens to charges that finance was told of already.' },
}
