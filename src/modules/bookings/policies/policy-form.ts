import type { FieldError } from '../../../web/forms.js'
import { readPolicy, UNITS } from '../rules/cancellation-policy.js'
import { MOST_ROWS, type PolicyValues } from './policy-values.js'

/** What was typed, what is wrong with it, and the policy's JSON where nothing is. */
export interface PolicyFilled {
  values: PolicyValues
  errors: FieldError[]
  definition: Record<string, unknown>
}

type Json = Record<string, unknown>
interface Reading {
  text: (field: string) => string
  /** Of several faults of one field the first is kept. */
  wrong: (field: string, message: string) => void
  isWrong: (field: string) => boolean
}

const TEXTS = /^(name|days|substitution|refilled|graceHours|notes|halfDayUpToHours|(notice|noShow|band\d{1,2})[A-Z]\w*)$/

/** Only the fields of the form, each as a text without white space around it. */
export function typedPolicy(body: Json): PolicyValues {
  const values: Record<string, string | string[]> = {}
  for (const [field, value] of Object.entries(body))
    if (TEXTS.test(field) && typeof value === 'string') values[field] = value.replace(/\r\n/g, '\n').trim()
  values.waivedGroups = [body.waivedGroups ?? []].flat().filter((group): group is string => typeof group === 'string' && group !== '')
  return values
}

/** Reads the form: a sentence for each field that is wrong, beside it. What was typed is kept as it is. */
export function readPolicyForm(body: Json): PolicyFilled {
  const values = typedPolicy(body)
  const errors: FieldError[] = []
  const reading: Reading = {
    text: field => [values[field] ?? ''].flat().join(', '),
    isWrong: field => errors.some(error => error.field === field),
    wrong: (field, message) => {
      if (!reading.isWrong(field)) errors.push({ field, message })
    },
  }
  const definition = definitionOf(reading, values)
  if (errors.length === 0) errors.push(...togetherWrong(definition))
  return { values, errors, definition }
}

function definitionOf(reading: Reading, values: PolicyValues): Json {
  const { text } = reading
  const name = text('name')
  if (!name) reading.wrong('name', 'Enter a name for the policy')
  if (name.length > 120) reading.wrong('name', 'Keep the name to 120 characters')
  if (text('notes').length > 2000) reading.wrong('notes', 'Keep this to 2,000 characters')
  return {
    name,
    notice: noticeOf(reading, 'notice'),
    bands: bandsOf(reading),
    noShow: text('noShowKind') ? chargeOf(reading, 'noShow') : { halfDayPence: 0, fullDayPence: 0 },
    halfDayUpToHours: hoursOf(reading),
    days: oneOf(reading, 'days', ['each-day', 'once']),
    waivedGroups: values.waivedGroups,
    substitution: oneOf(reading, 'substitution', ['free', 'charged']),
    refilled: oneOf(reading, 'refilled', ['credited', 'charged']),
    graceHours:
      text('graceHours') === '' ? 0 : whole(reading, 'graceHours', 720, 'Enter a whole number of hours, 720 at most, or leave it empty'),
    notes: text('notes'),
  }
}

function bandsOf(reading: Reading): Json[] {
  const bands: Json[] = []
  for (let i = 0; i < MOST_ROWS; i++) {
    const prefix = `band${i}`
    const typed = ['Half', 'Full', 'Amount'].find(end => reading.text(`${prefix}${end}`))
    if (!reading.text(`${prefix}Kind`)) {
      if (typed) reading.wrong(`${prefix}Kind`, 'Choose how this is charged, or empty its fields')
      continue
    }
    const lessThan = reading.text(`${prefix}Amount`) ? { lessThan: noticeOf(reading, prefix) } : {}
    if (i > 0 && !reading.text(`${prefix}Amount`)) reading.wrong(`${prefix}Amount`, 'Enter with how much less notice this begins')
    bands.push({ ...lessThan, charge: chargeOf(reading, prefix) })
  }
  return bands
}

function noticeOf(reading: Reading, prefix: string): Json {
  const unit = oneOf(reading, `${prefix}Unit`, UNITS)
  const most = unit === 'hours' ? 8760 : 365
  const amount = whole(reading, `${prefix}Amount`, most, `Enter a whole number from 0 to ${most}`)
  if (unit === 'hours') return { amount, unit }
  const until = oneOf(reading, `${prefix}Until`, ['end-of-day', 'same-time', 'time'])
  const time = reading.text(`${prefix}Time`)
  if (until === 'time' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) reading.wrong(`${prefix}Time`, 'Enter the time of day, such as 17:00')
  return { amount, unit, until: until === 'time' ? time : until, onWorkingDay: reading.text(`${prefix}OnWorkingDay`) === 'yes' }
}

function chargeOf(reading: Reading, prefix: string): Json {
  const fixed = oneOf(reading, `${prefix}Kind`, ['days', 'fixed']) === 'fixed'
  const groups: Record<string, Json> = {}
  for (let i = 0; i < MOST_ROWS; i++) {
    const row = `${prefix}Group${i}`
    const [name, half, full] = ['', 'Half', 'Full'].map(end => reading.text(`${row}${end}`)) as [string, string, string]
    if (!name && !half && !full) continue
    if (!name) reading.wrong(row, 'Choose the agency group of this rate, or empty its amounts')
    if (groups[name]) reading.wrong(row, 'This group has a rate above already')
    groups[name] = half === '' ? { fixedPence: money(reading, `${row}Full`) } : rateOf(reading, row)
  }
  return { ...(fixed ? { fixedPence: money(reading, `${prefix}Full`) } : rateOf(reading, prefix)), groups }
}

function rateOf(reading: Reading, prefix: string): Json {
  const rate = { halfDayPence: money(reading, `${prefix}Half`), fullDayPence: money(reading, `${prefix}Full`) }
  const known = !reading.isWrong(`${prefix}Full`)
  if (known && rate.halfDayPence > rate.fullDayPence) reading.wrong(`${prefix}Half`, 'Half a day must not cost more than a full day')
  return rate
}

/** Pounds as people write them, as whole pence. */
function money({ text, wrong }: Reading, field: string): number {
  const read = /^£?\s*(\d{1,5})(?:\.(\d{2}))?$/.exec(text(field).replace(/,/g, ''))
  const pence = read ? Number(read[1]) * 100 + Number(read[2] ?? 0) : NaN
  if (pence <= 1_000_000) return pence
  wrong(field, 'Enter an amount in pounds, such as 25 or 12.50')
  return 0
}

function whole({ text, wrong }: Reading, field: string, most: number, message: string): number {
  const typed = text(field)
  if (/^\d{1,4}$/.test(typed) && Number(typed) <= most) return Number(typed)
  wrong(field, message)
  return 0
}

function hoursOf({ text, wrong }: Reading): number {
  const typed = text('halfDayUpToHours')
  if (/^\d{1,2}(\.\d{1,2})?$/.test(typed) && Number(typed) > 0 && Number(typed) <= 24) return Number(typed)
  wrong('halfDayUpToHours', 'Enter a number of hours, such as 4 or 3.5')
  return 4
}

function oneOf<T extends string>({ text, wrong }: Reading, field: string, choices: readonly T[]): T {
  const choice = choices.find(each => each === text(field))
  if (!choice) wrong(field, 'Choose one of these')
  return choice ?? choices[0]!
}

// What only shows when the whole is read: each fault of a band beside that band.
function togetherWrong(definition: Json): FieldError[] {
  const reading = readPolicy(definition)
  if (!('wrong' in reading)) return []
  return reading.wrong.map(sentence => {
    const band = /^bands\[(\d+)\]/.exec(sentence)?.[1]
    if (band && sentence.includes('longer than the notice'))
      return { field: `band${band}Amount`, message: 'This must be less notice than what is free of charge' }
    if (band)
      return {
        field: `band${band}Full`,
        message: 'Cancelling earlier must not cost more than cancelling later: look at the bands together',
      }
    return { field: 'name', message: sentence }
  })
}
