import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** An uploaded file, as the storage leaves it. `tooLarge`: nothing was kept of it. */
export interface UploadedFile {
  path: string
  originalname: string
  size: number
  tooLarge: boolean
}

type Done = (error: Error | null, info?: Partial<UploadedFile>) => void
interface Incoming {
  stream: Readable
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Where uploads lie while they are judged: files of their own below the data folder, which no other user may read. */
export class UploadStorage {
  private readonly folder: string

  /** `most`: bytes of a file that are kept; of a larger one nothing is. */
  constructor(
    dataDir: string,
    private readonly most: number,
  ) {
    this.folder = join(dataDir, 'uploads')
  }

  /** The limit in whole megabytes, as people are told it. */
  get mostMb(): number {
    return Math.floor(this.most / (1024 * 1024))
  }

  // The names are multer's.
  _handleFile(_request: unknown, file: Incoming, done: Done): void {
    this.keep(file.stream).then(
      info => done(null, info),
      (error: Error) => done(error),
    )
  }

  _removeFile(_request: unknown, file: Partial<UploadedFile>, done: (error: Error | null) => void): void {
    this.remove(file).then(() => done(null), done)
  }

  async remove({ path }: Partial<UploadedFile>): Promise<void> {
    if (path) await rm(path, { force: true })
  }

  private async keep(stream: Readable): Promise<Partial<UploadedFile>> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    const path = join(this.folder, randomUUID())
    let size = 0
    // Past the limit nothing is written any more; the rest is read to its end, so that the browser hears the answer.
    const bounded = new Transform({
      transform: (piece: Buffer, _encoding, next) => {
        size += piece.length
        if (size > this.most) next()
        else next(null, piece)
      },
    })
    try {
      // Begun first: what was left behind is judged by its age against this one.
      await writeFile(path, '', { mode: 0o600 })
      await this.clearLeftovers()
      await pipeline(stream, bounded, createWriteStream(path))
    } catch (error) {
      await this.remove({ path })
      throw error
    }
    if (size > this.most) await this.remove({ path })
    return { path, size, tooLarge: size > this.most }
  }

  /** What a process left behind that was killed while it judged: by its age against the file just begun, not by anybody's clock. */
  private async clearLeftovers(): Promise<void> {
    const names = await readdir(this.folder)
    const files = await Promise.all(
      names.map(async name => ({ name, at: (await stat(join(this.folder, name)).catch(() => null))?.mtimeMs ?? 0 })),
    )
    const newest = Math.max(0, ...files.map(({ at }) => at))
    const old = files.filter(({ at }) => at < newest - DAY_MS)
    await Promise.all(old.map(({ name }) => rm(join(this.folder, name), { force: true })))
  }
}
