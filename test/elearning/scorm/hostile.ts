import { randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { manifest12, manifest2004 } from '../../support/packages/manifests.js'
import { rawZip, zip64Extra, type RawEntry } from '../../support/packages/raw-zip.js'

const MANIFEST = manifest12([{ title: 'Start', href: 'start.html' }])
const START: RawEntry = { name: 'start.html', data: '<!doctype html><title>Start</title>' }

/** A good package with these entries added. */
export const withEntries = (...more: RawEntry[]) => rawZip([{ name: 'imsmanifest.xml', data: MANIFEST }, START, ...more])
/** A package with this manifest in the place of the good one. */
export const withManifest = (data: string | Buffer, name = 'imsmanifest.xml') => rawZip([{ name, data }, START])

const edited = (from: string | RegExp, to: string) => withManifest(MANIFEST.replace(from, to))
const zeros = (size: number) => deflateRawSync(Buffer.alloc(size), { level: 9 })
const utf16 = (text: string, mark = true) => Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le')
const bomb = zeros(40 * 1024 * 1024)
const GB = 1024 ** 3

const LAUGHS = `<!DOCTYPE manifest [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>`
const READS_A_FILE = `<!DOCTYPE manifest [<!ENTITY x SYSTEM "file:///etc/passwd">]>`
const named = (dtd: string) => withManifest(MANIFEST.replace('<manifest', `${dtd}<manifest`).replace('Fire safety', '&c;'))

/** What it is, the code it is refused with, and the archive. */
export const HOSTILE: [what: string, code: string, make: () => Buffer][] = [
  // Paths
  ['a path out of the package', 'path-unsafe', () => withEntries({ name: '../evil.html', data: 'x' })],
  ['a path out of it from within', 'path-unsafe', () => withEntries({ name: 'a/../../evil.html', data: 'x' })],
  ['a folder that leads out', 'path-unsafe', () => withEntries({ name: 'a/../', data: '' })],
  ['an absolute path', 'path-unsafe', () => withEntries({ name: '/etc/cron.d/evil', data: 'x' })],
  ['a drive letter', 'path-unsafe', () => withEntries({ name: 'C:/evil.html', data: 'x' })],
  ['an empty step in a path', 'path-unsafe', () => withEntries({ name: 'a//evil.html', data: 'x' })],
  ['a path with backslashes', 'path-backslash', () => withEntries({ name: '..\\evil.html', data: 'x' })],
  ['a NUL in a name', 'name-unreadable', () => withEntries({ name: 'good.html\0.exe', data: 'x' })],
  ['a line break in a name', 'name-unreadable', () => withEntries({ name: 'good\r\nSet-Cookie: a=b', data: 'x' })],
  ['no name', 'name-unreadable', () => withEntries({ name: '', data: 'x' })],
  ['a name that is not the UTF-8 it claims', 'name-unreadable', () => withEntries({ name: Buffer.from([0x61, 0xff, 0xfe]), data: 'x' })],
  ['a name of 30,000 letters', 'name-too-long', () => withEntries({ name: 'a'.repeat(30_000), data: 'x' })],
  ['a name twice', 'names-collide', () => withEntries({ name: 'start.html', data: 'another' })],
  ['a name that differs in capitals', 'names-collide', () => withEntries({ name: 'START.HTML', data: 'another' })],
  [
    'a name that differs in how its accent is written',
    'names-collide',
    () => withEntries({ name: 'caf\u00e9.html', data: 'a' }, { name: 'cafe\u0301.html', data: 'b' }),
  ],
  ['a file where others need a folder', 'names-collide', () => withEntries({ name: 'start.html/inner.html', data: 'x' })],
  ['a manifest twice', 'names-collide', () => withEntries({ name: 'IMSManifest.xml', data: MANIFEST })],

  // Kinds of entry
  ['a link', 'link-in-package', () => withEntries({ name: 'link', data: '/etc/passwd', mode: 0o120777 })],
  ['a device', 'link-in-package', () => withEntries({ name: 'zero', data: '', mode: 0o020666 })],
  ['a file with a password', 'encrypted', () => withEntries({ name: 'secret.html', data: 'x', flags: 0x801 })],
  ['a file with a strong password', 'encrypted', () => withEntries({ name: 'secret.html', data: 'x', method: 99, flags: 0x801 })],
  ['an unknown way of packing', 'compression-unknown', () => withEntries({ name: 'a.html', data: 'x', method: 14 })],

  // Sizes
  ['40 MB of zeros in 40 kB', 'compression-bomb', () => withEntries({ name: 'zeros.bin', packed: bomb, size: 40 * 1024 * 1024, crc: 1 })],
  [
    'many files that swell together',
    'compression-bomb',
    () => {
      const packed = zeros(900 * 1024)
      const part = (i: number) => ({ name: `part-${i}.bin`, packed, size: 900 * 1024, crc: 1 })
      return withEntries(...Array.from({ length: 40 }, (_, i) => part(i)))
    },
  ],
  ['a file that claims 1 GB', 'package-too-large', () => withEntries({ name: 'big.mp4', data: 'x', size: GB })],
  ['a file that claims less than it holds', 'zip-broken', () => withEntries({ name: 'zeros.bin', packed: bomb, size: 100, crc: 1 })],
  ['a file that claims more than it holds', 'zip-broken', () => withEntries({ name: 'short.html', data: 'short', size: 500 })],
  [
    '25 files of 30 MB, as they claim',
    'package-too-large',
    () => manyOf(25, { packed: Buffer.alloc(200 * 1024), size: 30 * 1024 * 1024, crc: 1 }),
  ],
  ['20,000 files', 'too-many-files', () => manyOf(20_000, { method: 0 })],
  ['a claim of 65,000 files', 'too-many-files', () => rawZip([START], { count: 65_000 })],
  [
    'zip64 sizes of 8 exabytes',
    'package-too-large',
    () => withEntries({ name: 'big.bin', data: 'x', size: 0xffffffff, packedSize: 0xffffffff, extra: zip64Extra(2n ** 52n, 1n) }),
  ],
  [
    'zip64 sizes that are missing',
    'zip-broken',
    () => withEntries({ name: 'big.bin', data: 'x', size: 0xffffffff, packedSize: 0xffffffff, extra: zip64Extra() }),
  ],

  // The archive itself
  ['no archive at all', 'not-a-zip', () => Buffer.from('%PDF-1.7 this is no archive')],
  ['nothing', 'not-a-zip', () => Buffer.alloc(0)],
  ['an archive cut short', 'not-a-zip', () => withEntries().subarray(0, 300)],
  [
    'a list that is not where it is said to be',
    'zip-broken',
    () => rawZip([{ name: 'imsmanifest.xml', data: MANIFEST }, START], { listAt: 3 }),
  ],
  ['files that share their bytes', 'entries-overlap', () => withEntries({ name: 'again.html', data: MANIFEST, offset: 0 })],
  ['a file that lies behind the list', 'zip-broken', () => withEntries({ name: 'far.html', data: 'x', offset: 90_000 })],
  [
    'packed bytes that cannot be unpacked',
    'zip-broken',
    () => withEntries({ name: 'torn.html', packed: Buffer.from('not deflated at all'), size: 40 }),
  ],
  ['a checksum that is another file’s', 'zip-broken', () => withEntries({ name: 'swapped.html', data: 'x', crc: 12345 })],

  // The manifest
  ['no manifest', 'manifest-missing', () => rawZip([START])],
  [
    'a manifest in a folder',
    'manifest-nested',
    () =>
      rawZip([
        { name: 'course/imsmanifest.xml', data: MANIFEST },
        { ...START, name: 'course/start.html' },
      ]),
  ],
  ['an archive within the archive', 'manifest-missing', () => rawZip([{ name: 'package.zip', data: withEntries() }])],
  ['a manifest within the manifest', 'manifest-several', () => edited('</manifest>', '<manifest identifier="M2"></manifest></manifest>')],
  ['entities that grow', 'manifest-entities', () => named(LAUGHS)],
  ['an entity that reads a file', 'manifest-entities', () => named(READS_A_FILE)],
  ['entities that grow, in UTF-16', 'manifest-entities', () => withManifest(utf16(MANIFEST.replace('<manifest', `${LAUGHS}<manifest`)))],
  ['a manifest of 5 MB', 'manifest-too-large', () => withManifest(MANIFEST + randomText(5 * 1024 * 1024))],
  [
    'elements 100,000 deep',
    'manifest-broken',
    () => withManifest('<manifest>' + '<a>'.repeat(100_000) + '</a>'.repeat(100_000) + '</manifest>'),
  ],
  ['200,000 unended comments', 'manifest-broken', () => withManifest('<manifest>' + '<!--'.repeat(200_000))],
  ['elements that do not end', 'manifest-broken', () => edited('</organization>', '')],
  [
    'bytes that are not the UTF-8 they claim',
    'manifest-encoding',
    () => withManifest(Buffer.from(MANIFEST.replace('Fire', 'Caf\u00e9'), 'latin1')),
  ],
  ['an alphabet that nobody reads', 'manifest-encoding', () => edited('UTF-8', 'UTF-7')],
  ['UTF-32', 'manifest-encoding', () => withManifest(Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]))],
  ['half of UTF-16', 'manifest-encoding', () => withManifest(utf16(MANIFEST).subarray(0, -1))],
  ['a manifest of something else', 'manifest-not-scorm', () => edited(/<schemaversion>.*?<\/schemaversion>|xmlns:adlcp="[^"]*"/g, '')],
  ['XML of something else', 'manifest-not-scorm', () => withManifest('<rss version="2.0"><channel/></rss>')],
  ['nothing to open', 'items-missing', () => edited(/<item .*<\/item>/s, '')],
  ['no way through', 'items-missing', () => edited(/<organization .*<\/organization>/s, '')],
  ['an item that opens nothing', 'resource-missing', () => edited('identifierref="R1"', 'identifierref="R9"')],
  ['an item on another site', 'address-outside', () => edited(/href="start.html"/, 'href="https://evil.example.org/start.html"')],
  ['an item that runs by its address', 'address-outside', () => edited(/href="start.html"/, 'href="javascript:alert(1)"')],
  ['an item out of the package', 'address-outside', () => edited(/href="start.html"/, 'href="../../start.html"')],
  ['a base on another site', 'address-outside', () => edited('<resources>', '<resources xml:base="//evil.example.org/">')],
  ['an item whose file is not there', 'file-missing', () => edited(/href="start.html"/, 'href="begin.html"')],
  [
    '1,000 items',
    'too-many-items',
    () => withManifest(manifest12(Array.from({ length: 1000 }, (_, i) => ({ title: `T${i}`, href: 'start.html' })))),
  ],
  [
    'an item that asks for a later one',
    'order-impossible',
    () =>
      withManifest(
        manifest12([
          { title: 'Quiz', href: 'start.html', prerequisites: 'I2' },
          { title: 'Lesson', href: 'start.html' },
        ]),
      ),
  ],
  [
    'an item that asks for itself',
    'order-impossible',
    () => withManifest(manifest12([{ title: 'Quiz', href: 'start.html', prerequisites: '~I1' }])),
  ],
  [
    '2004, with entities that grow',
    'manifest-entities',
    () => withManifest(manifest2004([{ title: 'A', href: 'start.html' }]).replace('<manifest', `${LAUGHS}<manifest`)),
  ],
]

function manyOf(count: number, entry: Partial<RawEntry>): Buffer {
  return withEntries(...Array.from({ length: count }, (_, i) => ({ data: 'x', ...entry, name: `file-${i}.bin` })))
}

/** Not to be packed well: it is the size that is to be refused, not the ratio. */
const randomText = (length: number): string => randomBytes(length / 2).toString('hex')
