/** What the HTML of a mail is made of. */
export interface MailParts {
  subject: string
  /** The text of the mail, without the lines that end it. */
  body: string
  /** The lines that every mail ends with. */
  footer: string
  /** The labels of the template's "Label: {{ value }}" lines, which are set as a list of facts. */
  labels: ReadonlySet<string>
}

// Colours stand inline for programs that read no style sheet; those of dark mode can only be said in one.
const STYLE = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.page{background:#151716!important;color:#f3f2f1!important}a{color:#8fc7f2!important}
.end{color:#c3c6c8!important;border-color:#5f6568!important}.facts{border-color:#4f8f86!important}dt{color:#c3c6c8!important}}`
const WRAP = 'overflow-wrap:anywhere;word-break:break-word'

/** The same mail as simple HTML that a screen reader reads in order: made from the text, so that the two cannot say different things. */
export function mailHtml({ subject, body, footer, labels }: MailParts): string {
  return `<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${escaped(subject)}</title>
<style>${STYLE}</style></head>
<body class="page" style="margin:0;padding:24px 16px;background:#ffffff;color:#0b0c0c;font:16px/1.5 Arial,Helvetica,sans-serif;${WRAP}">
<main style="max-width:600px;margin:0 auto">
<h1 style="margin:0 0 24px;font-size:24px;line-height:1.25">${escaped(subject)}</h1>
${blocks(body, labels).join('\n')}
</main>
<footer class="end" style="max-width:600px;margin:32px auto 0;padding-top:16px;border-top:1px solid #b1b4b6;color:#505a5f">
${blocks(footer, new Set()).join('\n')}
</footer>
</body>
</html>
`
}

const blocks = (text: string, labels: ReadonlySet<string>): string[] =>
  text
    .trim()
    .split(/\n{2,}/)
    .flatMap(paragraph => block(paragraph.split('\n'), labels))

/** A paragraph: a heading where dashes underline it, the runs of its facts and of its items as lists, the rest as lines. */
function block(lines: string[], labels: ReadonlySet<string>): string[] {
  if (lines[1] !== undefined && /^-{3,}$/.test(lines[1])) {
    const heading = `<h2 style="margin:32px 0 8px;font-size:20px;line-height:1.3">${escaped(lines[0]!)}</h2>`
    return [heading, ...(lines.length > 2 ? block(lines.slice(2), labels) : [])]
  }
  return runs(lines, text => kindOf(text, labels)).map(({ kind, lines: run }) => {
    if (kind === 'fact')
      return `<dl class="facts" style="margin:0 0 16px;padding-left:16px;border-left:4px solid #2c7a70">${run.map(fact).join('')}</dl>`
    if (kind === 'item')
      return `<ul style="margin:0 0 16px;padding-left:20px">${run.map(text => `<li>${line(text.slice(2))}</li>`).join('')}</ul>`
    return `<p style="margin:0 0 16px">${run.map(line).join('<br>\n')}</p>`
  })
}

type LineKind = 'fact' | 'item' | 'words'

function kindOf(text: string, labels: ReadonlySet<string>): LineKind {
  if (text.startsWith('- ')) return 'item'
  const { label = '' } = factOf(text) ?? {}
  return !linkLine(text) && (labels.has(label) || /^Session \d+$/.test(label)) ? 'fact' : 'words'
}

function runs(lines: string[], kind: (text: string) => LineKind): { kind: LineKind; lines: string[] }[] {
  const found: { kind: LineKind; lines: string[] }[] = []
  for (const text of lines) {
    const last = found.at(-1)
    if (last?.kind === kind(text)) last.lines.push(text)
    else found.push({ kind: kind(text), lines: [text] })
  }
  return found
}

function factOf(text: string): { label: string; value: string } | null {
  const at = text.indexOf(': ')
  return at < 0 ? null : { label: text.slice(0, at), value: text.slice(at + 2) }
}

function fact(text: string): string {
  const { label, value } = factOf(text)!
  return `<dt style="color:#505a5f">${escaped(label)}</dt><dd style="margin:0 0 8px;font-weight:bold">${line(value)}</dd>`
}

const ADDRESS = /(https?:\/\/[^\s]+[^\s.,;:!?)])/
const linkLine = (text: string) => /^(.+): (https?:\/\/\S+)$/.exec(text)

/** "See your booking: https://..." becomes a link that says where it leads; an address that stands alone is shown. */
function line(text: string): string {
  const said = linkLine(text)
  if (said) return anchor(said[2]!, said[1]!)
  return text
    .split(ADDRESS)
    .map((part, i) => (i % 2 === 1 ? anchor(part, part) : escaped(part)))
    .join('')
}

const anchor = (href: string, words: string) => `<a href="${escaped(href)}" style="color:#1d70b8">${escaped(words)}</a>`

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
