import { describe, expect, it } from '@jest/globals'
import { renderMarkdown } from '../../src/modules/elearning/markdown.js'

describe('Markdown', () => {
  it('becomes paragraphs, lists and links that look like the rest of the product', () => {
    const html = renderMarkdown('Some **words** and [a link](https://example.org).\n\n- one\n- two')
    expect(html).toContain('<p class="govuk-body">Some <strong>words</strong>')
    expect(html).toContain('<a href="https://example.org" class="govuk-link" rel="external">a link</a>')
    expect(html).toContain('<ul class="govuk-list govuk-list--bullet">')
  })

  it.each([
    ['# A\n## B\n### C\n# D', [2, 3, 4, 2]],
    ['### A\n###### B\n### C', [2, 3, 2]],
    ['## A\n# B\n### C', [2, 2, 3]],
    ['A\n=\nB\n-', [2, 3]],
  ])('has headings that begin at the second level and skip none: %j', (text, expected) => {
    const html = renderMarkdown(text)
    expect([...html.matchAll(/<h(\d)/g)].map(([, level]) => Number(level))).toEqual(expected)
    expect([...html.matchAll(/<\/h(\d)/g)].map(([, level]) => Number(level))).toEqual(expected)
  })

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <b onclick="x()">b</b>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](//evil.example)',
    '[x](vbscript:x "t")',
    '<javascript:alert(1)>',
    '![x](https://evil.example/pixel.png)',
    '[x](https://example.org/"onmouseover="alert(1))',
    '<a href="https://example.org" style="position:fixed">x</a>',
    '[x]: javascript:alert(1)\n\n[x]',
    '&#60;script>alert(1)&#60;/script>',
    '<!-- --><svg onload=alert(1)>',
  ])('lets nothing act on the page: %s', text => {
    const html = renderMarkdown(text)
    const tags = [...html.matchAll(/<(\w+)([^>]*)>/g)]
    expect(tags.map(([, name]) => name).filter(name => !['p', 'a', 'em', 'strong', 'code'].includes(name!))).toEqual([])
    for (const [, , attributes] of tags)
      expect(attributes).toMatch(/^( (class|rel|title)="[^"]*"| href="(https?:|mailto:|tel:|\/(?!\/)|#)[^"]*")*$/i)
  })
})
