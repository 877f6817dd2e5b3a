import { percent } from '../../../shared/percent.js'

/** What was counted in a period, or in one group of it, under the definitions below. */
export interface Counts {
  events: number
  eventOccurrences: number
  placesOffered: number
  bookings: number
  cancellations: number
  attended: number
  completed: number
  noShows: number
  walkIns: number
  trainers: number
  venues: number
  elearningTaken: number
  onWaitingLists: number
}

const PERCENTAGES = {
  attendancePercent: (counts: Counts): [number, number] => [counts.attended, counts.bookings],
  noShowPercent: (counts: Counts): [number, number] => [counts.noShows, counts.bookings],
  utilisationPercent: (counts: Counts): [number, number] => [counts.attended + counts.walkIns, counts.placesOffered],
}

export type FigureKey = keyof Counts | keyof typeof PERCENTAGES

/** A figure; a percentage brings the two numbers behind it, and is null ("-") where there is nothing to divide by. */
export interface Figure {
  value: number | null
  numerator?: number
  denominator?: number
}
export type Figures = Record<FigureKey, Figure>

export interface FigureDefinition {
  key: FigureKey
  title: string
  definition: string
  unit: 'number' | 'percent'
}

const number = (key: keyof Counts, title: string, definition: string): FigureDefinition => ({ key, title, definition, unit: 'number' })
const share = (key: keyof typeof PERCENTAGES, title: string, definition: string): FigureDefinition => ({
  key,
  title,
  definition,
  unit: 'percent',
})

/** Every figure in the order of the annual table, with the definition that is printed beside it. */
export const FIGURES: readonly FigureDefinition[] = [
  number('events', 'Events', 'Events with at least one occurrence that started in the period and was not cancelled.'),
  number('eventOccurrences', 'Event occurrences', 'Occurrences that started in the period and were not cancelled.'),
  number('placesOffered', 'Places offered', 'The places of those occurrences together.'),
  number('bookings', 'Bookings', 'Bookings on those occurrences held to the day: not cancelled, walk-ins left out.'),
  number('cancellations', 'Cancellations', 'Bookings on those occurrences that ended cancelled.'),
  number('attended', 'Attended', 'Bookings marked attended or partly attended.'),
  number('completed', 'Completed', 'Bookings marked attended: there in full.'),
  number('noShows', 'No-shows', 'Bookings marked no-show; turned away for being late counts as one.'),
  number('walkIns', 'Walk-ins', 'People present without a booking.'),
  share('attendancePercent', 'Attendance', 'Attended out of bookings.'),
  share('noShowPercent', 'No-shows, share', 'No-shows out of bookings.'),
  share('utilisationPercent', 'Utilisation', 'Attended and walk-ins together out of places offered.'),
  number('trainers', 'Trainers', 'Different trainers of those occurrences.'),
  number('venues', 'Venues', 'Different venues of those occurrences.'),
  number('elearningTaken', 'E-learning taken', 'Enrolments that began in the period, whatever became of them.'),
  number('onWaitingLists', 'On waiting lists', 'People waiting at the end of the period.'),
]

/** The figures of the annual table from what was counted: percentages in whole numbers, half away from zero, null where the base is 0. */
export function figures(counts: Counts): Figures {
  return Object.fromEntries(FIGURES.map(({ key }) => [key, figureOf(counts, key)])) as Figures
}

function figureOf(counts: Counts, key: FigureKey): Figure {
  if (!(key in PERCENTAGES)) return { value: counts[key as keyof Counts] }
  const [numerator, denominator] = PERCENTAGES[key as keyof typeof PERCENTAGES](counts)
  return { value: percent(numerator, denominator), numerator, denominator }
}
