import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Liquid } from 'liquidjs'
import * as dates from '../../shared/dates.js'
import { pounds } from '../../shared/money.js'
import { mailHtml } from './mail-html.js'

/** A mail as its reader gets it, in both forms. */
export interface Mail {
  subject: string
  text: string
  html: string
}

/** What every template may say about the house beside its own facts. */
export interface House {
  partnership: string
  publicUrl: string
  /** The address of a page that only this mail's reader can open. */
  signedLink(path: string, nonce: string): string
}

const folder = fileURLToPath(new URL('./views/mail/', import.meta.url))

// Liquid was made for templates that others write: it has no way out of its own language. Mails are plain text, so nothing is escaped.
const engine = new Liquid({
  jsTruthy: true,
  strictFilters: true,
  ownPropertyOnly: true,
  cache: 200,
  greedy: false,
  trimTagRight: true,
  trimTagLeft: true,
})
// Facts come back from the database as JSON, so a moment is a text here.
const instant = (value: string | Date): Date => new Date(value)
engine.registerFilter('longDate', (value: string) => dates.longDate(value.length > 10 ? instant(value) : value))
engine.registerFilter('longMoment', (value: string) => dates.longMoment(instant(value)))
engine.registerFilter('pounds', pounds)
engine.registerFilter('plural', (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`)
engine.registerFilter('signedLink', function (path: string, nonce: string) {
  return (this.context.globals as unknown as House).signedLink(path, nonce)
})

engine.registerFilter('inWords', (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)))

const shipped = new Map<string, string>()

/** The words of a known kind as the product ships them: `Subject: ...`, an empty line, then the text. */
export function shippedTemplate(kind: string): string {
  const template = shipped.get(kind) ?? readFileSync(`${folder}${kind}.liquid`, 'utf8')
  shipped.set(kind, template)
  return template
}

/** The mail that a template makes of its facts. */
export function mailText(template: string, facts: object, house: House): Mail {
  const [first = '', ...rest] = (engine.parseAndRenderSync(template, facts, { globals: house }) as string).split('\n')
  const text = `${rest
    .join('\n')
    .trim()
    .replace(/\n{3,}/g, '\n\n')}\n`
  const subject = first.replace(/^Subject:\s*/, '').trim()
  return { subject, text, html: mailHtml(subject, text, house.partnership) }
}

/** Every fact on a line of its own. */
export const plainTemplate = (kind: string, facts: object): string =>
  [`Subject: ${kind.replaceAll('-', ' ')}`, '', ...Object.keys(facts).map(name => `${name}: {{ ${name} | inWords }}`)].join('\n')
