import { IssueCertificates } from '../../src/jobs/issue-certificates.js'
import { Transaction } from '../../src/database/transaction.js'
import { RecordsWriter, type Learned } from '../../src/modules/records/records.writer.js'
import { newId } from '../../src/shared/ids.js'
import type { TestApp } from '../support/app.js'

/** Does what is due with certificates, as the job does it; answers what the job says. */
export const runTheJob = (app: TestApp): Promise<string> =>
  app.app.get(IssueCertificates).run(app.clock.now(), new AbortController().signal)

/** Writes a learning record as the modules do, of an attendance that was recorded here unless told otherwise. */
export async function learn(app: TestApp, learned: Partial<Learned> & { personId: string; courseId: string }): Promise<void> {
  const row: Learned = {
    source: `booking:${newId()}`,
    completedOn: '2026-02-25',
    how: 'attended',
    recordedById: learned.personId,
    ...learned,
  }
  await app.app.get(Transaction).run(tx => app.app.get(RecordsWriter).write(tx, [row], app.clock.now()))
}

/** Learns, and has the certificate issued; answers its number. */
export async function aCertificate(app: TestApp, learned: Parameters<typeof learn>[1]): Promise<string> {
  await learn(app, learned)
  await runTheJob(app)
  const [row] = await app.database.query<{ number: string }[]>(
    'SELECT number FROM certificate WHERE person_id = $1 AND course_id = $2 ORDER BY issued_at DESC, id DESC LIMIT 1',
    [learned.personId, learned.courseId],
  )
  return row!.number
}

/** A file as a browser gets it. */
export async function download(
  app: TestApp,
  cookie: string,
  path: string,
): Promise<{ status: number; type: string | null; bytes: Buffer }> {
  const ask = () => fetch(app.url + path, { headers: { cookie }, redirect: 'manual' })
  // On a busy machine a connection may have been closed as idle just when it is taken up again.
  const response = await ask().catch(ask)
  return { status: response.status, type: response.headers.get('content-type'), bytes: Buffer.from(await response.arrayBuffer()) }
}
