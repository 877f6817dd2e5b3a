import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { readSettings } from '../../src/config/settings.js'
import { certificateLines, type CertificateFacts } from '../../src/modules/certificates/certificate-words.js'
import { certificateFile } from '../../src/modules/certificates/drawing/certificate-file.js'
import { Fonts } from '../../src/web/papers/fonts.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../support/app.js'
import { closeBrowser, openPage } from '../support/browser.js'
import { aCourse } from '../support/builders/course.js'
import { aDelegate } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { aCertificate, download } from './a-certificate.js'
import { decode, readPdf } from './read-pdf.js'

const ADDRESS = 'https://training.example.org/certificates/check/GC-7K3M-9QXR-4K'
const facts = (change: Partial<CertificateFacts> = {}): CertificateFacts => ({
  ...{ number: 'GC-7K3M-9QXR-4K', name: 'Dana Delegate', spelling: null, courseTitle: 'Understanding Neglect: Level 2', level: 2 },
  ...{ provider: 'Another provider', partnership: 'Walsall Safeguarding Partnership', minutes: 390, completedOn: '2026-03-02' },
  ...{ how: 'attended', validUntil: '2029-03-02', issuedAt: new Date('2026-03-02T17:00:00Z') },
  ...change,
})
const fonts = new Fonts(readSettings({}))
const fileOf = (change: Partial<CertificateFacts> = {}, by = fonts) => certificateFile(facts(change), ADDRESS, by)
const folded = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ')

describe('the file', () => {
  it('is tagged, in English, titled, with every font in it, and can be read out in order; its code leads to the check', async () => {
    const file = await readPdf(await fileOf())
    expect(file).toMatchObject({
      pages: 1,
      marked: true,
      language: 'en-GB',
      title: 'Certificate of completion: Understanding Neglect: Level 2',
    })
    expect(file.fonts.length).toBeGreaterThan(1)
    expect(file.fonts.filter(font => !font.embedded)).toEqual([])
    expect(file.roles).toEqual(['Document', 'P', 'H1', 'P', 'P', 'P', 'H2', ...Array.from({ length: 8 }, () => 'P'), 'Figure', 'P', 'P'])
    expect(file.alts).toEqual(['Dana Delegate', `A code that leads to ${ADDRESS}`])
    expect(file.codes).toEqual([ADDRESS])
  })

  it('is the same, byte for byte, each time it is asked for', async () => {
    expect((await fileOf()).equals(await fileOf())).toBe(true)
  })

  it.each([
    ['in Vietnamese, with two marks on a letter', 'Nguyễn Thị Ánh Nguyệt'],
    ['with marks that stand apart in the text', 'Zoe\u0308 A\u0301\u0323'],
    ['in Greek', 'Ελένη Παπαδοπούλου'],
    ['in Cyrillic', 'Ольга Ковальчук-Їжакевич'],
    ['in Arabic, from right to left', 'علی رضا محمدی'],
    ['longer than a line', 'Bartholomew Featherstonehaugh-Cholmondeley of the Long Name'],
    ['of a hundred letters without a blank', 'W'.repeat(100)],
  ])('shows a name %s', async (_, name) => {
    const { text, pages } = await readPdf(await fileOf({ name }), { draw: false })
    const plain = folded(text.replace(/\n/g, name.includes(' ') ? ' ' : ''))
    expect(plain).toContain(name.includes(' ') ? folded(name) : name)
    expect(pages).toBe(1)
  })

  it('turns no Arabic word about: the first word stands rightmost', async () => {
    const first = folded((await readPdf(await fileOf({ name: 'علی رضا' }), { draw: false })).text)
    expect(first).toContain('علی رضا')
    expect(first).not.toContain('رضا علی')
  })

  it('carries the spelling of the holder for letters that it cannot show, says so, and without one names them by the number', async () => {
    expect(fonts.missingOf('李 Ng')).toEqual(['李'])
    const spelt = folded((await readPdf(await fileOf({ name: '李小龍', spelling: 'Li Xiaolong' }), { draw: false })).text)
    expect(spelt).toContain('Li Xiaolong (as spelt by the holder, whose own letters this file cannot show) has completed')
    const without = folded((await readPdf(await fileOf({ name: '李小龍' }), { draw: false })).text)
    expect(without).toContain('the holder of GC-7K3M-9QXR-4K, whose name is in letters that this file cannot show')
  })

  it('takes a font of the partnership’s own for letters that the shipped ones do not hold', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'goldthread-fonts-'))
    const mathematical = '\u{1D49F}ana'
    expect(fonts.missingOf(mathematical)).toEqual(['\u{1D49F}'])
    await copyFile(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuMathTeXGyre.ttf'), join(folder, 'other.ttf'))
    const own = new Fonts(readSettings({ FONT_DIR: folder }))
    expect(own.missingOf(mathematical)).toEqual([])
    const { text, fonts: used } = await readPdf(await fileOf({ name: mathematical }, own), { draw: false })
    expect([folded(text).includes(mathematical), used.every(font => font.embedded)]).toEqual([true, true])
    await rm(folder, { recursive: true })
  })
})

describe('the page', () => {
  let app: TestApp
  let dana: Person
  let number: string

  beforeAll(async () => {
    app = await startApp()
    dana = await aDelegate(app.database)
    const course = await aCourse(app.database, { title: 'Understanding Neglect Level 2', level: 2, validMonths: 36 })
    number = await aCertificate(app, { personId: dana.id, courseId: course.id })
  })
  afterAll(async () => {
    await closeBrowser()
    await app.stop()
  })

  it('says just what the file says, and its code leads where the file’s leads', async () => {
    const browser = new Visitor(app.url)
    await browser.signIn(dana.email)
    const page = (await browser.get(`/my-certificates/${number}`)).html
    const sheet = /<article[\s\S]*<\/article>/.exec(page)![0]
    const words = folded(sheet.replace(/<[^>]+>/g, ' ')).trim()
    const cookie = `gt_session=${browser.cookie('gt_session')}`
    const { status, type, bytes } = await download(app, cookie, `/my-certificates/${number}/certificate.pdf`)
    const file = await readPdf(bytes)
    expect([status, type]).toEqual([200, 'application/pdf'])
    expect(folded(file.text).trim()).toBe(words)
    const address = `http://127.0.0.1:3000/certificates/check/${number}`
    expect(file.codes).toEqual([address])
    expect(certificateLines(facts()).map(([label]) => label)).toContain('Certificate number')
    expect((await download(app, '', `/my-certificates/${number}/certificate.pdf`)).status).toBe(303)
  })

  it('shows a code that a phone reads, and prints on one sheet of A4 with nothing around it', async () => {
    const page = await openPage(app, { width: 390 })
    await page.signIn(dana.email)
    await page.go(`/my-certificates/${number}`)
    const picture = PNG.sync.read(await page.page.locator('.gt-certificate__code').screenshot())
    expect(decode(new Uint8ClampedArray(picture.data), picture.width, picture.height)).toBe(
      `http://127.0.0.1:3000/certificates/check/${number}`,
    )
    const printed = await readPdf(await page.page.pdf({ preferCSSPageSize: true }), { draw: false })
    expect(printed.pages).toBe(1)
    expect(folded(printed.text)).toMatch(/^Walsall Safeguarding Partnership Certificate of completion This is to say that Dana Delegate/)
    expect(printed.text).not.toMatch(/What’s on|Sign out|Privacy|My initials only|Download/)
  })
})
