import { addDays, isDay, londonAt, londonDate, londonTime, parseLondon } from '../../../shared/dates.js'
import type { BankHolidays } from '../../../shared/bank-holidays.js'
import { pounds } from '../../../shared/money.js'
import { workingDaysBefore } from '../../../shared/working-days.js'
import type { FieldError } from '../../../web/forms.js'
import type { CancellationPolicy } from '../rules/cancellation-policy.js'
import { type Trial, tryPolicy } from '../rules/try-policy.js'

const FIELDS = ['Day', 'Start', 'End', 'Days', 'BookedDay', 'BookedTime', 'What', 'AtDay', 'AtTime', 'Group'] as const
export type TryValues = Record<`try${(typeof FIELDS)[number]}`, string>

export interface TryFilled {
  values: TryValues
  errors: FieldError[]
  /** null: something is wrong. */
  trial: Trial | null
}

/** What the box begins with: a course in four weeks, booked today, cancelled the day before it. */
export function firstTry(now: Date, holidays: BankHolidays): TryValues {
  const day = workingDaysBefore(addDays(londonDate(now), 28), 1, holidays)
  return {
    ...{ tryDay: day, tryStart: '09:30', tryEnd: '16:30', tryDays: '1', tryBookedDay: londonDate(now), tryBookedTime: londonTime(now) },
    ...{ tryWhat: 'cancelled', tryAtDay: addDays(day, -1), tryAtTime: '12:00', tryGroup: '' },
  }
}

/** Reads the box: a sentence beside each field that is wrong. */
export function readTry(body: Record<string, unknown>): TryFilled {
  const typed = (name: string) => (typeof body[name] === 'string' ? body[name].trim() : '')
  const values = Object.fromEntries(FIELDS.map(field => [`try${field}`, typed(`try${field}`)])) as TryValues
  const errors: FieldError[] = []
  const moment = (day: keyof TryValues, time: keyof TryValues): Date => {
    if (!isDay(values[day])) errors.push({ field: day, message: 'Enter a day' })
    else if (!/^\d{2}:\d{2}$/.test(values[time])) errors.push({ field: time, message: 'Enter a time' })
    else {
      const read = parseLondon(`${values[day]} ${values[time]}`)
      if (read) return read
      errors.push({ field: time, message: 'The clocks go forward that night, so this time does not exist' })
    }
    return new Date(0)
  }
  const [startsAt, endsAt] = [moment('tryDay', 'tryStart'), moment('tryDay', 'tryEnd')]
  if (errors.length === 0 && endsAt <= startsAt) errors.push({ field: 'tryEnd', message: 'The end must be after the start' })
  const days = /^[1-9]$/.test(values.tryDays) ? Number(values.tryDays) : 0
  if (days === 0) errors.push({ field: 'tryDays', message: 'Enter a number of days from 1 to 9' })
  const bookedAt = moment('tryBookedDay', 'tryBookedTime')
  const ending = endingOf(values, errors, moment)
  if (errors.length > 0 || !ending) return { values, errors, trial: null }
  const sessions = sittings(values, days)
  const agencyGroup = values.tryGroup || null
  return { values, errors, trial: { startsAt, endsAt: sessions.at(-1)!.endsAt, sessions, bookedAt, agencyGroup, ending } }
}

function endingOf(
  { tryWhat }: TryValues,
  errors: FieldError[],
  moment: (day: keyof TryValues, time: keyof TryValues) => Date,
): Trial['ending'] | null {
  if (tryWhat === 'no-show') return { kind: 'no-show' }
  if (tryWhat === 'cancelled' || tryWhat === 'colleague') return { kind: tryWhat, at: moment('tryAtDay', 'tryAtTime') }
  errors.push({ field: 'tryWhat', message: 'Choose what happens' })
  return null
}

/** The same times on each of so many days, one after the other. */
function sittings({ tryDay, tryStart, tryEnd }: TryValues, days: number) {
  return Array.from({ length: days }, (_, i) => {
    const day = addDays(tryDay, i)
    return { startsAt: londonAt(day, tryStart), endsAt: londonAt(day, tryEnd) }
  })
}

/** What a policy makes of the case, as the page shows it. */
export function tried(policy: CancellationPolicy, trial: Trial, holidays: BankHolidays) {
  const { deadline, chargePence, reasons, skipped } = tryPolicy(policy, trial, holidays)
  return { deadline, charge: chargePence === 0 ? 'No charge' : pounds(chargePence), reasons, skipped }
}
