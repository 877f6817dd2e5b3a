import { whenInWords } from '../../../shared/dates.js'

export interface DeliveredSession {
  startsAt: Date
  endsAt: Date
}

/** When and where an occurrence is held; `sessions` in order of time, `venue` with its address and `room` in it, each empty when there is none. */
export interface Delivered {
  sessions: DeliveredSession[]
  venue: string
  room?: string
  onlineUrl: string
}

/** One thing that changes, in words. `link`: it is about the meeting link, which only those who are booked may see. */
export interface ChangeLine {
  what: string
  before: string
  after: string
  link: boolean
}

export interface DeliveryChange {
  lines: ChangeLine[]
  /** Time or place changes, which frees those who booked before from any charge; a new link alone does not, nor another room. */
  moved: boolean
  /** The numbers, from 1, of the sessions whose calendar entries change or are new. */
  changed: number[]
  /** The numbers of the sessions that there are no longer. */
  removed: number[]
}

const NONE = 'none'
const NO_ROOM = 'to be shown on arrival'
const numbers = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1)
const inWords = (session: DeliveredSession | undefined): string => (session ? whenInWords(session.startsAt, session.endsAt) : NONE)

/** What people who come must know of a change: time, place and link. null: nothing of these changes. */
export function deliveryChange(before: Delivered, after: Delivered): DeliveryChange | null {
  const most = Math.max(before.sessions.length, after.sessions.length)
  const times = numbers(most).filter(n => !sameTimes(before.sessions[n - 1], after.sessions[n - 1]))
  const place = line('Where', placeOf(before), placeOf(after), false)
  const room = line('Room', before.room || NO_ROOM, after.room || NO_ROOM, false)
  const link = line('Joining link', before.onlineUrl || NONE, after.onlineUrl || NONE, true)
  const lines = [...times.map(n => timeLine(n, most, before, after)), ...place, ...room, ...link]
  if (lines.length === 0) return null
  // An entry says where, in which room, by which link and "day 2 of 3" too, so these change every one of them.
  const all = place.length > 0 || room.length > 0 || link.length > 0 || before.sessions.length !== after.sessions.length
  const kept = numbers(after.sessions.length)
  return {
    lines,
    moved: times.length > 0 || place.length > 0,
    changed: all ? kept : kept.filter(n => times.includes(n)),
    removed: numbers(most).filter(n => n > after.sessions.length),
  }
}

const sameTimes = (a: DeliveredSession | undefined, b: DeliveredSession | undefined): boolean =>
  a?.startsAt.getTime() === b?.startsAt.getTime() && a?.endsAt.getTime() === b?.endsAt.getTime()

function timeLine(n: number, most: number, before: Delivered, after: Delivered): ChangeLine {
  const what = most === 1 ? 'When' : `Session ${n}`
  return { what, before: inWords(before.sessions[n - 1]), after: inWords(after.sessions[n - 1]), link: false }
}

const placeOf = ({ venue, onlineUrl }: Delivered): string => venue || (onlineUrl ? 'Online' : 'To be confirmed')

const line = (what: string, before: string, after: string, link: boolean): ChangeLine[] =>
  before === after ? [] : [{ what, before, after, link }]
