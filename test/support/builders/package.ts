import type { DataSource } from 'typeorm'
import { writeFile, rm, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StorePackage, type StoredPackage } from '../../../src/modules/elearning/scorm/store-package.js'
import { Transaction } from '../../../src/database/transaction.js'
import { packageSentence } from '../../../src/modules/elearning/scorm/scorm.messages.js'
import { isRefusal } from '../../../src/shared/refusal.js'
import { MONDAY } from '../app.js'
import { anAdministrator } from '../people.js'

/** Keeps an archive as an upload does, in the name of the person with this id. */
export async function aPackage(database: DataSource, bytes: Buffer, personId?: string, now = MONDAY): Promise<StoredPackage> {
  const folder = await mkdtemp(join(tmpdir(), 'goldthread-package-'))
  try {
    const path = join(folder, 'package.zip')
    await writeFile(path, bytes)
    const by = personId ?? (await anAdministrator(database, { email: `packer-${folder.slice(-6).toLowerCase()}@example.org` })).id
    const answer = await new StorePackage(new Transaction(database)).run(
      { path, filename: 'course.zip', personId: by, key: undefined },
      now,
    )
    if (isRefusal(answer)) throw new Error(packageSentence(answer))
    return answer
  } finally {
    await rm(folder, { recursive: true })
  }
}
