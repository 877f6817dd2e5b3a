import { Injectable } from '@nestjs/common'
import { Prepared } from '../../../database/prepared.js'
import { lookupOf } from './rules/entry-name.js'
import { PIECE } from './store-package.js'

export interface PackageFile {
  number: number
  type: string
  bytes: number
}

/** The files of packages, as they are served. */
@Injectable()
export class PackageFiles {
  constructor(private readonly prepared: Prepared) {}

  async find(packageId: string, name: string): Promise<PackageFile | null> {
    const text = 'SELECT number, type, bytes FROM scorm_file WHERE package_id = $1 AND lookup = $2'
    const [file] = await this.prepared.run<PackageFile>({ name: 'scorm-file', text, values: [packageId, lookupOf(name)] })
    return file ?? null
  }

  /** The bytes from `from` up to and with `to`, piece by piece. */
  async *read(packageId: string, file: number, from: number, to: number): AsyncGenerator<Buffer> {
    const text = 'SELECT content FROM scorm_piece WHERE package_id = $1 AND file = $2 AND number = $3'
    for (let number = Math.floor(from / PIECE); number * PIECE <= to; number++) {
      const [piece] = await this.prepared.run<{ content: Buffer }>({ name: 'scorm-piece', text, values: [packageId, file, number] })
      if (!piece) throw new Error(`Package ${packageId} has lost piece ${number} of its file ${file}`)
      yield piece.content.subarray(Math.max(0, from - number * PIECE), Math.min(PIECE, to + 1 - number * PIECE))
    }
  }
}
