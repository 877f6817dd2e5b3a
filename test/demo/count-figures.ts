import type { Folder } from './read-folder.js'

/** The figures of a period, counted plainly from the rows; the two days are counted in. */
export function countFigures(folder: Folder, from: string, to: string) {
  const within = (moment: string) => moment >= from && moment <= `${to} 23:59`
  const held = folder.occurrences.filter(o => within(o.startsAt) && o.row.cancelledAt === '')
  const keys = new Set(held.map(o => o.key))
  const all = folder.bookings.filter(b => keys.has(b.occurrence!))
  const cancelled = all.filter(b => b.state === 'cancelled')
  const bookings = all.filter(b => b.state !== 'cancelled' && b.walkIn !== 'yes')
  const attended = bookings.filter(b => b.state === 'attended' || b.state === 'partly attended').length
  const noShows = bookings.filter(b => b.state === 'no-show').length
  const walkIns = all.filter(b => b.walkIn === 'yes').length
  const places = held.reduce((sum, o) => sum + o.places, 0)
  const percent = (part: number, whole: number) => Math.round((100 * part) / whole)
  return {
    events: new Set(held.map(o => o.event)).size,
    occurrences: held.length,
    places,
    bookings: bookings.length,
    cancellations: cancelled.length,
    organiser: cancelled.filter(b => b.cancelledBy === 'organiser').length,
    late: cancelled.filter(b => b.cancelledBy !== 'organiser' && b.late === 'yes').length,
    inTime: cancelled.filter(b => b.cancelledBy !== 'organiser' && b.late === 'no').length,
    attended,
    noShows,
    walkIns,
    attendance: percent(attended, bookings.length),
    noShow: percent(noShows, bookings.length),
    utilisation: percent(attended + walkIns, places),
    trainers: new Set(held.flatMap(o => o.trainers)).size,
    venues: new Set(held.map(o => o.venue).filter(Boolean)).size,
    elearning: folder.file('enrolments.csv').filter(e => within(e.signedUpAt!)).length,
    waiting: waitingAt(folder, `${to} 23:59`).length,
  }
}

/** Who was waiting at a moment, by key, each once. */
function waitingAt(folder: Folder, moment: string): string[] {
  const open = folder.file('waiting-list.csv').filter(w => w.joinedAt! <= moment && (w.endedAt === '' || w.endedAt! > moment))
  return [...new Set(open.map(w => w.person!))]
}
