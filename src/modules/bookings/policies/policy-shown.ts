import { bandRows, groupRows, type PolicyValues } from './policy-values.js'

/** A charge on the form: the prefix of its fields, and one for each row of a group. */
export const shownCharge = (values: PolicyValues, prefix: string) => ({
  prefix,
  groups: Array.from({ length: groupRows(values, prefix) }, (_, i) => `${prefix}Group${i}`),
})

/** The bands on the form, one more than are filled in. */
export const shownBands = (values: PolicyValues) =>
  Array.from({ length: bandRows(values) }, (_, i) => ({ ...shownCharge(values, `band${i}`), first: i === 0, number: i + 1 }))

/** The groups to choose from: those of the agencies there are, and those that the policy names besides. */
export function groupChoices(groups: readonly string[], values: PolicyValues) {
  const named = Object.entries(values).flatMap(([field, value]) =>
    /Group\d+$/.test(field) || field === 'waivedGroups' ? [value].flat() : [],
  )
  const all = [...new Set([...groups, ...named])].filter(Boolean)
  const items = all.map(group => ({ value: group, text: group }))
  return { groupChoices: items, waivedItems: items }
}

const ENDS: Record<string, string> = {
  Amount: 'how much notice',
  Unit: 'counted in',
  Until: 'up to when on that day',
  Time: 'time of day',
  OnWorkingDay: 'on a working day',
  Kind: 'how it is charged',
  Half: 'half a day',
  Full: 'full day',
}
const FIELDS: Record<string, string> = {
  name: 'Name',
  halfDayUpToHours: 'Hours of half a day',
  days: 'Courses of several days',
  waivedGroups: 'Groups that are never charged',
  substitution: 'Sending a colleague',
  refilled: 'When somebody else takes the place',
  graceHours: 'Time of grace',
  notes: 'What else delegates read',
}

/** What a field is called where somebody else has changed it. */
export function fieldName(field: string): string {
  const [, place, number, group, end] = /^(notice|noShow|band)(\d*)(?:Group(\d+))?(\w*)$/.exec(field) ?? []
  if (!place) return FIELDS[field] ?? field
  const where = { notice: 'Notice', noShow: 'Not coming', band: `Charge ${Number(number) + 1}` }[place]!
  return [where, group && `group ${Number(group) + 1}`, ENDS[end ?? '']].filter(Boolean).join(', ')
}
