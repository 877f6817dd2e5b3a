import { crc32 } from 'node:zlib'
import type { ZipFile } from 'yauzl'
import type { ZipEntry } from './zip-entries.js'

/** The archive is not what its list claims; `file` is the one that shows it. */
export class BrokenEntry extends Error {
  constructor(
    readonly file: string,
    cause?: unknown,
  ) {
    super(`${file} cannot be unpacked`, { cause })
  }
}

/**
 * The bytes of one file in pieces of `pieceSize`, the last one shorter; only one piece is held at a time. Throws BrokenEntry as soon as
 * more bytes come than the list claims, and at the end when they were fewer or their checksum is another.
 */
export async function* readEntry(zip: ZipFile, { entry, name }: ZipEntry, pieceSize: number): AsyncGenerator<Buffer> {
  let checksum = 0
  let waiting: Buffer[] = []
  let held = 0
  const take = (size: number): Buffer => {
    const whole = Buffer.concat(waiting)
    waiting = size < whole.length ? [whole.subarray(size)] : []
    held = whole.length - size
    return whole.subarray(0, size)
  }
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      const bytes = piece as Buffer
      checksum = crc32(bytes, checksum)
      waiting.push(bytes)
      held += bytes.length
      while (held >= pieceSize) yield take(pieceSize)
    }
  } catch (error) {
    throw isOfZip(error) ? new BrokenEntry(name, error) : error
  }
  if (checksum !== entry.crc32) throw new BrokenEntry(name)
  if (held > 0) yield take(held)
}

/** zlib's own errors and yauzl's plain ones are the archive's fault; those of the file system have a code of their own. */
const isOfZip = (error: unknown): boolean => {
  const { code } = (error ?? {}) as { code?: unknown }
  return code === undefined || (typeof code === 'string' && code.startsWith('Z_'))
}

/** A file that is known to be small, whole. */
export async function readWhole(zip: ZipFile, entry: ZipEntry): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of readEntry(zip, entry, 64 * 1024)) pieces.push(piece)
  return Buffer.concat(pieces)
}
