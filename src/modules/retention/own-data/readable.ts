import { longDate, longMoment } from '../../../shared/dates.js'
import type { HeldFile, OwnData } from './own-data.queries.js'

const SAFE: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const safe = (text: string): string => text.replace(/[&<>"']/g, letter => SAFE[letter]!)
const inWords = (column: string): string => column.replaceAll('_', ' ').replace(/^./, letter => letter.toUpperCase())

function valueInWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value)) return longMoment(new Date(value))
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return longDate(value)
  if (Array.isArray(value)) return value.map(valueInWords).join('; ')
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, one]) => `${key}: ${valueInWords(one)}`)
      .join('; ')
  return String(value)
}

const rowOf = (row: Record<string, unknown>): string =>
  `<dl>${Object.entries(row)
    .map(([column, value]) => `<dt>${safe(inWords(column))}</dt><dd>${safe(valueInWords(value))}</dd>`)
    .join('')}</dl>`

const fileOf = ({ name, type, base64 }: HeldFile): string =>
  `<li><a download="${safe(name)}" href="data:${safe(type)};base64,${base64}">${safe(name)}</a></li>`

/** What is held as a page of its own that can be kept, read and printed without us; files that were handed in are inside it. */
export function readable({ kinds, did, files }: OwnData, about: { name: string; partnership: string; made: Date }): string {
  const sections = kinds.map(
    ({ title, tables }) =>
      `<h2>${safe(title)}</h2>${tables.map(({ table, rows }) => `<h3>${safe(inWords(table))}</h3>${rows.map(rowOf).join('')}`).join('')}`,
  )
  const work = did.map(({ table, count }) => `<li>${safe(inWords(table))}: ${count}</li>`).join('')
  const title = `What ${about.partnership} holds about ${about.name}`
  return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${safe(title)}</title>
<style>body{font:1rem/1.5 sans-serif;margin:1rem auto;max-width:45rem;padding:0 1rem;overflow-wrap:anywhere}dl{border-top:1px solid #767676;padding-top:.5rem}dt{font-weight:bold}dd{margin:0 0 .25rem}</style></head>
<body><main><h1>${safe(title)}</h1><p>As it was held on ${safe(longMoment(about.made))}. Passwords and secret links are kept in a form that nobody can read, and are left out.</p>
${sections.join('\n')}
${work ? `<h2>What you did for others</h2><p>The rows themselves are about other people; these are how many there are.</p><ul>${work}</ul>` : ''}
${files.length ? `<h2>Files you handed in</h2><ul>${files.map(fileOf).join('')}</ul>` : ''}
</main></body></html>`
}
