/** The same mail as simple HTML that a screen reader reads in order: made from the text, so that the two cannot say different things. */
export function mailHtml(subject: string, text: string, partnership: string): string {
  const paragraphs = text
    .trim()
    .split(/\n{2,}/)
    .map(paragraph => `<p style="margin:0 0 16px">${paragraph.split('\n').map(line).join('<br>\n')}</p>`)
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px 16px;background:#ffffff;color:#0b0c0c;font:16px/1.5 Arial,sans-serif">
<main style="max-width:600px;margin:0 auto">
${paragraphs.join('\n')}
<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #b1b4b6;color:#505a5f">${escaped(partnership)}</p>
</main>
</body>
</html>
`
}

const ADDRESS = /(https?:\/\/[^\s]+[^\s.,;:!?)])/

/** "See your booking: https://..." becomes a link that says where it leads; an address that stands alone is shown. */
function line(text: string): string {
  const said = /^(.+): (https?:\/\/\S+)$/.exec(text)
  if (said) return anchor(said[2]!, said[1]!)
  return text
    .split(ADDRESS)
    .map((part, i) => (i % 2 === 1 ? anchor(part, part) : escaped(part)))
    .join('')
}

const anchor = (href: string, words: string) => `<a href="${escaped(href)}" style="color:#1d70b8">${escaped(words)}</a>`

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
