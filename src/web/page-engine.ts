import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import nunjucks from 'nunjucks'
import * as dates from '../shared/dates.js'
import { pounds } from '../shared/money.js'
import { assetUrl } from './assets.js'

const sources = fileURLToPath(new URL('..', import.meta.url))
const govuk = join(dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')), 'dist')

/**
 * The template engine: templates are named by their path from src/ (`modules/home/views/whats-on.njk`), everything is escaped, and a
 * variable that does not exist is an empty text. Dates and money get their words through filters, so that all pages say them alike.
 */
export const templates = new nunjucks.Environment(new nunjucks.FileSystemLoader([sources, govuk], { noCache: false }), {
  autoescape: true,
  trimBlocks: true,
  lstripBlocks: true,
})

templates.addGlobal('asset', assetUrl)
templates.addFilter('longDate', dates.longDate)
templates.addFilter('longMoment', dates.longMoment)
templates.addFilter('monthOnly', (month: string) => dates.monthName(month).split(' ')[0])
templates.addFilter('pounds', pounds)
templates.addFilter('number', (value: number) => value.toLocaleString('en-GB'))
templates.addFilter('plural', (count: number, one: string, many: string) => `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`)
templates.addGlobal('timeRange', dates.timeRange)
templates.addGlobal('whenInWords', dates.whenInWords)

/** Renders a template to HTML. */
export function renderPage(template: string, data: object): string {
  return templates.render(template, data)
}
