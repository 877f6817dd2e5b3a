/** Money for a day of training of up to, or of more than, `halfDayUpToHours`, in whole pence; `fixed`: once for the course, however long. */
export interface DayRate {
  halfDayPence: number
  fullDayPence: number
  fixed?: true
}

export interface Charge extends DayRate {
  groups: Readonly<Record<string, DayRate>>
}

export const UNITS = ['clear-working-days', 'working-days', 'calendar-days', 'hours'] as const

/**
 * So much notice before the course. `until` is the time of day up to which it can be given on its last day: `end-of-day`, `same-time`
 * (as the course starts) or a time such as `17:00`. `onWorkingDay`: where the last day is none, the working day before it is. Hours are
 * hours that pass, whatever the clocks do, back from the start.
 */
export interface Notice {
  amount: number
  unit: (typeof UNITS)[number]
  until: string
  onWorkingDay: boolean
}

export interface Band {
  lessThan: Notice
  charge: Charge
}

/** A partnership's terms, stored as JSON and read by `readPolicy`; docs/rules.md, "Cancellation policies as data", explains the form. */
export interface CancellationPolicy {
  name: string
  notice: Notice
  bands: readonly Band[]
  noShow: Charge
  halfDayUpToHours: number
  /** `each-day`: a two-day course costs twice; `once`: its dearest day. */
  days: 'each-day' | 'once'
  waivedGroups: readonly string[]
  substitution: 'free' | 'charged'
  /** What becomes of a late cancellation's charge when somebody else took the place. */
  refilled: 'credited' | 'charged'
  /** So long after booking the place can be given back free of charge, until the start. */
  graceHours: number
  /** What else delegates are to read, in the partnership's words. */
  notes: string
}

export type PolicyReading = { policy: CancellationPolicy } | { wrong: string[] }

// One line for each that is understood.
const FIELDS = [
  ...['name', 'notice', 'bands', 'noShow', 'halfDayUpToHours', 'days', 'waivedGroups', 'substitution', 'refilled'],
  ...['graceHours', 'notes'],
]
type Json = Record<string, unknown>
type Wrong = string[]
const NOTHING: Charge = { halfDayPence: 0, fullDayPence: 0, groups: {} }

/** Turns unknown JSON into a policy, or says everything that is wrong with it at once. */
export function readPolicy(json: unknown): PolicyReading {
  if (!isObject(json)) return { wrong: ['The policy must be a JSON object.'] }
  const wrong: Wrong = []
  known(json, '', FIELDS, wrong)
  const notice = readNotice(json.notice, 'notice', wrong)
  const policy: CancellationPolicy = {
    name: readName(json.name, wrong),
    notice,
    bands: readBands(json.bands, notice, wrong),
    noShow: json.noShow === undefined ? NOTHING : readCharge(json.noShow, 'noShow', wrong),
    halfDayUpToHours: readHours(json.halfDayUpToHours, wrong),
    days: oneOf(json.days, 'days', ['each-day', 'once'] as const, wrong),
    waivedGroups: readGroups(json.waivedGroups, wrong),
    substitution: oneOf(json.substitution, 'substitution', ['free', 'charged'] as const, wrong),
    refilled: oneOf(json.refilled, 'refilled', ['credited', 'charged'] as const, wrong),
    graceHours: json.graceHours === undefined ? 0 : readAmount(json.graceHours, 'graceHours', 720, 'hours', wrong),
    notes: readNotes(json.notes, wrong),
  }
  return wrong.length > 0 ? { wrong } : { policy }
}

const isObject = (json: unknown): json is Json => typeof json === 'object' && json !== null && !Array.isArray(json)

// A misspelt field would quietly mean its default, and a charge nobody agreed to: so unknown ones are named.
function known(json: Json, where: string, fields: readonly string[], wrong: Wrong): void {
  for (const field of Object.keys(json)) if (!fields.includes(field)) wrong.push(`${where}${field} is not a field of a policy.`)
}

function readName(value: unknown, wrong: Wrong): string {
  if (typeof value === 'string' && value.trim() !== '') return value.trim()
  wrong.push('name must be the policy’s name.')
  return ''
}

function readNotes(value: unknown, wrong: Wrong): string {
  if (value === undefined) return ''
  if (typeof value === 'string' && value.length <= 2000) return value.trim()
  wrong.push('notes must be a text of at most 2000 characters.')
  return ''
}

function readNotice(json: unknown, where: string, wrong: Wrong): Notice {
  if (!isObject(json)) {
    wrong.push(`${where} must say amount, unit and until.`)
    return { amount: 0, unit: 'calendar-days', until: 'end-of-day', onWorkingDay: false }
  }
  known(json, `${where}.`, ['amount', 'unit', 'until', 'onWorkingDay'], wrong)
  const hours = json.unit === 'hours'
  if (hours && json.until !== undefined && json.until !== 'same-time')
    wrong.push(`${where}.until is not said of hours: they end where they end.`)
  return {
    amount: readAmount(json.amount, `${where}.amount`, hours ? 8760 : 365, hours ? 'hours' : 'days', wrong),
    unit: oneOf(json.unit, `${where}.unit`, UNITS, wrong, null),
    until: hours ? 'same-time' : readUntil(json.until, `${where}.until`, wrong),
    onWorkingDay: oneOf(json.onWorkingDay, `${where}.onWorkingDay`, [false, true] as const, wrong),
  }
}

function readUntil(value: unknown, where: string, wrong: Wrong): string {
  if (value === undefined) return 'end-of-day'
  if (typeof value === 'string' && /^(end-of-day|same-time|([01]\d|2[0-3]):[0-5]\d)$/.test(value)) return value
  wrong.push(`${where} must be "end-of-day", "same-time" or a time such as "17:00".`)
  return 'end-of-day'
}

function readBands(value: unknown, notice: Notice, wrong: Wrong): Band[] {
  if (!Array.isArray(value)) {
    wrong.push('bands must be a list; it may be empty.')
    return []
  }
  const bands = value.map((item: unknown, i) => readBand(item, `bands[${i}]`, notice, wrong))
  for (const [i, band] of bands.entries()) {
    if (band.lessThan.unit !== notice.unit) continue
    if (band.lessThan.amount > notice.amount) wrong.push(`bands[${i}].lessThan is longer than the notice, up to which nothing is charged.`)
    const closer = bands.filter(other => other.lessThan.unit === notice.unit && other.lessThan.amount < band.lessThan.amount)
    if (closer.some(other => cheaper(other.charge, band.charge))) wrong.push(`bands[${i}] charges more than a band closer to the course.`)
  }
  return bands
}

/** The rate of an agency group, else everybody's. Names are compared without regard to capitals, as people type them. */
export function rateFor(charge: Charge, group: string | null): DayRate {
  return Object.entries(charge.groups).find(([name]) => sameGroup(name, group))?.[1] ?? charge
}

/** Whether two names mean the same agency group; null is no group. */
export function sameGroup(name: string, group: string | null): boolean {
  return group !== null && name.trim().toLowerCase() === group.trim().toLowerCase()
}

// Waiting must never be rewarded: neither for everybody nor for one group.
function cheaper(a: Charge, b: Charge): boolean {
  return [null, ...Object.keys(a.groups), ...Object.keys(b.groups)].some(group => {
    const [rate, other] = [rateFor(a, group), rateFor(b, group)]
    return rate.halfDayPence < other.halfDayPence || rate.fullDayPence < other.fullDayPence
  })
}

function readBand(value: unknown, where: string, notice: Notice, wrong: Wrong): Band {
  const json = isObject(value) ? value : {}
  known(json, `${where}.`, ['lessThan', 'charge'], wrong)
  return {
    // Left out, the band begins where the free notice ends.
    lessThan: json.lessThan === undefined ? notice : readNotice(json.lessThan, `${where}.lessThan`, wrong),
    charge: readCharge(json.charge, `${where}.charge`, wrong),
  }
}

function readCharge(value: unknown, where: string, wrong: Wrong): Charge {
  if (!isObject(value)) {
    wrong.push(`${where} must say halfDayPence and fullDayPence, or fixedPence.`)
    return NOTHING
  }
  known(value, `${where}.`, ['halfDayPence', 'fullDayPence', 'fixedPence', 'fixed', 'groups'], wrong)
  const groups = value.groups ?? {}
  if (!isObject(groups)) wrong.push(`${where}.groups must name agency groups, each with its rate.`)
  const rates = Object.entries(isObject(groups) ? groups : {})
  return {
    ...readRate(value, where, wrong),
    groups: Object.fromEntries(
      rates.map(([group, rate]) => [group, readRate(isObject(rate) ? rate : {}, `${where}.groups.${group}`, wrong)]),
    ),
  }
}

function readRate(json: Json, where: string, wrong: Wrong): DayRate {
  // As it is written, or as a reading of it has it.
  const fixed = json.fixedPence ?? (json.fixed === true ? json.fullDayPence : undefined)
  if (fixed !== undefined) {
    const byTheDay = json.fixed !== true && (json.halfDayPence !== undefined || json.fullDayPence !== undefined)
    if (byTheDay) wrong.push(`${where} says fixedPence beside a rate by the day: leave one of them out.`)
    const pence = readAmount(fixed, `${where}.fixedPence`, 1_000_000, 'pence', wrong)
    return { halfDayPence: pence, fullDayPence: pence, fixed: true }
  }
  const rate = {
    halfDayPence: readAmount(json.halfDayPence, `${where}.halfDayPence`, 1_000_000, 'pence', wrong),
    fullDayPence: readAmount(json.fullDayPence, `${where}.fullDayPence`, 1_000_000, 'pence', wrong),
  }
  if (rate.halfDayPence > rate.fullDayPence) wrong.push(`${where} charges more for half a day than for a full one.`)
  return rate
}

function readAmount(value: unknown, where: string, most: number, of: string, wrong: Wrong): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value
  wrong.push(`${where} must be a whole number of ${of} from 0 to ${most}.`)
  return 0
}

/** Four hours where the policy does not say: what partnerships commonly call half a day. */
function readHours(value: unknown, wrong: Wrong): number {
  if (value === undefined) return 4
  if (typeof value === 'number' && value > 0 && value <= 24) return value
  wrong.push('halfDayUpToHours must be a number of hours over 0, 24 at most.')
  return 4
}

function readGroups(value: unknown, wrong: Wrong): string[] {
  if (value === undefined) return []
  if (Array.isArray(value) && value.every(group => typeof group === 'string')) return value
  wrong.push('waivedGroups must be a list of names of agency groups.')
  return []
}

/** One of the choices; left out means the first, unless `otherwise` is null. */
function oneOf<T extends string | boolean>(
  value: unknown,
  where: string,
  choices: readonly T[],
  wrong: Wrong,
  otherwise: T | null = choices[0]!,
): T {
  if (value === undefined && otherwise !== null) return otherwise
  const choice = choices.find(each => each === value)
  if (choice === undefined) wrong.push(`${where} must be one of ${choices.join(', ')}.`)
  return choice ?? choices[0]!
}
