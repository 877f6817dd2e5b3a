import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { kindRow, kinds } from './kinds/kinds.js'
import { filledIn, type House } from './mail-engine.js'
import { mailHtml } from './mail-html.js'

export type { House } from './mail-engine.js'

/** A mail as its reader gets it, in both forms. */
export interface Mail {
  subject: string
  /** What it says: the text without the lines that end every mail. */
  body: string
  /** Who writes, why, and how to change it. */
  footer: string
  /** Both, as the plain part. */
  text: string
  html: string
}

const folder = fileURLToPath(new URL('./views/mail/', import.meta.url))
const shipped = new Map<string, string>()

/** The words of a known kind as the product ships them: `Subject: ...`, an empty line, then the text. */
export function shippedTemplate(kind: string): string {
  const template = shipped.get(kind) ?? readFileSync(`${folder}${kind}.liquid`, 'utf8')
  shipped.set(kind, template)
  return template
}

/** The mail that a template makes of its facts. `strict`: a placeholder without a fact is an error. */
export function mailText(kind: string, template: string, facts: Record<string, unknown>, house: House, strict = false): Mail {
  const [first = '', ...rest] = filledIn(template, facts, house, strict).split('\n')
  const body = `${rest
    .join('\n')
    .trim()
    .replace(/\n{3,}/g, '\n\n')}\n`
  return whole({
    subject: first.replace(/^Subject:\s*/, '').trim(),
    body,
    footer: footerOf(kind, facts, house),
    labels: new Set([...labelsOf(template), ...shippedLabels()]),
  })
}

/** A mail of its parts, in both forms. */
export function whole({ labels, ...parts }: { subject: string; body: string; footer: string; labels: ReadonlySet<string> }): Mail {
  return { ...parts, text: `${parts.body}\n${parts.footer}`, html: mailHtml({ ...parts, labels }) }
}

const labels = new Map<string, ReadonlySet<string>>()

/** The labels of the lines "Label: {{ value }}" of a template. */
export function labelsOf(template: string): ReadonlySet<string> {
  const known = labels.get(template)
  if (known) return known
  const found = new Set([...template.matchAll(/^([A-Z][^:{}\n]{0,40}): \{\{/gm)].map(([, label]) => label!))
  if (labels.size >= 300) labels.clear()
  labels.set(template, found)
  return found
}

let everyShipped: ReadonlySet<string> | undefined
/** Those of every shipped template: a mail may carry parts of others. */
const shippedLabels = () => (everyShipped ??= new Set(Object.keys(kinds).flatMap(kind => [...labelsOf(shippedTemplate(kind))])))

/** Every fact on a line of its own. */
export const plainTemplate = (kind: string, facts: object): string =>
  [`Subject: ${kind.replaceAll('-', ' ')}`, '', ...Object.keys(facts).map(name => `${name}: {{ ${name} | inWords }}`)].join('\n')

/** The lines that end a mail, whatever its words: who writes, why, where questions go, and how to get less. */
export function footerOf(kind: string, facts: Record<string, unknown>, house: House): string {
  const row = kindRow(kind)
  const why = WHY[row?.goesTo ?? 'person']
  const lines = [`${house.partnership} training. This mail was sent automatically, because ${why}. Questions: ${house.mailFrom}`]
  if ((row?.goesTo ?? 'person') === 'person')
    lines.push(`What we send you, and what you can turn off: ${house.publicUrl}/my-details/messages`)
  const stop = row?.topic ? stopLink(row.topic, facts, house) : null
  if (stop) lines.push(`Stop mails like this one: ${stop}`)
  return `${lines.join('\n')}\n`
}

const WHY = {
  person: 'you have an account with us',
  address: 'somebody gave us this address for an account',
  manager: 'somebody named you as their line manager',
  agency: 'you answer for your agency’s training',
  helper: 'you are asked to act for somebody else',
}

/** The page on which one press turns a topic off, without signing in: for the one whom the mail's facts name by `personId`. */
export function stopLink(topic: string, facts: Record<string, unknown>, { signedLink }: Pick<House, 'signedLink'>): string | null {
  const { personId } = facts
  return typeof personId === 'string' ? signedLink(`/stop/${topic}/${personId}`, stopNonce(topic, personId)) : null
}

/** What the secret of that page is made of: no table needs to know it, and it works for as long as somebody keeps the mail. */
export const stopNonce = (topic: string, personId: string): string => `stop ${topic} ${personId}`
