import type { DataSource } from 'typeorm'
import { Evidence } from '../../../src/modules/elearning/evidence/evidence.entity.js'
import { Upload, UploadPiece } from '../../../src/modules/uploads/upload.entity.js'
import { newId } from '../../../src/shared/ids.js'
import { aPdf } from '../files.js'

type Overrides = Partial<Omit<Evidence, 'person' | 'course' | 'enrolment' | 'upload' | 'decidedBy'>> & {
  person: { id: string }
  course: { id: string }
}

/** Evidence handed in on 26 February 2026 with a PDF, waiting, unless told otherwise. Its id. */
export async function anEvidence(database: DataSource, { person, course, ...columns }: Overrides): Promise<string> {
  const [id, uploadId, content] = [newId(), newId(), Buffer.from(aPdf())]
  const at = new Date('2026-02-26T10:00:00Z')
  const file = { name: 'certificate.pdf', type: 'application/pdf' as const, bytes: content.length }
  await database.getRepository(Upload).insert({ id: uploadId, ...file, uploadedAt: at, uploadedById: person.id })
  await database.getRepository(UploadPiece).insert({ uploadId, number: 0, content })
  const given = { completedOn: '2026-01-10', provider: 'NSPCC Learning', handedInAt: at }
  await database.getRepository(Evidence).insert({ id, personId: person.id, courseId: course.id, uploadId, ...given, ...columns })
  return id
}
