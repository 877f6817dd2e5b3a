import { refuse, type Refusal } from '../../../shared/refusal.js'

export const ROLES = ['administrator', 'training lead', 'report reader', 'trainer'] as const
export type DeskRole = (typeof ROLES)[number]

export interface RolesFacts {
  /** Who changes them, and whether they are an administrator at this very moment. */
  actor: { id: string; administrator: boolean }
  personId: string
  before: readonly DeskRole[]
  /** How many administrators there are, this person counted. */
  administrators: number
  /** Dates to come that the person delivers. */
  delivers: number
  /** Whether they work for an agency of the list: a training lead looks after one. */
  hasAgency: boolean
}
export type RolesCode = 'not-administrator' | 'own-administrator' | 'last-administrator' | 'delivers' | 'no-agency'

/** What is given and what is taken away, or why not: nobody takes their own administration, and somebody always has it. */
export function decideRoles(
  { actor, personId, before, administrators, delivers, hasAgency }: RolesFacts,
  wanted: readonly DeskRole[],
): { given: DeskRole[]; taken: DeskRole[]; after: DeskRole[] } | Refusal<RolesCode> {
  const after = ROLES.filter(role => wanted.includes(role))
  const given = after.filter(role => !before.includes(role))
  const taken = before.filter(role => !after.includes(role))
  if (!actor.administrator) return refuse('not-administrator')
  if (taken.includes('administrator')) {
    if (actor.id === personId) return refuse('own-administrator')
    if (administrators <= 1) return refuse('last-administrator')
  }
  if (taken.includes('trainer') && delivers > 0) return refuse('delivers', { dates: delivers })
  if (given.includes('training lead') && !hasAgency) return refuse('no-agency')
  return { given, taken, after }
}
