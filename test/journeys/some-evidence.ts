import { isRefusal } from '../../src/shared/refusal.js'
import { SignUp } from '../../src/modules/elearning/sign-up.js'
import type { TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { anEvidence } from '../support/builders/evidence.js'
import { aModule } from '../support/builders/module.js'
import { aPng } from '../support/files.js'

type Someone = { id: string }
const LONG = 'The certificate names somebody else.\n\nAsk your old agency for one with your own name on it, please.'

/** Evidence in every state, a module that wants a certificate, and a picture of each module that is built here. */
export async function someEvidence(app: TestApp, dana: Someone, decider: Someone): Promise<Record<string, string>> {
  const { database } = app
  const title = (name: string) => aCourse(database, { title: `Learned elsewhere: ${name}`, validMonths: 36 })
  const decided = { decidedAt: new Date('2026-02-27T10:00:00Z'), decidedById: decider.id }
  const at = (course: Someone) => ({ person: dana, course })
  const [handedIn, refused, accepted, takenBack] = [
    await anEvidence(database, { ...at(await title('waiting')), words: 'It took two days.' }),
    await anEvidence(database, { ...at(await title('refused')), ...decided, state: 'refused', reason: LONG }),
    await anEvidence(database, { ...at(await title('accepted')), ...decided, state: 'accepted', uploadId: null }),
    await anEvidence(database, { ...at(await title('taken back')), state: 'taken back', uploadId: null }),
  ]
  const course = await aCourse(database, { title: 'Taken with a certificate', kind: 'e-learning', mode: 'e-learning' })
  await aModule(database, course, { kind: 'elsewhere', content: { url: 'https://example.org/a', text: 'Go there.', certificate: true } })
  const enrolled = await app.app.get(SignUp).run(dana.id, course.key, app.clock.now())
  if (isRefusal(enrolled)) throw new Error(enrolled.refused)
  await pictures(app, decider)
  return { handedIn, refused, accepted, takenBack, certifying: enrolled.enrolmentId }
}

const PICTURES = `
  WITH module AS (SELECT id, gen_random_uuid() AS file FROM module WHERE kind = 'built'),
    kept AS (INSERT INTO upload (id, name, type, bytes, uploaded_at, uploaded_by_id) SELECT file, 'a.png', 'image/png', length($1::bytea), $2, $3 FROM module),
    piece AS (INSERT INTO upload_piece (upload_id, number, content) SELECT file, 0, $1::bytea FROM module)
  INSERT INTO module_picture (module_id, number, upload_id, alt, added_at) SELECT id, 1, file, 'A drawing of a house', $2 FROM module`

async function pictures({ database, clock }: TestApp, decider: Someone): Promise<void> {
  await database.query(PICTURES, [Buffer.from(aPng()), clock.now(), decider.id])
  const line = '\n\n![A drawing of a house](picture:1)'
  for (const [table, column] of [
    ['module', 'draft'],
    ['module_version', 'content'],
  ])
    await database.query(
      `UPDATE ${table} SET ${column} = jsonb_set(${column}, '{pages,0,text}', to_jsonb(${column} #>> '{pages,0,text}' || $1::text))
       WHERE ${column} #>> '{pages,0,text}' IS NOT NULL`,
      [line],
    )
}
