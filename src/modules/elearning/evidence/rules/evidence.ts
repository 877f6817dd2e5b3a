import { type Day, isDay } from '../../../../shared/dates.js'

/** What is handed in waits; then it is accepted or refused by somebody else, or its person takes it back. */
export type EvidenceState = 'handed in' | 'accepted' | 'refused' | 'taken back'

/** A field of a form that is not as it should be, by the code of what is wrong with it. */
export interface Wrong {
  field: string
  code: string
}

export interface HandedIn {
  /** The London day on which it was completed, as typed. */
  completedOn: Day
  provider: string
  words: string
}

const LONGEST = { provider: 150, words: 1000, reason: 1000 }

/** What is wrong with evidence as it was typed. A certificate of a day that is still to come proves nothing. */
export function wrongWithEvidence({ completedOn, provider, words }: HandedIn, today: Day): Wrong[] {
  return [
    ...wrongWithDay(completedOn, today),
    ...(provider === '' ? [{ field: 'provider', code: 'provider-missing' }] : []),
    ...(provider.length > LONGEST.provider ? [{ field: 'provider', code: 'provider-long' }] : []),
    ...(words.length > LONGEST.words ? [{ field: 'words', code: 'words-long' }] : []),
  ]
}

function wrongWithDay(completedOn: Day, today: Day): Wrong[] {
  if (!isDay(completedOn)) return [{ field: 'completedOn', code: 'day-missing' }]
  return completedOn > today ? [{ field: 'completedOn', code: 'day-ahead' }] : []
}

/** How long something accepted counts: as its course says, up to and on a day of one's own choice, or for good. */
export type Counts = 'usual' | 'until' | 'good'

/** A decision as typed. `decision` is empty where neither button was pressed. */
export interface Decision {
  decision: 'accept' | 'refuse' | ''
  counts: Counts
  until: Day
  reason: string
}

/** What is wrong with a decision. Who refuses says why; nothing counts until a day before it was completed. */
export function wrongWithDecision({ decision, counts, until, reason }: Decision, completedOn: Day): Wrong[] {
  if (decision === '') return [{ field: 'decision', code: 'nothing-chosen' }]
  if (decision === 'accept') {
    if (counts !== 'until') return []
    if (!isDay(until)) return [{ field: 'until', code: 'until-missing' }]
    return until < completedOn ? [{ field: 'until', code: 'until-before' }] : []
  }
  if (reason === '') return [{ field: 'reason', code: 'reason-missing' }]
  return reason.length > LONGEST.reason ? [{ field: 'reason', code: 'reason-long' }] : []
}

export interface Viewer {
  id: string
  agencyId: string | null
  roles: readonly string[]
}
/** Whose evidence it is, and the agency they work for now. */
export interface Owner {
  personId: string
  agencyId: string | null
}

/**
 * Whose it is to decide: an administrator's, and the training lead's of the person's agency. Nobody decides on their own, whatever they are;
 * two people without an agency do not share one.
 */
export function mayDecide(viewer: Viewer, { personId, agencyId }: Owner): boolean {
  if (viewer.id === personId) return false
  if (viewer.roles.includes('administrator')) return true
  return viewer.roles.includes('training lead') && agencyId !== null && viewer.agencyId === agencyId
}

/** Who may open the file: its person, and whoever may decide. */
export const maySee = (viewer: Viewer, owner: Owner): boolean => viewer.id === owner.personId || mayDecide(viewer, owner)
