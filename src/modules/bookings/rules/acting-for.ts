/** In what capacity somebody deals with a booking: their own, a colleague's as the training lead, or anybody's as the business unit. */
export type Acting = 'self' | 'training lead' | 'administrator'

/** Whose booking it is: the person's agency today, and the one that the booking is credited and charged to. */
export interface ActedOn {
  personId: string
  personAgencyId: string | null
  agencyId: string | null
}

/** Who wants to do something about it. */
export interface Actor {
  id: string
  agencyId: string | null
  roles: readonly string[]
}

/**
 * In what capacity this person may deal with the booking, or null. `as`: whose pages they come from, so that who is both a training lead
 * and an administrator does at each what it says there. A lead acts for who works at their agency now, on what is booked for that agency:
 * not for somebody who has left, and not on what another agency pays for.
 */
export function actingAs(booking: ActedOn, who: Actor, as: Exclude<Acting, 'self'> = 'administrator'): Acting | null {
  if (booking.personId === who.id) return 'self'
  if (!who.roles.includes(as)) return null
  if (as === 'administrator') return as
  return who.agencyId !== null && booking.agencyId === who.agencyId && booking.personAgencyId === who.agencyId ? as : null
}

/** By whom a booking is cancelled, as it is kept and charged. */
export const CANCELS_AS = { self: 'delegate', 'training lead': 'agency', administrator: 'organiser' } as const

/**
 * Whether a training lead may answer for a colleague's line manager: where their agency has it so (`leadsApprove`), for who works there
 * now, and never for themselves.
 */
export const mayApproveFor = (booking: ActedOn, who: Actor, leadsApprove: boolean): boolean =>
  leadsApprove && actingAs(booking, who, 'training lead') === 'training lead'
