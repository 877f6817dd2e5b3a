import { longMoment } from '../../../shared/dates.js'
import type { ListedStatement } from './statements-desk.queries.js'

/** What statements say, as administrators read it. */
export const VERB_WORDS = { completed: 'completed', passed: 'passed', failed: 'failed a try at' } as const

type Told = Pick<ListedStatement, 'state' | 'outcome' | 'tryAt'>

/** How a statement stands on its way to an outside store: a tag, and a sentence where there is more to say. */
export function forwarding({ state, outcome, tryAt }: Told, outside: boolean): { tag: string; colour: string; more: string } {
  if (state === 'sent') return { tag: 'Sent on', colour: 'green', more: outcome ?? '' }
  if (state === 'refused') return { tag: 'Refused', colour: 'red', more: outcome ?? '' }
  if (!outside) return { tag: 'Kept here', colour: 'grey', more: '' }
  return { tag: 'Waiting', colour: 'blue', more: outcome ? `${outcome}. It is tried again on ${longMoment(tryAt)}` : '' }
}
