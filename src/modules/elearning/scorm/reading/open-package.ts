import yauzl, { type ZipFile } from 'yauzl'
import { isRefusal, refuse, type Refusal } from '../../../../shared/refusal.js'
import { lookupOf, readable } from '../rules/entry-name.js'
import { LIMITS, type Limits } from './limits.js'
import { manifestText, type TextCode } from './manifest-text.js'
import { parseManifest } from './manifest-xml.js'
import type { Manifest } from './manifest.js'
import { BrokenEntry, readWhole } from './read-entry.js'
import { readManifest, type ManifestCode } from './read-manifest.js'
import { listEntries, type ZipCode, type ZipEntry } from './zip-entries.js'

export type PackageCode =
  | ZipCode
  | TextCode
  | ManifestCode
  | 'upload-missing'
  | 'upload-too-large'
  | 'manifest-missing'
  | 'manifest-nested'
  | 'manifest-too-large'
  | 'manifest-broken'

/** A package that may be kept: its manifest, and its files, still in the archive. */
export interface OpenPackage {
  zip: ZipFile
  manifest: Manifest
  files: ZipEntry[]
}

const MANIFEST = 'imsmanifest.xml'

/**
 * Opens the archive at `path` and judges all of it that can be judged without unpacking; then hands it to `use`, and closes it whatever
 * happens. What only shows while files are unpacked (`BrokenEntry`, from `readEntry`) is answered as `zip-broken` too.
 */
export async function withPackage<T>(
  path: string,
  use: (opened: OpenPackage) => Promise<T>,
  limits: Limits = LIMITS,
): Promise<T | Refusal<PackageCode>> {
  const zip = await yauzl.openPromise(path, { autoClose: false, lazyEntries: true, decodeStrings: false }).catch(() => null)
  if (!zip) return refuse('not-a-zip')
  try {
    const opened = await open(zip, limits)
    return isRefusal(opened) ? opened : await use(opened)
  } catch (error) {
    if (error instanceof BrokenEntry) return refuse('zip-broken', { name: readable(error.file) })
    throw error
  } finally {
    zip.close()
  }
}

async function open(zip: ZipFile, limits: Limits): Promise<OpenPackage | Refusal<PackageCode>> {
  // The list itself may be damaged; yauzl says so with a plain error, which is nothing of ours.
  const files = await listEntries(zip, limits).catch(() => refuse('zip-broken'))
  if (isRefusal(files)) return files
  const manifest = await manifestOf(zip, files, limits)
  return isRefusal(manifest) ? manifest : { zip, manifest, files }
}

async function manifestOf(zip: ZipFile, files: readonly ZipEntry[], limits: Limits): Promise<Manifest | Refusal<PackageCode>> {
  const entry = files.find(({ name }) => lookupOf(name) === MANIFEST)
  if (!entry) return noManifest(files)
  if (entry.size > limits.manifest) return refuse('manifest-too-large', { most: limits.manifest })
  const text = manifestText(await readWhole(zip, entry))
  if (isRefusal(text)) return text
  const root = parseManifest(text)
  if (!root) return refuse('manifest-broken')
  return readManifest(root, new Map(files.map(({ name }) => [lookupOf(name), name])), limits.items)
}

function noManifest(files: readonly ZipEntry[]): Refusal<PackageCode> {
  const nested = files.find(({ name }) => lookupOf(name).endsWith(`/${MANIFEST}`))
  return nested ? refuse('manifest-nested', { folder: readable(nested.name.slice(0, -MANIFEST.length - 1)) }) : refuse('manifest-missing')
}
