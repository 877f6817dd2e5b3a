import { addDays, type Day } from '../shared/dates.js'
import { DATES_ELSEWHERE, daysOf, OWN_DATES } from './catalogue/newsletters.js'
import { daysBetween, inOrder, trainingDays } from './calendar.js'
import type { Wanted } from './put-on.js'
import { SIGN_IN_TRAINER } from './trainers.js'

const FIRST_PRINTED = '2024-04-02'
const LAST_PRINTED = '2024-08-29'
// Far enough off that booking has not closed.
const SOONEST = 4
const WEEKS = 12
const OPEN_FOR = 75

/** Courses that the newsletters name without a day, and a second large date of Right Help Right Time, fitted in between the printed days. */
const FITTED_IN: Record<string, string> = {
  'hidden-harm': '05-22',
  'learning-from-sars': '06-05',
  'rhrt-refresher': '06-12',
  'drug-trends': '06-18',
  'csa-speaking': '07-24',
  'rhrt-full': '07-30',
  'self-neglect-conference': '08-15',
  hsb: '08-27',
}

/** What differs from the usual, by key: the sign-in trainer's own, the 50 places for a crowd to race for, a window that is still shut. */
const SPECIAL: Record<string, Partial<Wanted>> = {
  'coming-neglect-l2-1': { trainer: SIGN_IN_TRAINER },
  'coming-neglect-l2-2': { trainer: SIGN_IN_TRAINER },
  'coming-gcp2-2': { trainer: SIGN_IN_TRAINER },
  'coming-rhrt-full-2': { places: 50 },
  'coming-self-neglect-conference-1': { places: 200, openFor: 62 },
  'coming-hsb-1': { openFor: 40 },
}

/** The newsletters' programme, drawn together into the twelve weeks after `today` in its own order and rhythm. */
export function comingProgramme(today: Day): Wanted[] {
  const days = trainingDays(addDays(today, SOONEST), addDays(today, WEEKS * 7))
  const counts = new Map<string, number>()
  const printed = [OWN_DATES, DATES_ELSEWHERE, FITTED_IN].flatMap(dates => Object.entries(dates))
  return printed
    .flatMap(([course, dates]) => daysOf(dates).map(day => ({ course, day })))
    .sort((a, b) => inOrder(a.day, b.day))
    .map(({ course, day }) => {
      const number = (counts.get(course) ?? 0) + 1
      counts.set(course, number)
      return wantedOn(course, number, moved(day, days), days)
    })
}

/** What is printed for that day, on the day that lies as far along among the days to come, or the next one that is free. */
function wantedOn(course: string, number: number, day: number, days: readonly Day[]): Wanted {
  const candidates = [...days.slice(day), ...days.slice(0, day).reverse()]
  const key = `coming-${course}-${number}`
  return { course, key, event: `coming-${course}`, candidates, openFor: OPEN_FOR, ...SPECIAL[key] }
}

function moved(printed: Day, days: readonly Day[]): number {
  const along = daysBetween(FIRST_PRINTED, printed) / daysBetween(FIRST_PRINTED, LAST_PRINTED)
  return Math.round(along * (days.length - 1))
}
