import { fileURLToPath } from 'node:url'
import { existsSync } from 'node:fs'
import nunjucks from 'nunjucks'
import * as dates from '../../shared/dates.js'
import { pounds } from '../../shared/money.js'

export interface Mail {
  subject: string
  text: string
}

const folder = fileURLToPath(new URL('./views/mail/', import.meta.url))

// Mails are plain text: nothing is escaped. Facts come back from the database as JSON, so a moment is a text here.
const engine = new nunjucks.Environment(new nunjucks.FileSystemLoader([folder], { noCache: false }), {
  autoescape: false,
  trimBlocks: true,
  lstripBlocks: true,
})
const instant = (value: string | Date): Date => new Date(value)
engine.addFilter('longDate', (value: string) => dates.longDate(value.length > 10 ? instant(value) : value))
engine.addFilter('longMoment', (value: string) => dates.longMoment(instant(value)))
engine.addFilter('pounds', pounds)
engine.addFilter('plural', (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`)
engine.addGlobal('timeRange', (start: string, end: string) => dates.timeRange(instant(start), instant(end)))
engine.addGlobal('whenInWords', (start: string, end: string) => dates.whenInWords(instant(start), instant(end)))

/**
 * The mail of a kind, with its facts and what every mail may say about the house filled in. A template's first line is `Subject: ...`, then an empty line, then the text. A kind
 * that has no template is written out plainly, so that nothing is ever unreadable.
 */
export function mailText(kind: string, facts: object, house: object): Mail {
  if (!/^[a-z0-9-]+$/.test(kind) || !existsSync(`${folder}${kind}.njk`)) return plainly(kind, facts)
  const [first = '', ...rest] = engine.render(`${kind}.njk`, { ...facts, ...house }).split('\n')
  const text = rest.join('\n').trim()
  return { subject: first.replace(/^Subject:\s*/, ''), text: `${text.replace(/\n{3,}/g, '\n\n')}\n` }
}

function plainly(kind: string, facts: object): Mail {
  return {
    subject: kind.replaceAll('-', ' '),
    text: Object.entries(facts)
      .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}\n`)
      .join(''),
  }
}
