import { Injectable } from '@nestjs/common'
import { once, type RequestKey } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import { type GoodFile, UploadsWriter } from '../../uploads/uploads.writer.js'

const LOCK = `SELECT id FROM module WHERE id = $1 AND kind = 'built' AND state <> 'retired' FOR UPDATE`
const ADD = `
  INSERT INTO module_picture (module_id, number, upload_id, alt, added_at)
  SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4 FROM module_picture WHERE module_id = $1 RETURNING number`
// Neither the draft nor any version may show it: whoever is half way keeps what they have.
const UNUSED = `
  SELECT upload_id AS "uploadId" FROM module_picture i JOIN module m ON m.id = i.module_id WHERE i.module_id = $1 AND i.number = $2
    AND m.draft::text !~ ('picture:' || i.number || '\\D')
    AND NOT EXISTS (SELECT 1 FROM module_version v WHERE v.module_id = m.id AND v.content::text ~ ('picture:' || i.number || '\\D'))`
const DROP = 'DELETE FROM module_picture WHERE module_id = $1 AND number = $2'

/** The pictures of a module that is built here: adding one, and taking out one that nothing shows. */
@Injectable()
export class KeepPicture {
  constructor(
    private readonly transaction: Transaction,
    private readonly uploads: UploadsWriter,
  ) {}

  /** Adds a picture under the next number. The module's row is held, so that two at once get two numbers. */
  add(moduleId: string, file: GoodFile, alt: string, sender: RequestKey, now: Date): Promise<{ number: number } | Refusal<'not-found'>> {
    return this.transaction.run(tx =>
      once(tx, sender, async () => {
        const [module] = await tx.query<unknown[]>(LOCK, [moduleId])
        if (!module) return refuse('not-found')
        const uploadId = await this.uploads.keep(tx, file, sender.personId, now)
        const [made] = await tx.query<{ number: number }[]>(ADD, [moduleId, uploadId, alt, now])
        return { number: made!.number }
      }),
    )
  }

  /** Takes a picture out, with its file; `used` where the draft or a version shows it. One that is gone already is no matter. */
  remove(moduleId: string, number: number): Promise<null | Refusal<'used'>> {
    return this.transaction.run(async tx => {
      await tx.query(LOCK, [moduleId])
      const [there] = await tx.query<unknown[]>('SELECT 1 FROM module_picture WHERE module_id = $1 AND number = $2', [moduleId, number])
      if (!there) return null
      const [unused] = await tx.query<{ uploadId: string }[]>(UNUSED, [moduleId, number])
      if (!unused) return refuse('used')
      await tx.query(DROP, [moduleId, number])
      await this.uploads.remove(tx, [unused.uploadId])
      return null
    })
  }
}
