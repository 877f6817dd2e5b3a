import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { LIMITS } from '../../../src/modules/elearning/scorm/reading/limits.js'
import type { Manifest } from '../../../src/modules/elearning/scorm/reading/manifest.js'
import { withPackage, type PackageCode } from '../../../src/modules/elearning/scorm/reading/open-package.js'
import { readEntry } from '../../../src/modules/elearning/scorm/reading/read-entry.js'
import { packageSentence } from '../../../src/modules/elearning/scorm/scorm.messages.js'
import { isRefusal, type Refusal } from '../../../src/shared/refusal.js'
import { manifest12, manifest2004 } from '../../support/packages/manifests.js'
import { rawZip } from '../../support/packages/raw-zip.js'
import { HOSTILE, withEntries, withManifest } from './hostile.js'

let folder: string
let file: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'goldthread-packages-'))
  file = join(folder, 'package.zip')
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Reads the package to its last byte, as storing it does. */
async function read(bytes: Buffer, limits = LIMITS): Promise<Manifest | Refusal<PackageCode>> {
  writeFileSync(file, bytes)
  return withPackage(
    file,
    async ({ zip, manifest, files }) => {
      for (const entry of files) for await (const piece of readEntry(zip, entry, 1000)) expect(piece.length).toBeLessThanOrEqual(1000)
      return manifest
    },
    limits,
  )
}
/** The most memory that a process of its own held while it read the package, in kB: in this one others leave theirs lying about. */
async function mostMemory(bytes: Buffer): Promise<number> {
  writeFileSync(file, bytes)
  const reading = join(process.env.TEST_DIST!, 'modules/elearning/scorm/reading')
  const script = `
    const { withPackage } = await import('${reading}/open-package.js')
    const { readEntry } = await import('${reading}/read-entry.js')
    const { LIMITS } = await import('${reading}/limits.js')
    await withPackage('${file}', async ({ zip, files }) => {
      for (const entry of files) for await (const piece of readEntry(zip, entry, 1000)) if (piece.length > 1000) throw new Error('too long')
    }, LIMITS)
    console.log(process.resourceUsage().maxRSS)`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env: { PATH: process.env.PATH } })
  return Number(stdout)
}
const codeOf = (answer: object) => ('refused' in answer ? answer.refused : 'taken')
async function taken(bytes: Buffer): Promise<Manifest> {
  const manifest = await read(bytes)
  if (isRefusal(manifest)) throw new Error(packageSentence(manifest))
  return manifest
}
const manifestSize = manifest12([{ title: 'Start', href: 'start.html' }]).length
const withSize = manifestSize + '<!doctype html><title>Start</title>'.length
const start = (manifest: string | Buffer) => withManifest(manifest)

describe('a hostile or broken archive', () => {
  it.each(HOSTILE)('is refused: %s (%s)', async (_what, code, make) => {
    const answer = await read(make())
    expect(codeOf(answer)).toBe(code)
    const sentence = packageSentence(answer as Refusal<PackageCode>)
    expect(sentence).toMatch(/^[^\n]{30,400}\.$/)
    expect(sentence).not.toMatch(/undefined|NaN|null|\p{Cc}/u)
  })

  it('each is one of its own', () => {
    expect(HOSTILE.length).toBeGreaterThanOrEqual(60)
    expect(new Set(HOSTILE.map(([what]) => what)).size).toBe(HOSTILE.length)
  })

  it('takes no more memory than its list', async () => {
    // 60 files of 1 MB that are honest as far as the list goes; only the last one is not.
    const honest = Buffer.alloc(1024 * 1024, 'learning ')
    const bytes = withEntries(...Array.from({ length: 60 }, (_, i) => ({ name: `page-${i}.html`, data: honest, method: 0 })), {
      name: 'torn.html',
      data: 'x',
      crc: 1,
    })
    const [small, large] = [await mostMemory(withEntries({ name: 'start.html', data: 'x', method: 0 })), await mostMemory(bytes)]
    expect(codeOf(await read(bytes))).toBe('zip-broken')
    expect((large - small) / 1024).toBeLessThan(40)
  })
})

describe('limits', () => {
  it.each([
    ['files', { entries: 2 }, { entries: 1 }, 'too-many-files'],
    ['unpacked size', { unpacked: withSize }, { unpacked: withSize - 1 }, 'package-too-large'],
    ['items', { items: 1 }, { items: 0 }, 'too-many-items'],
    ['the manifest', { manifest: manifestSize }, { manifest: manifestSize - 1 }, 'manifest-too-large'],
  ])('hold on both sides: %s', async (_name, at, under, code) => {
    expect(codeOf(await read(withEntries(), { ...LIMITS, ...at }))).toBe('taken')
    expect(codeOf(await read(withEntries(), { ...LIMITS, ...under }))).toBe(code)
  })

  it('a file may be worth 200 times its packed size, and any while it is small', async () => {
    const size = 1_100_000
    const packed = (length: number) => withEntries({ name: 'a.bin', packed: Buffer.alloc(length), size, crc: 1 })
    // 200 times 5,500 bytes are taken by the list, and found out by unpacking.
    expect(codeOf(await read(packed(5500)))).toBe('zip-broken')
    expect(codeOf(await read(packed(5499)))).toBe('compression-bomb')
    expect(codeOf(await read(withEntries({ name: 'white.bmp', data: Buffer.alloc(1_000_000) })))).toBe('taken')
  })
})

describe('a SCORM 1.2 package', () => {
  it('tells its titles, launch order, mastery and launch data', async () => {
    const manifest = await taken(
      rawZip([
        { name: 'page.html', data: 'x' },
        {
          name: 'imsmanifest.xml',
          data: manifest12([
            { title: 'Lesson &amp; more', href: 'page.html', parameters: '?part=1' },
            { title: 'Quiz', href: 'page.html#quiz', mastery: 80, launchData: 'level=2', prerequisites: 'I1' },
          ]),
        },
      ]),
    )
    expect(manifest).toMatchObject({ standard: 'SCORM 1.2', title: 'Fire safety' })
    expect(manifest.items.map(({ title, href, mastery, launchData }) => ({ title, href, mastery, launchData }))).toEqual([
      { title: 'Lesson & more', href: 'page.html?part=1', mastery: null, launchData: '' },
      { title: 'Quiz', href: 'page.html#quiz', mastery: 0.8, launchData: 'level=2' },
    ])
    expect(manifest.sequencing).toMatchObject({ order: 'as listed', recorded: ['2 items', 'Prerequisites between items'], notHonoured: [] })
  })

  it.each([
    ['UTF-8 with its mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16 with its mark', (text: string) => Buffer.from(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, 'utf16le')],
    ['UTF-16 the other way round', (text: string) => Buffer.from(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, 'utf16le').swap16()],
    ['UTF-16 without its mark', (text: string) => Buffer.from(text, 'utf16le')],
    ['the old western alphabet', (text: string) => Buffer.from(text.replace('UTF-8', 'ISO-8859-1'), 'latin1')],
  ])('may be written in %s', async (_name, write) => {
    const text = manifest12([{ title: 'Start', href: 'start.html' }], 'Crèche safety')
    expect((await taken(start(write(text)))).title).toBe('Crèche safety')
  })

  it('is found whatever the case of its names, and without what computers add to archives', async () => {
    const manifest = await taken(
      rawZip([
        { name: 'ImsManifest.XML', data: manifest12([{ title: 'Start', href: 'Shared/Start%20here.htm' }]) },
        { name: 'shared/start here.htm', data: 'x' },
        { name: 'shared/', data: '', mode: 0o040755 },
        { name: '__MACOSX/shared/._start here.htm', data: 'x' },
        { name: 'shared/.DS_Store', data: 'x' },
      ]),
    )
    expect(manifest.items[0]).toMatchObject({ file: 'shared/start here.htm', href: 'shared/start%20here.htm' })
  })

  it('may keep its files under bases', async () => {
    const text = manifest12([{ title: 'Start', href: 'start.html' }])
      .replace('<resources>', '<resources xml:base="content/">')
      .replace('<resource ', '<resource xml:base="one/" ')
    const bytes = rawZip([
      { name: 'imsmanifest.xml', data: text },
      { name: 'content/one/start.html', data: 'x' },
    ])
    expect((await taken(bytes)).items[0]!.href).toBe('content/one/start.html')
  })

  it('is read to its last byte, and archives in it stay closed', async () => {
    const inner = HOSTILE.find(([what]) => what === 'a path out of the package')![2]()
    expect(codeOf(await read(withEntries({ name: 'handout.zip', data: inner, method: 0 })))).toBe('taken')
  })
})

describe('a SCORM 2004 package', () => {
  it.each(['2004 4th Edition', '2004 3rd Edition', 'CAM 1.3'])('is told by its version: %s', async edition => {
    const manifest = await taken(start(manifest2004([{ title: 'Start', href: 'start.html', mastery: 70 }], { edition })))
    expect(manifest.standard).toBe(edition === 'CAM 1.3' ? 'SCORM 2004 2nd Edition' : `SCORM ${edition}`)
    expect(manifest.items[0]).toMatchObject({ mastery: 0.7, kind: 'sco' })
  })

  it('is told by its words where it does not say its version', async () => {
    const text = manifest2004([{ title: 'Start', href: 'start.html' }]).replace(/<schemaversion>.*?<\/schemaversion>/, '')
    expect((await taken(start(text))).standard).toBe('SCORM 2004 2nd Edition')
  })

  it('says what of its sequencing is honoured and what is not', async () => {
    const rule = '<imsss:sequencingRules><imsss:preConditionRule/><imsss:postConditionRule/></imsss:sequencingRules>'
    const items = [
      { title: 'Lesson', href: 'start.html', sequencing: `${rule}<imsss:limitConditions attemptLimit="1"/>` },
      { title: 'Picture', href: 'start.html', asset: true },
    ]
    const sequencing = '<imsss:controlMode choice="true" flow="true" forwardOnly="true"/>'
    const manifest = await taken(start(manifest2004(items, { sequencing })))
    expect(manifest.items.map(({ kind }) => kind)).toEqual(['sco', 'asset'])
    expect(manifest.sequencing).toMatchObject({ forwardOnly: true })
    expect(manifest.sequencing.honoured).toEqual([
      'Items are taken in the order in which they are listed: each opens when all before it are done.',
      'Nobody goes back to an item that is done.',
      'The next item is offered as soon as one is done.',
    ])
    expect(manifest.sequencing.notHonoured).toEqual([
      'The package would let people choose; here they keep to the order.',
      'Items are neither skipped nor hidden by the package’s own conditions.',
      'The package’s own rules for repeating or leaving are not followed.',
      'Items may be tried as often as people like.',
    ])
  })
})
