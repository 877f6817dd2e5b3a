import { addDays, londonDate, londonDayBounds, type Day } from '../../../shared/dates.js'

export type Unit = 'days' | 'months' | 'years'

/** One kind of data that goes after a time. `from`: what the time is counted from. `least`, `most`: what a setting may be. */
export interface Period {
  title: string
  what: string
  from: string
  unit: Unit
  usual: number
  least: number
  most: number
  why: string
}

const words = (title: string, what: string, from: string) => ({ title, what, from })
const kept = (unit: Unit, usual: number, least: number, most: number) => ({ unit, usual, least, most })

/** What is removed after a time, in the order in which it is told and done. Settings say other numbers within the limits, never other units. */
export const PERIODS = {
  needs: {
    ...words('Access and dietary needs', 'What people told us of their needs for a course', 'the end of the course'),
    ...kept('days', 30, 7, 365),
    why: 'They tell of health and belief, and nobody needs them once the course is over and its last questions are answered.',
  },
  messages: {
    ...words('What messages said', 'The words of mails and whom they went to; that one was sent stays', 'the day it was written'),
    ...kept('months', 12, 1, 36),
    why: 'A year answers “was I told?” for every course of the last round; after that the booking itself says enough.',
  },
  managers: {
    ...words(
      'People without an account',
      'Names and addresses of line managers on approvals and questions, and of who answered for an agency',
      'the last approval, question or return',
    ),
    ...kept('months', 12, 3, 36),
    why: 'They have no account here and gave us nothing themselves, so we keep them only as long as somebody may ask who approved.',
  },
  reasons: {
    ...words('Reasons in own words', 'Why somebody cancelled, was refused, or was booked over a rule', 'the end of the course'),
    ...kept('months', 24, 6, 72),
    why: 'They often tell of illness and family; two years cover any question of an agency about a charge or a place.',
  },
  waiting: {
    ...words('Why offers were made', 'Who was passed over on a waiting list, and why', 'the day of the offer'),
    ...kept('months', 12, 1, 36),
    why: 'Long enough to answer whoever asks why another was offered the place.',
  },
  evidence: {
    ...words('Files of accepted evidence', 'Certificates handed in from elsewhere; what was accepted stays', 'the day of acceptance'),
    ...kept('months', 12, 3, 72),
    why: 'Whoever audits the year’s learning records can look at what they rest on; after that the record stands by itself.',
  },
  refused: {
    ...words('Files of refused evidence', 'Certificates handed in and not accepted', 'the day of refusal'),
    ...kept('days', 90, 14, 365),
    why: 'Time to ask again or to complain, and no more.',
  },
  elearning: {
    ...words(
      'Traces within e-learning',
      'Where somebody stopped, and what a package noted; results, answers to quizzes and times stay',
      'the end of the e-learning',
    ),
    ...kept('months', 6, 1, 36),
    why: 'Only there so that a module can be gone on with or looked at again soon after.',
  },
  answers: {
    ...words(
      'What people wrote about courses',
      'Written answers and actions; scores, choices, themes and what was chosen to be quoted stay',
      'the day it was sent',
    ),
    ...kept('years', 3, 1, 10),
    why: 'Three annual reports can draw on them; people may have told of cases and of themselves.',
  },
  quotes: {
    ...words('Words chosen to be quoted', 'What somebody allowed us to quote without their name', 'the day it was chosen'),
    ...kept('years', 6, 1, 10),
    why: 'They stand in reports that are printed; six years is as long as the partnership looks back.',
  },
  charges: {
    ...words('Reasons and evidence of charges', 'What was said for and against a charge; the amount stays', 'the day it was decided'),
    ...kept('years', 6, 6, 10),
    why: 'Financial records are kept for six years after the year they belong to (Limitation Act, audit).',
  },
  audit: {
    ...words('The audit', 'Who changed what, with what was there before and after', 'the day of the change'),
    ...kept('months', 24, 12, 72),
    why: 'Long enough to look into two rounds of courses; it repeats what the other periods remove, so it must not outlive them by much.',
  },
  accounts: {
    ...words(
      'Accounts that nobody uses',
      'Everything that says who the person is; the account is erased',
      'the last sign-in, booking, course or learning record',
    ),
    ...kept('years', 7, 2, 15),
    why: 'Longer than any learning record counts, so that whoever comes back within it finds their training record.',
  },
} satisfies Record<string, Period>
export type PeriodKey = keyof typeof PERIODS
export const PERIOD_KEYS = Object.keys(PERIODS) as PeriodKey[]
export type Periods = Record<PeriodKey, number>

/** The periods that hold: what is set, where it is within the limits, and the usual else. */
export function periodsOf(set: Partial<Record<string, number>>): Periods {
  return Object.fromEntries(PERIOD_KEYS.map(key => [key, allowed(key, set[key]) ? set[key] : PERIODS[key].usual])) as Periods
}

const allowed = (key: PeriodKey, amount: number | undefined): boolean =>
  Number.isInteger(amount) && amount! >= PERIODS[key].least && amount! <= PERIODS[key].most

/** What is wrong with a number as it was typed; null: nothing. */
export function wrongAmount(key: PeriodKey, typed: string): 'not-a-number' | 'too-short' | 'too-long' | null {
  if (!/^\d{1,4}$/.test(typed)) return 'not-a-number'
  const amount = Number(typed)
  if (amount < PERIODS[key].least) return 'too-short'
  return amount > PERIODS[key].most ? 'too-long' : null
}

/** What is older than this instant goes: the beginning of a London day, so that a whole day goes or stays. */
export function cutoff(key: PeriodKey, amount: number, now: Date): Date {
  return londonDayBounds(back(londonDate(now), amount, PERIODS[key].unit)).start
}

function back(day: Day, amount: number, unit: Unit): Day {
  if (unit === 'days') return addDays(day, -amount)
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const index = year * 12 + (month - 1) - amount * (unit === 'years' ? 12 : 1)
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1]
  // Of a month that is too short, its last day.
  const last = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate()
  const two = (n: number) => String(n).padStart(2, '0')
  return `${toYear}-${two(toMonth)}-${two(Math.min(date, last))}`
}

/** "30 days", "1 year". */
export const inWords = (amount: number, unit: Unit): string => `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`
