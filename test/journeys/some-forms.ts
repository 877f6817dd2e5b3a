import type { TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { aForm } from '../support/builders/evaluation.js'

/** Evaluation forms in every state: the product's own with an answer of each kind to give, one that is being written, and one that is retired. */
export async function someForms({ database }: TestApp): Promise<Record<string, string>> {
  const [shipped] = await database.query<{ id: string }[]>(`SELECT id FROM evaluation_form WHERE key = 'impact'`)
  const course = await aCourse(database, { title: 'A course with a form of its own' })
  const retired = await aForm(database, { stage: 'post', state: 'retired', title: 'An old form' })
  const draft = await aForm(database, { stage: 'post', state: 'draft', title: 'A form that is being written', course })
  await database.query('DELETE FROM evaluation_form_version WHERE form_id = $1', [draft.id])
  await database.query('UPDATE evaluation_form SET published_draft = NULL WHERE id = $1', [draft.id])
  return { defaultForm: shipped!.id, draftForm: draft.id, retiredForm: retired.id }
}
