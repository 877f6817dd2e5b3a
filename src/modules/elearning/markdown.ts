import MarkdownIt from 'markdown-it'
import type { default as MarkdownItToken } from 'markdown-it/lib/token.mjs'
import { type Picture, pictureNumber } from './rules/pictures.js'

const { escapeHtml } = new MarkdownIt().utils

/** HTML in the text stays text. */
const markdown = new MarkdownIt('commonmark', { html: false }).disable(['html_block', 'html_inline'])
markdown.validateLink = url => /^(https?:\/\/|mailto:|tel:|picture:\d|\/(?!\/)|#)/i.test(url.trim())

/** The pictures that a text may show, and where they are served to this reader: `<base>/3`. */
export interface Shown {
  base: string
  pictures: readonly Picture[]
}

/** A picture that was uploaded for the module. Of any other its words are left: others' sites would learn who reads. */
markdown.renderer.rules.image = (tokens, i, options, env: Partial<Shown>, self) => {
  const { attrs, children } = tokens[i]!
  const number = pictureNumber(String(attrs?.find(([name]) => name === 'src')?.[1]))
  const picture = env.pictures?.find(one => one.number === number)
  const alt = escapeHtml(self.renderInlineAsText(children ?? [], options, env) || (picture?.alt ?? ''))
  return picture ? `<img class="gt-picture" src="${env.base}/${picture.number}" alt="${alt}" loading="lazy">` : alt
}

const CLASSES: Record<string, string> = {
  paragraph_open: 'govuk-body',
  bullet_list_open: 'govuk-list govuk-list--bullet',
  ordered_list_open: 'govuk-list govuk-list--number',
  blockquote_open: 'govuk-inset-text',
  link_open: 'govuk-link',
  hr: 'govuk-section-break govuk-section-break--m govuk-section-break--visible',
}
const HEADINGS: Record<number, string> = { 2: 'govuk-heading-m', 3: 'govuk-heading-s' }

/**
 * Markdown as HTML that may stand on a page under its h1. Nothing an author types becomes markup but what Markdown has; a link leads to a
 * web, mail or telephone address or within the product; headings begin at h2 and skip no level, so that they are read out in order.
 */
export function renderMarkdown(text: string, shown?: Shown): string {
  const tokens = markdown.parse(text, {})
  orderHeadings(tokens)
  for (const token of tokens.flatMap(one => [one, ...(one.children ?? [])])) {
    const style = CLASSES[token.type] ?? (token.type === 'heading_open' ? (HEADINGS[Number(token.tag[1])] ?? 'govuk-heading-s') : '')
    if (style) token.attrJoin('class', style)
    const number = token.type === 'link_open' ? pictureNumber(String(token.attrGet('href'))) : null
    if (number !== null) token.attrSet('href', shown ? `${shown.base}/${number}` : '#')
    if (token.type === 'link_open' && /^https?:/i.test(String(token.attrGet('href')))) token.attrSet('rel', 'external')
  }
  return markdown.renderer.render(tokens, markdown.options, { ...shown })
}

function orderHeadings(tokens: MarkdownItToken[]): void {
  const opening = tokens.filter(token => token.type === 'heading_open')
  const highest = Math.min(...opening.map(token => Number(token.tag[1])))
  let last = 1
  for (const [i, token] of tokens.entries()) {
    if (token.type !== 'heading_open') continue
    last = Math.min(Number(token.tag[1]) - highest + 2, last + 1, 6)
    const close = tokens.slice(i).find(one => one.type === 'heading_close')
    for (const one of [token, close]) if (one) one.tag = `h${last}`
  }
}
