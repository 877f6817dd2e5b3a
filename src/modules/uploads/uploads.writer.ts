import { Injectable } from '@nestjs/common'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { EntityManager } from 'typeorm'
import { newId } from '../../shared/ids.js'
import { isRefusal, refuse, type Refusal } from '../../shared/refusal.js'
import type { ReceiveCode, ReceivedFile } from './one-file.reader.js'
import { ENDS, type FileType, type KindCode, kindOf, PICTURES } from './rules/file-kind.js'
import { cleanName } from './rules/file-name.js'

export { uploadSentence } from './uploads.messages.js'

/** A file that was looked at and may be kept. */
export interface GoodFile {
  path: string
  name: string
  type: FileType
  bytes: number
}
export type UploadCode = ReceiveCode | KindCode

export const PIECE = 256 * 1024

const INSERT = 'INSERT INTO upload (id, name, type, bytes, uploaded_at, uploaded_by_id) VALUES ($1, $2, $3, $4, $5, $6)'
const INSERT_PIECE = 'INSERT INTO upload_piece (upload_id, number, content) VALUES ($1, $2, $3)'

/** Judges uploaded files and keeps them in the database. */
@Injectable()
export class UploadsWriter {
  /** Looks at both ends of a received file: what it is, by its content alone, or why it is not taken. */
  async judge(received: ReceivedFile, allowed: readonly FileType[]): Promise<GoodFile | Refusal<UploadCode>> {
    if (isRefusal(received)) return received
    const { path, originalname, size } = received
    const kind = kindOf(...(await endsOf(path, size)), allowed)
    if (isCode(kind)) return refuse(kind, { kinds: allowed === PICTURES ? 'picture' : 'certificate' })
    return { path, name: cleanName(originalname, kind), type: kind, bytes: size }
  }

  /** Keeps a good file in the caller's transaction and answers its id; one piece of 256 kB at a time is in memory. */
  async keep(tx: EntityManager, file: GoodFile, personId: string, now: Date): Promise<string> {
    const id = newId()
    await tx.query(INSERT, [id, file.name, file.type, file.bytes, now, personId])
    let number = 0
    for await (const content of createReadStream(file.path, { highWaterMark: PIECE }))
      await tx.query(INSERT_PIECE, [id, number++, content as Buffer])
    return id
  }

  /** Removes files for good; whatever pointed at them has let go of them by then, or lets go with this (`ON DELETE SET NULL`). */
  async remove(tx: EntityManager, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await tx.query('DELETE FROM upload WHERE id = ANY($1)', [ids])
  }
}

const isCode = (kind: FileType | KindCode): kind is KindCode => kind.startsWith('file-')

async function endsOf(path: string, size: number): Promise<[begin: Buffer, end: Buffer]> {
  const file = await open(path)
  try {
    const part = async (from: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(ENDS), 0, ENDS, from)
      return buffer.subarray(0, bytesRead)
    }
    return [await part(0), await part(Math.max(0, size - ENDS))]
  } finally {
    await file.close()
  }
}
