import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { refuse, type Refusal } from '../../../../shared/refusal.js'
import { collision, nameProblem, readable, type NameCode } from '../rules/entry-name.js'
import type { Limits } from './limits.js'

export type ZipCode =
  | NameCode
  | 'not-a-zip'
  | 'zip-broken'
  | 'too-many-files'
  | 'package-too-large'
  | 'compression-bomb'
  | 'link-in-package'
  | 'encrypted'
  | 'compression-unknown'
  | 'entries-overlap'

/** One file of the archive, by its name as it is served. */
export interface ZipEntry {
  name: string
  size: number
  entry: Entry
}

// What computers add by themselves when somebody packs a folder; nothing of the course.
const LITTER = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/
const LOCAL_HEADER = 30
const UTF8_FLAG = 0x800
const ENCRYPTED_FLAGS = 0x2041
const STORED = 0
const DEFLATED = 8
const AES = 99

/**
 * Every file of an open archive, judged by the archive's own list before anything is unpacked: a refusal takes as long as reading that
 * list. What the list claims is held to later, while the files are read (`readEntry`).
 */
export async function listEntries(zip: ZipFile, limits: Limits): Promise<ZipEntry[] | Refusal<ZipCode>> {
  if (zip.entryCount > limits.entries) return refuse('too-many-files', { count: zip.entryCount, most: limits.entries })
  // Before the first entry is read, the cursor stands at the list: files lie before it.
  const listAt = Number(zip.readEntryCursor)
  const found: ZipEntry[] = []
  const all: Entry[] = []
  let unpacked = 0
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry)
    if (name === null) return refuse('name-unreadable', { name: readable(entry.fileNameRaw.toString('latin1')) })
    all.push(entry)
    unpacked += entry.uncompressedSize
    const problem = nameProblem(name) ?? entryProblem(entry, name, limits)
    if (problem) return problem
    if (unpacked > limits.unpacked) return refuse('package-too-large', { most: limits.unpacked })
    if (!name.endsWith('/') && !LITTER.test(name)) found.push({ name, size: entry.uncompressedSize, entry })
  }
  const packed = all.reduce((sum, entry) => sum + entry.compressedSize, 0)
  if (unpacked > limits.ratioFrom && unpacked > packed * limits.ratio) return refuse('compression-bomb')
  return overlap(all, listAt) ?? collision(found.map(({ name }) => name)) ?? found
}

function entryProblem(entry: Entry, name: string, limits: Limits): Refusal<ZipCode> | null {
  const shown = { name: readable(name) }
  if (entry.generalPurposeBitFlag & ENCRYPTED_FLAGS || entry.compressionMethod === AES) return refuse('encrypted', shown)
  if (![STORED, DEFLATED].includes(entry.compressionMethod)) return refuse('compression-unknown', shown)
  if (!isPlain(entry, name)) return refuse('link-in-package', shown)
  if (entry.uncompressedSize > limits.file) return refuse('package-too-large', { most: limits.unpacked })
  const swells = entry.uncompressedSize > limits.ratioFrom && entry.uncompressedSize > entry.compressedSize * limits.ratio
  return swells ? refuse('compression-bomb', shown) : null
}

/** The upper half of the attributes is a Unix mode where the archive was made by such a system; a link or a device is no file. */
function isPlain(entry: Entry, name: string): boolean {
  const type = (entry.externalFileAttributes >>> 16) & 0xf000
  return type === 0 || (name.endsWith('/') ? type === 0x4000 : type === 0x8000)
}

/** The name as UTF-8, whether the archive says so or not; what is none is read as the old alphabet of DOS, unless it was said to be UTF-8. */
function nameOf(entry: Entry): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(entry.fileNameRaw)
  } catch {
    if (entry.generalPurposeBitFlag & UTF8_FLAG) return null
    return yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, [], true)
  }
}

/** Files that share bytes are how a small archive unpacks to a mountain; no honest one has them. */
function overlap(entries: readonly Entry[], listAt: number): Refusal<ZipCode> | null {
  const spans = entries
    .map(({ relativeOffsetOfLocalHeader: from, compressedSize, fileNameLength }) => [
      from,
      from + LOCAL_HEADER + fileNameLength + compressedSize,
    ])
    .sort(([a = 0], [b = 0]) => a - b)
  let end = 0
  for (const [from = 0, to = 0] of spans) {
    if (from < end) return refuse('entries-overlap')
    end = to
  }
  return end > listAt ? refuse('zip-broken') : null
}
