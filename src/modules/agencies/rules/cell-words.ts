import { longDate, londonDate } from '../../../shared/dates.js'
import type { Cell, CellState } from './standing-cell.js'

/** The states as a reader chooses among them. */
export const STATE_TITLES: Record<CellState, string> = {
  expired: 'Ran out',
  expiring: 'Runs out within 90 days',
  'not yet': 'Not yet',
  waiting: 'On the waiting list',
  booked: 'Booked',
  done: 'Done',
}

/** A cell in a few words that need no colour: what it is, and what is on the way. */
export function cellWords({ state, until, booked, waiting }: Cell): { title: string; more: string } {
  const day = until ? longDate(until) : ''
  const when = booked ? longDate(booked.startsAt) : ''
  const asked = booked?.requested === true
  const onTheWay = when ? `${asked ? 'waiting for approval' : 'booked'}, ${when}` : waiting ? 'on the waiting list' : ''
  const before = day && `ran out ${day}`
  const words: Record<CellState, { title: string; more: string }> = {
    done: { title: 'Done', more: day && `until ${day}` },
    expiring: { title: 'Runs out', more: joined(day, onTheWay) },
    booked: { title: asked ? 'Waiting for approval' : 'Booked', more: joined(when, before) },
    waiting: { title: 'Waiting list', more: before },
    expired: { title: 'Ran out', more: day },
    'not yet': { title: 'Not yet', more: '' },
  }
  return words[state]
}

const joined = (...parts: string[]): string => parts.filter(Boolean).join('; ')

/** The day that a spreadsheet wants beside the word: until when, or when the place is; empty where there is none. */
export const cellDay = ({ state, until, booked }: Cell): string =>
  booked && state === 'booked' ? londonDate(booked.startsAt) : (until ?? '')
