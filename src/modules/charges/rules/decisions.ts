import { refuse, type Refusal } from '../../../shared/refusal.js'

export type ChargeState = 'proposed' | 'confirmed' | 'waived' | 'credited'
export type Decision = 'confirm' | 'waive' | 'credit' | 'look again'

/** `exported`: finance has been told of it. */
export interface ChargeFacts {
  state: ChargeState
  exported: boolean
}

export type DecisionCode = 'decided-meanwhile' | 'reason-missing'

/** What may be done with a charge. What finance was told of is never waived quietly: it is credited, and the next export says so. */
export function availableDecisions({ state, exported }: ChargeFacts): Decision[] {
  if (state === 'proposed') return ['confirm', 'waive']
  if (state === 'confirmed') return exported ? ['credit'] : ['waive']
  return state === 'waived' ? ['look again'] : []
}

const LEADS_TO: Record<Decision, ChargeState> = { confirm: 'confirmed', waive: 'waived', credit: 'credited', 'look again': 'proposed' }

/** The state that a decision leads to. Waiving and crediting give somebody's money back, so they need a reason. */
export function decide(facts: ChargeFacts, decision: Decision, reason: string): { state: ChargeState } | Refusal<DecisionCode> {
  if (!availableDecisions(facts).includes(decision)) return refuse('decided-meanwhile')
  if ((decision === 'waive' || decision === 'credit') && reason.trim() === '') return refuse('reason-missing')
  return { state: LEADS_TO[decision] }
}

/** What a charge becomes when it is no longer owed; null: it stands as it is, since nothing is owed any more or somebody has decided. */
export function noLongerOwed(facts: ChargeFacts): 'waived' | 'credited' | null {
  const [way] = availableDecisions(facts).filter(one => one === 'waive' || one === 'credit')
  if (!way) return null
  return way === 'waive' ? 'waived' : 'credited'
}
