/** A place that somebody gave back too late. `colleagueSent`: a colleague took it over in the same moment. */
export interface LateCancellation {
  bookingId: string
  cancelledAt: Date
  colleagueSent: boolean
}

/** A booking that was held to the day. */
export interface HeldBooking {
  reference: string
  bookedAt: Date
}

/**
 * By which booking each late cancellation's place was taken again (its reference), or null where it was lost; judged once the occurrence
 * has begun. Places that stand empty then are those given back last; of the others, each is refilled that has a later booking of its own,
 * the earliest first. So somebody who books a course with places to spare refills nobody's place, and no booking refills two.
 */
export function refilledBy(late: readonly LateCancellation[], held: readonly HeldBooking[], places: number): Map<string, string | null> {
  const answer = new Map<string, string | null>(late.map(({ bookingId }) => [bookingId, null]))
  const takenOver = late.filter(one => one.colleagueSent).map(one => one.cancelledAt.getTime())
  const empty = Math.max(0, places - held.length)
  const given = late.filter(one => !one.colleagueSent).sort((a, b) => a.cancelledAt.getTime() - b.cancelledAt.getTime())
  const open = given.slice(0, Math.max(0, given.length - empty))
  const newcomers = held.filter(({ bookedAt }) => !takeOne(takenOver, bookedAt.getTime()))
  for (const { bookedAt, reference } of [...newcomers].sort((a, b) => a.bookedAt.getTime() - b.bookedAt.getTime())) {
    const first = open[0]
    if (!first || first.cancelledAt > bookedAt) continue
    answer.set(first.bookingId, reference)
    open.shift()
  }
  return answer
}

/** Takes one such moment out of the list, if it is there. */
function takeOne(moments: number[], moment: number): boolean {
  const at = moments.indexOf(moment)
  if (at >= 0) moments.splice(at, 1)
  return at >= 0
}
