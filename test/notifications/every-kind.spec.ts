import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { findChromium } from '../support/browser.js'
import { kinds, type Kind } from '../../src/modules/notifications/kinds/kinds.js'
import type { KindRow } from '../../src/modules/notifications/kinds/kind.js'
import { engine } from '../../src/modules/notifications/mail-engine.js'
import { mailText, shippedTemplate, type House } from '../../src/modules/notifications/mail-text.js'

const root = join(import.meta.dirname, '../..')
const AXE = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8')
const house: House = {
  partnership: 'Walsall Safeguarding Partnership',
  publicUrl: 'https://training.example.org',
  mailFrom: 'training@example.org',
  signedLink: (path, nonce) => `https://training.example.org${path}/secret-of-${nonce.replaceAll(' ', '-')}`,
}
const all = Object.entries(kinds) as [Kind, KindRow][]
const names = all.map(([kind]) => kind)
const sampleOf = (kind: Kind) => mailText(kind, shippedTemplate(kind), (kinds[kind] as KindRow).sample, house, true)

it('each template is of a kind', () => {
  const files = readdirSync(join(root, 'src/modules/notifications/views/mail'))
  expect(files.sort()).toEqual(names.map(kind => `${kind}.liquid`).sort())
})

describe.each(all)('%s', (kind, row) => {
  it('names no placeholder that the sample has not, and keeps what it needs', () => {
    const used = engine.globalVariablesSync(engine.parse(shippedTemplate(kind)))
    const known = [...Object.keys(row.sample), 'partnership', 'publicUrl']
    expect(used.filter(name => !known.includes(name))).toEqual([])
    expect((row.needs ?? []).filter(name => !used.includes(name))).toEqual([])
  })

  it('reads well with its sample: a short subject, no gaps, no leftovers, nothing endless', () => {
    const { subject, body, text } = sampleOf(kind)
    expect(subject.length).toBeGreaterThan(5)
    expect(subject.length).toBeLessThanOrEqual(78)
    expect(body.length).toBeGreaterThan(60)
    expect(text).not.toMatch(/undefined|null|NaN|\[object|\{\{|\{%| {2,}| ,| \.(\s|$)|: *\n(?!\n?[^ ])/)
    expect(text.split('\n').filter(line => line.length > 400)).toEqual([])
    expect(text.split('\n').filter(line => line !== line.trim())).toEqual([])
  })

  it('says in both forms who writes, that it is automatic, why, and how to get less', () => {
    const { text, html } = sampleOf(kind)
    for (const form of [text, html]) {
      expect(form).toContain('Walsall Safeguarding Partnership training. This mail was sent automatically, because ')
      expect(form).toContain('Questions: training@example.org')
      if ((row.goesTo ?? 'person') === 'person') expect(form).toContain('https://training.example.org/my-details/messages')
      expect(form.includes('/stop/')).toBe(row.topic !== null)
    }
  })

  it('has links that say where they lead', () => {
    const links = [...sampleOf(kind).html.matchAll(/<a href="([^"]+)"[^>]*>([^<]+)</g)]
    for (const [, href, words] of links) {
      expect(href).toMatch(/^https:\/\/training\.example\.org\/./)
      expect(words).not.toMatch(/^https?:/)
      expect(words).toMatch(/ /)
    }
  })

  it('shows nothing from elsewhere and counts nobody', () => {
    expect(sampleOf(kind).html).not.toMatch(/<(img|script|link|iframe|object|form)\b|url\(|@import/)
  })
})

describe('as HTML', () => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox', '--disable-gpu'] })
    page = await browser.newPage({ viewport: { width: 320, height: 800 } })
  })
  afterAll(() => browser.close())

  it.each(names)('%s is free of what axe finds, at 320 px, by day and by night', async kind => {
    await page.setContent(sampleOf(kind).html)
    await page.addScriptTag({ content: AXE })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const found = await page.evaluate<string[]>(
        `axe.run(document).then(({ violations }) => violations.map(v => v.id + ': ' + v.nodes.map(n => n.failureSummary).join('; ')))`,
      )
      expect(found).toEqual([])
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(320)
    }
    expect(await page.evaluate<number>(`document.querySelectorAll('h1').length`)).toBe(1)
    expect(await page.evaluate<number>(`parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)`)).toBe(16)
  })

  it('would find what nobody could read', async () => {
    await page.setContent(sampleOf('waiting-joined').html.replaceAll('#0b0c0c', '#eeeeee'))
    await page.addScriptTag({ content: AXE })
    await page.emulateMedia({ colorScheme: 'light' })
    expect(await page.evaluate<string[]>('axe.run(document).then(r => r.violations.map(v => v.id))')).toContain('color-contrast')
  })
})
