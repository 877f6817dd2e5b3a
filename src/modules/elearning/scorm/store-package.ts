import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import type { Refusal } from '../../../shared/refusal.js'
import { typeOf } from './content-types.js'
import type { Manifest } from './reading/manifest.js'
import { withPackage, type OpenPackage, type PackageCode } from './reading/open-package.js'
import { readEntry } from './reading/read-entry.js'
import { lookupOf, readable } from './rules/entry-name.js'

export const PIECE = 256 * 1024
const BATCH = 1024 * 1024

export interface Uploaded {
  /** Where the archive lies; whoever put it there takes it away. */
  path: string
  filename: string
  personId: string
  key: string | undefined
}

export interface StoredPackage extends Manifest {
  id: string
}

const INSERT_PIECES = `
  INSERT INTO scorm_piece (package_id, file, number, content)
  SELECT $1, file, number, content FROM unnest($2::int[], $3::int[], $4::bytea[]) AS p(file, number, content)`
const INSERT_FILES = `
  INSERT INTO scorm_file (package_id, lookup, number, type, bytes)
  SELECT $1, lookup, number, type, bytes FROM jsonb_to_recordset($2::jsonb) AS f(lookup text, number int, type text, bytes int)`
const INSERT_PACKAGE = `
  INSERT INTO scorm_package (id, filename, manifest, bytes, uploaded_at, uploaded_by_id) VALUES ($1, $2, $3, $4, $5, $6)`

/** Judges an uploaded archive and keeps its files in the database: all of them, or nothing. */
@Injectable()
export class StorePackage {
  constructor(private readonly transaction: Transaction) {}

  run(uploaded: Uploaded, now: Date): Promise<StoredPackage | Refusal<PackageCode>> {
    const { path, filename, ...sender } = uploaded
    return withPackage(path, opened =>
      this.transaction.run(tx => once(tx, sender, () => store(tx, opened, readable(filename), sender.personId, now))),
    )
  }
}

async function store(tx: EntityManager, opened: OpenPackage, filename: string, personId: string, now: Date): Promise<StoredPackage> {
  const { manifest, files } = opened
  const id = newId()
  const bytes = files.reduce((sum, file) => sum + file.size, 0)
  await tx.query(INSERT_PACKAGE, [id, filename, JSON.stringify(manifest), bytes, now, personId])
  const rows = files.map(({ name, size }, number) => ({ lookup: lookupOf(name), number, type: typeOf(name), bytes: size }))
  await tx.query(INSERT_FILES, [id, JSON.stringify(rows)])
  for await (const pieces of batches(opened)) {
    const column = <Key extends keyof Piece>(key: Key) => pieces.map(piece => piece[key])
    await tx.query(INSERT_PIECES, [id, column('file'), column('number'), column('content')])
  }
  return { id, ...manifest }
}

interface Piece {
  file: number
  number: number
  content: Buffer
}

/** Every piece of every file, about a megabyte at a time: that, and no more, is held in memory. */
async function* batches({ zip, files }: OpenPackage): AsyncGenerator<Piece[]> {
  let batch: Piece[] = []
  let held = 0
  for (const [file, entry] of files.entries()) {
    let number = 0
    for await (const content of readEntry(zip, entry, PIECE)) {
      batch.push({ file, number: number++, content })
      held += content.length
      if (held < BATCH) continue
      yield batch
      batch = []
      held = 0
    }
  }
  if (batch.length > 0) yield batch
}
