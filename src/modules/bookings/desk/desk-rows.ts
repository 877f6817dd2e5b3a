import { longDate, longMoment, whenInWords } from '../../../shared/dates.js'
import { pounds } from '../../../shared/money.js'
import { isOpen, keptOn } from '../condition/kept-on.js'
import type { DeskBooking, DeskWaiting } from '../desk.queries.js'
import { isLive } from '../rules/booking-states.js'
import { MOVED } from '../rules/moves.js'
import { COLLEAGUE_SENT } from '../rules/substitution.js'

/** A booking as the desk's page lists it. */
export function shownBooking(booking: DeskBooking, startsAt: Date) {
  const kept = keptOn(booking.condition, startsAt)
  const until = booking.approval && longMoment(new Date(booking.approval.runsOutAt))
  const live = isLive(booking.state)
  return { ...booking, until, live, kept: live && isOpen(kept) ? kept : null, came: cameFrom(booking) }
}

/** From where somebody came onto the list, other than by booking. */
function cameFrom({ before, movedBy, name }: DeskBooking): string {
  if (!before) return ''
  if (!movedBy) return before.name === name ? '' : `Instead of ${before.name}`
  return `Moved here from ${whenInWords(new Date(before.startsAt), new Date(before.endsAt))}, ${WISH[movedBy]}`
}

const WISH = { delegate: 'as they asked', agency: 'as their agency asked', organiser: 'by the business unit', condition: '' }
const BY = { delegate: 'by the delegate', agency: 'by their agency', organiser: 'by the business unit', condition: 'let go' }
const CHARGED = { proposed: 'to review', confirmed: 'confirmed', waived: 'waived', credited: 'credited' }

/** A cancelled booking: who ended it, when, why, and what it costs. */
export function shownCancelled(booking: DeskBooking) {
  const { cancelledBy, cancelledAt, cancelAskedAt, enteredBy, late, charge, after } = booking
  const by = BY[cancelledBy ?? 'delegate']
  const ended = [
    after ? endedFor(booking) : by.replace(/^./, letter => letter.toUpperCase()),
    cancelledAt && longMoment(cancelledAt),
    late && 'late',
    enteredBy && enteredBy !== booking.name && `entered by ${enteredBy}`,
    cancelAskedAt && `asked ${longMoment(cancelAskedAt)}`,
  ]
  return {
    ...booking,
    ended: ended.filter(Boolean).join(', '),
    why: whyOf(booking),
    charged: charge ? `${pounds(charge.pence)}, ${CHARGED[charge.state]}` : '',
  }
}

function endedFor({ after, name, movedBy: _, cancelledBy }: DeskBooking): string {
  if (after!.name !== name) return `${after!.name} comes instead`
  return `Moved to ${whenInWords(new Date(after!.startsAt), new Date(after!.endsAt))} ${WISH[cancelledBy ?? 'delegate']}`
}

/** The reason in words; the product's own notes of a move and of a colleague are said already. */
function whyOf({ cancelReason }: DeskBooking): string {
  if (cancelReason === COLLEAGUE_SENT || cancelReason === MOVED) return ''
  return cancelReason.startsWith(`${MOVED}: `) ? cancelReason.slice(MOVED.length + 2) : cancelReason
}

/** In words, what somebody in the queue has been told of this date. */
export function standing({ comes, offer }: DeskWaiting): string {
  if (!offer) return comes ? '' : 'Cannot make this date'
  const until = longMoment(new Date(offer.runsOutAt))
  return {
    open: offer.kind === 'hold' ? `A place is held until ${until}` : `May be first to accept until ${until}`,
    accepted: 'Accepted a place',
    declined: 'Declined a place',
    'run-out': `Did not answer by ${until}`,
    gone: 'The place had gone',
  }[offer.state]
}

/** The groups of the page with their counts, in the order in which they matter. */
export function deskGroups(bookings: DeskBooking[], waiting: DeskWaiting[], startsAt: Date) {
  const live = bookings.filter(booking => booking.state !== 'cancelled').map(booking => shownBooking(booking, startsAt))
  const entries = waiting.map(entry => ({ ...entry, standing: standing(entry), since: longDate(entry.joinedAt) }))
  return {
    booked: live.filter(booking => booking.state !== 'requested'),
    requested: live.filter(booking => booking.state === 'requested'),
    offered: entries.filter(entry => entry.offer?.state === 'open'),
    waiting: entries.filter(entry => entry.offer?.state !== 'open'),
    cancelled: bookings.filter(booking => booking.state === 'cancelled').map(shownCancelled),
    coming: live.filter(booking => booking.coming).length,
    onCondition: live.filter(booking => booking.kept).length,
    withNeeds: live.filter(booking => booking.access || booking.dietary).length,
  }
}
