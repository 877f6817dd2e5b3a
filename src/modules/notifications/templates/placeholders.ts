/** A placeholder as the page for editing explains it: how it is written, and what the sample has in its place. */
export interface Placeholder {
  written: string
  sample: string
}

/** The placeholders of a kind, of its sample; those within a list with the loop that reaches them. */
export function placeholdersOf(sample: Record<string, unknown>): Placeholder[] {
  return Object.entries(sample).flatMap(([name, value]) => one(name, value))
}

function one(name: string, value: unknown): Placeholder[] {
  if (Array.isArray(value)) {
    const item = singular(name)
    const first: unknown = value[0]
    const within = isRecord(first) ? Object.entries(first).flatMap(([key, inner]) => one(`${item}.${key}`, inner)) : one(item, first)
    return [
      { written: `{% for ${item} in ${name} %} … {% endfor %}`, sample: `${value.length} in the sample; within the loop:` },
      ...within,
    ]
  }
  if (isRecord(value)) return Object.entries(value).flatMap(([key, inner]) => one(`${name}.${key}`, inner))
  return [{ written: `{{ ${name} }}`, sample: shown(value) }]
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** `occurrence.months` becomes `month`. */
const singular = (name: string): string => name.split('.').at(-1)!.replace(/s$/, '')

function shown(value: unknown): string {
  if (value === '' || value === null || value === undefined) return '(empty in the sample)'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
