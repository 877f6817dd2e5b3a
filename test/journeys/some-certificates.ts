import { IssueCertificates } from '../../src/jobs/issue-certificates.js'
import { MakeATranscript } from '../../src/modules/certificates/make-a-transcript.js'
import { WithdrawACertificate } from '../../src/modules/certificates/withdraw-a-certificate.js'
import type { TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { aRecord } from '../support/builders/learning-record.js'

/** Certificates of somebody: one that counts, one past its day, one withdrawn; and their record, signed. Their numbers. */
export async function someCertificates(app: TestApp, person: { id: string }): Promise<Record<string, string>> {
  const now = app.clock.now()
  const title = (key: string) => aCourse(app.database, { key, title: `Certified: ${key}`, validMonths: 12 })
  const courses = { certificate: await title('counting'), expired: await title('expired'), withdrawn: await title('withdrawn') }
  for (const [name, course] of Object.entries(courses))
    await aRecord(app.database, { person, course, how: 'attended', validUntil: name === 'expired' ? '2026-01-31' : '2027-01-10' })
  await app.app.get(IssueCertificates).run(now, new AbortController().signal)
  const numbers: Record<string, string> = {}
  for (const [name, course] of Object.entries(courses)) {
    const [row] = await app.database.query<{ number: string }[]>('SELECT number FROM certificate WHERE course_id = $1', [course.id])
    numbers[name] = row!.number
  }
  await app.app.get(WithdrawACertificate).withdraw(numbers.withdrawn!, 'Given by mistake', person.id, now)
  const transcript = await app.app.get(MakeATranscript).run(person.id, true, person.id, now)
  return { ...numbers, transcript: 'number' in transcript ? transcript.number : '' }
}
