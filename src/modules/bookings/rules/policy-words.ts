import { pounds } from '../../../shared/money.js'
import type { CancellationPolicy, Charge, DayRate, Notice } from './cancellation-policy.js'

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const inWords = (n: number): string => NUMBERS[n] ?? String(n)
const UNIT_WORDS = {
  'clear-working-days': ['clear working day', 'clear working days'],
  'working-days': ['working day', 'working days'],
  'calendar-days': ['day', 'days'],
  hours: ['hour', 'hours'],
} as const
const money = (pence: number): string => (pence === 0 ? 'nothing' : pounds(pence).replace(/\.00$/, ''))

function timeWords(until: string): string {
  const [hours, minutes] = until.split(':').map(Number) as [number, number]
  if (hours === 12 && minutes === 0) return 'midday'
  const shown = `${hours % 12 || 12}${minutes ? `.${String(minutes).padStart(2, '0')}` : ''}`
  return hours === 0 && minutes === 0 ? 'midnight' : `${shown}${hours < 12 ? 'am' : 'pm'}`
}

/** Until when a notice can be given, such as "the end of the day, two working days before the course". */
export function noticeWords({ amount, unit, until, onWorkingDay }: Notice): string {
  if (amount === 0)
    return until === 'end-of-day' || until === 'same-time' || unit === 'hours'
      ? 'the start of the course'
      : `${timeWords(until)} on the day of the course`
  const many = `${inWords(amount)} ${UNIT_WORDS[unit][amount === 1 ? 0 : 1]}`
  if (unit === 'hours') return `${many} before the course starts`
  const back = unit === 'clear-working-days' ? `so that ${many} lie between that day and the course` : `${many} before the course`
  const time =
    until === 'end-of-day' ? 'the end of the day' : until === 'same-time' ? 'the time at which the course starts' : timeWords(until)
  return `${time}, ${back}${onWorkingDay ? ' (or the working day before, where that day is none)' : ''}`
}

/** What a rate comes to, such as "£25 for half a day (up to 4 hours) and £50 for a full day". */
export function rateWords({ halfDayPence, fullDayPence, fixed }: DayRate, { days, halfDayUpToHours }: CancellationPolicy): string {
  if (fullDayPence === 0) return 'nothing'
  if (fixed) return `${money(fullDayPence)}, however long the course is`
  if (halfDayPence === fullDayPence)
    return days === 'once' ? `${money(fullDayPence)}, however long the course is` : `${money(fullDayPence)} for each day, short or long`
  const several = days === 'once' ? ', once for the longest day of the course' : ', for each day of the course'
  return `${money(halfDayPence)} for half a day (up to ${halfDayUpToHours} hours) and ${money(fullDayPence)} for a full day${several}`
}

const groupsOf = (charge: Charge, policy: CancellationPolicy): string =>
  Object.entries(charge.groups)
    .map(([group, rate]) => ` Agencies of the group ${group} are charged ${rateWords(rate, policy)}.`)
    .join('')

/** The policy as delegates read it before they book and afterwards, a sentence or two for each line. */
export function policyWords(policy: CancellationPolicy): string[] {
  const { bands, notice, noShow, waivedGroups, graceHours, notes, substitution, refilled } = policy
  const charges = bands.some(band => band.charge.fullDayPence > 0)
  return [
    ...lateWords(policy),
    ...(noShow.fullDayPence > 0
      ? [`If you do not come and have not cancelled, your agency is charged ${rateWords(noShow, policy)}.${groupsOf(noShow, policy)}`]
      : ['There is no charge for not coming. Please cancel all the same: somebody else may be waiting.']),
    ...(charges && graceHours > 0
      ? [`Within ${count(graceHours, 'hour')} of booking you can always cancel free of charge, until the course starts.`]
      : []),
    ...(waivedGroups.length > 0 ? [`Agencies of these groups are never charged: ${waivedGroups.join(', ')}.`] : []),
    ...(charges
      ? [
          substitution === 'free'
            ? 'Sending a colleague of your agency instead is free of charge, until the course starts.'
            : 'Sending a colleague instead costs the same as cancelling.',
        ]
      : []),
    ...(charges
      ? [
          refilled === 'credited'
            ? 'If somebody else takes your place, the charge for cancelling late is taken back.'
            : 'The charge for cancelling late stays, even if somebody else takes your place.',
        ]
      : []),
    ...([notice, ...bands.map(band => band.lessThan)].some(one => one.unit.endsWith('working-days') || one.onWorkingDay)
      ? ['Working days are Monday to Friday, without bank holidays and the days on which our office is closed.']
      : []),
    ...notes
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean),
  ]
}

const count = (n: number, one: string): string => `${inWords(n)} ${one}${n === 1 ? '' : 's'}`

// The furthest from the course first, as time passes: a band that begins before the free notice ends is never reached before it.
function lateWords(policy: CancellationPolicy): string[] {
  const { bands, notice } = policy
  if (bands.length === 0) return ['You can cancel free of charge until the course starts.', ...asked(notice)]
  const [first, ...closer] = bands
  return [
    `You can cancel free of charge until ${noticeWords(notice)}.`,
    `After that your agency is charged ${rateWords(first!.charge, policy)}.${groupsOf(first!.charge, policy)}`,
    ...closer.map(band => `From ${noticeWords(band.lessThan)}, it is ${rateWords(band.charge, policy)}.${groupsOf(band.charge, policy)}`),
  ]
}

const asked = (notice: Notice): string[] => (notice.amount === 0 ? [] : [`Please do so by ${noticeWords(notice)}.`])
