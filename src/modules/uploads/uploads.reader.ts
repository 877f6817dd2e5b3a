import { Injectable } from '@nestjs/common'
import { Readable } from 'node:stream'
import { Prepared } from '../../database/prepared.js'

export interface KeptFile {
  name: string
  type: string
  bytes: number
  content: Readable
}

const FILE = 'SELECT name, type, bytes FROM upload WHERE id = $1'
const PIECES = 'SELECT content FROM upload_piece WHERE upload_id = $1 AND number = $2'

/** Uploaded files as they are served. Whoever calls has seen to it that this reader may see the file. */
@Injectable()
export class UploadsReader {
  constructor(private readonly prepared: Prepared) {}

  /** The file, its bytes read piece by piece as they are sent; null where it is gone. */
  async open(id: string): Promise<KeptFile | null> {
    const [file] = await this.prepared.run<Omit<KeptFile, 'content'>>({ name: 'upload', text: FILE, values: [id] })
    return file ? { ...file, content: Readable.from(this.pieces(id), { objectMode: false }) } : null
  }

  private async *pieces(id: string): AsyncGenerator<Buffer> {
    for (let number = 0; ; number++) {
      const [piece] = await this.prepared.run<{ content: Buffer }>({ name: 'upload-piece', text: PIECES, values: [id, number] })
      if (!piece) return
      yield piece.content
    }
  }
}
