import { longDate, longMoment } from '../../shared/dates.js'
import type { Refusal } from '../../shared/refusal.js'

type Facts = Refusal['facts']
const moment = (facts: Facts): Date => new Date(String(facts.from))

const SENTENCES: Record<string, (facts: Facts) => string> = {
  'not-found': () => 'There is no such register, or it is not yours',
  'register-closed': () => 'This register is closed. Ask an administrator to reopen it if a mark is wrong',
  'register-already-closed': () => 'This register is closed already',
  'register-not-closed': () => 'This register is open already',
  'register-not-open': facts => `Marks can be made from the morning of ${longDate(moment(facts))}`,
  'register-too-early': facts => `The register can be closed once its last session has started, ${longMoment(moment(facts))}`,
  'register-incomplete': () => 'Mark everybody at every session before you close the register',
  'walk-in-absent': () => 'A walk-in who was absent throughout was not there: take them off the register, or mend their marks',
  'register-does-not-add-up': () => 'The register does not add up: the bookings less the no-shows, and the walk-ins, must be those present',
  'occurrence-cancelled': () => 'This occurrence was cancelled, so there is nobody to mark',
  'reason-missing': () => 'Enter why the register is reopened',
  'nobody-found': () => 'Nobody is registered with that e-mail address. Check it, or enter their name and agency to add them',
  'not-on-register': () => 'Some of the bookings are not on this register',
  'already-on-register': facts => `${String(facts.name)} is on this register already`,
  'no-such-session': facts => `This occurrence has no session ${String(facts.session)}`,
  'not-a-walk-in': () => 'Only somebody who was added as a walk-in can be taken off the register',
}

/** What a refused change of the register is told, as a sentence without its full stop. */
export function registerSentence(refusal: Refusal): string {
  return SENTENCES[refusal.refused]?.(refusal.facts) ?? 'That was not possible'
}
