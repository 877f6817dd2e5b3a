export type FormValue = string | readonly string[]
export type FormValues = Record<string, FormValue>

/** A field that somebody else changed while a form was open. */
export interface Changed {
  field: string
  was: FormValue
  now: FormValue
}

const same = (a: FormValue | undefined, b: FormValue | undefined): boolean => JSON.stringify(a ?? '') === JSON.stringify(b)

/**
 * Three versions of a form: as it was opened, as it was sent, and as it has become meanwhile through somebody else. What the sender typed
 * stays; what they left alone takes the new value; `changed` names every field that the other person changed.
 */
export function mergeEdits<Values extends FormValues>(
  opened: FormValues,
  typed: Values,
  current: Values,
): { values: Values; changed: Changed[] } {
  const fields = Object.keys(current)
  const changed = fields
    .filter(field => !same(opened[field], current[field]))
    .map(field => ({ field, was: opened[field] ?? '', now: current[field]! }))
  const untouched = changed.filter(({ field }) => same(opened[field], typed[field]))
  return { values: { ...typed, ...Object.fromEntries(untouched.map(({ field, now }) => [field, now])) }, changed }
}

/** The values a form was opened with, as its hidden field brings them back; anything else counts as nothing known. */
export function readOpened(text: unknown): FormValues {
  try {
    const read: unknown = JSON.parse(String(text))
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as FormValues) : {}
  } catch {
    return {}
  }
}

const quoted = (value: FormValue): string => ([value].flat().join(', ') ? `“${[value].flat().join(', ')}”` : 'empty')

/** "Title: was “A”, is now “B”". `names`: what fields are called. */
export const changeInWords = ({ field, was, now }: Changed, names: Record<string, string>): string =>
  `${names[field] ?? field}: was ${quoted(was)}, is now ${quoted(now)}`
