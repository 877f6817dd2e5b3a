import type { FormValues } from '../../courses/rules/merge-edits.js'
import type { CancellationPolicy, Charge, DayRate, Notice } from '../rules/cancellation-policy.js'

/** A policy as its form has it: texts by field, the groups that owe nothing as a list. */
export type PolicyValues = FormValues

/** Groups with a rate of their own that a charge has room for at least, and bands likewise; those there are, and one more, are shown. */
export const GROUP_ROWS = 2
export const BAND_ROWS = 2
export const MOST_ROWS = 12

const pounds = (pence: number): string => (pence % 100 === 0 ? String(pence / 100) : (pence / 100).toFixed(2))

function noticeValues(prefix: string, { amount, unit, until, onWorkingDay }: Notice): PolicyValues {
  const timed = /^\d/.test(until)
  return {
    [`${prefix}Amount`]: String(amount),
    [`${prefix}Unit`]: unit,
    [`${prefix}Until`]: timed ? 'time' : unit === 'hours' ? 'end-of-day' : until,
    [`${prefix}Time`]: timed ? until : '',
    [`${prefix}OnWorkingDay`]: onWorkingDay ? 'yes' : '',
  }
}

const rateValues = (prefix: string, { halfDayPence, fullDayPence, fixed }: DayRate): PolicyValues => ({
  [`${prefix}Half`]: fixed ? '' : pounds(halfDayPence),
  [`${prefix}Full`]: pounds(fullDayPence),
})

function chargeValues(prefix: string, charge: Charge): PolicyValues {
  const groups = Object.entries(charge.groups).map(([name, rate], i) => ({
    [`${prefix}Group${i}`]: name,
    ...rateValues(`${prefix}Group${i}`, rate),
  }))
  return Object.assign({ [`${prefix}Kind`]: charge.fixed ? 'fixed' : 'days', ...rateValues(prefix, charge) }, ...groups) as PolicyValues
}

const free = ({ fullDayPence, groups }: Charge): boolean => fullDayPence === 0 && Object.keys(groups).length === 0

const sameNotice = (a: Notice, b: Notice): boolean => JSON.stringify(noticeValues('', a)) === JSON.stringify(noticeValues('', b))

/** A policy as its form shows it; what `readPolicyForm` makes of it again is the same policy. */
export function policyValues(policy: CancellationPolicy): PolicyValues {
  const bands = policy.bands.map((band, i) => ({
    ...(sameNotice(band.lessThan, policy.notice) ? {} : noticeValues(`band${i}`, band.lessThan)),
    ...chargeValues(`band${i}`, band.charge),
  }))
  return {
    name: policy.name,
    ...noticeValues('notice', policy.notice),
    ...(Object.assign({}, ...bands) as PolicyValues),
    ...(free(policy.noShow) ? { noShowKind: '' } : chargeValues('noShow', policy.noShow)),
    halfDayUpToHours: String(policy.halfDayUpToHours),
    days: policy.days,
    waivedGroups: [...policy.waivedGroups],
    substitution: policy.substitution,
    refilled: policy.refilled,
    graceHours: policy.graceHours === 0 ? '' : String(policy.graceHours),
    notes: policy.notes,
  }
}

/** A new policy begins with what most partnerships have; the amounts are left to be filled in. */
export const NEW_POLICY: PolicyValues = {
  ...{ name: '', noticeAmount: '5', noticeUnit: 'working-days', noticeUntil: 'end-of-day', noticeTime: '', noticeOnWorkingDay: '' },
  ...{ band0Kind: 'days', noShowKind: 'days', halfDayUpToHours: '4', days: 'each-day', waivedGroups: [] },
  ...{ substitution: 'free', refilled: 'credited', graceHours: '', notes: '' },
}

const text = (values: PolicyValues, field: string): string => [values[field] ?? ''].flat().join(', ')

/** How many rows of groups a charge is shown with: those filled in, and one to fill in. */
export function groupRows(values: PolicyValues, prefix: string): number {
  let last = -1
  for (let i = 0; i < MOST_ROWS; i++) if (['', 'Half', 'Full'].some(end => text(values, `${prefix}Group${i}${end}`))) last = i
  return Math.min(MOST_ROWS, Math.max(GROUP_ROWS, last + 2))
}

/** How many bands the form is shown with: those filled in, and one to fill in. */
export function bandRows(values: PolicyValues): number {
  let last = -1
  for (let i = 0; i < MOST_ROWS; i++) if (text(values, `band${i}Kind`)) last = i
  return Math.min(MOST_ROWS, Math.max(BAND_ROWS, last + 2))
}
