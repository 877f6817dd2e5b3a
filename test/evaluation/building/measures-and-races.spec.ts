import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { EditAForm } from '../../../src/modules/evaluation/building/edit-a-form.js'
import { SaveCourseEvaluation } from '../../../src/modules/evaluation/building/save-course-evaluation.js'
import { SaveMeasure } from '../../../src/modules/evaluation/building/save-measure.js'
import { type FormContent, questionsOf } from '../../../src/modules/evaluation/rules/form-content.js'
import { putQuestion } from '../../../src/modules/evaluation/rules/form-draft.js'
import { DEFAULT_SETTINGS } from '../../../src/modules/evaluation/rules/stage-settings.js'
import { isRefusal } from '../../../src/shared/refusal.js'
import { startApp, type TestApp } from '../../support/app.js'
import { aCourse } from '../../support/builders/course.js'
import { aForm, aScale } from '../../support/builders/evaluation.js'
import { FormDesk } from './form-desk.js'

let app: TestApp
let desk: FormDesk
let sender: { personId: string; key: undefined }
const PAGE = '/desk/forms/measures'

beforeAll(async () => {
  app = await startApp()
  desk = await FormDesk.of(app, 'Ada')
  const [ada] = await app.database.query<{ id: string }[]>(`SELECT id FROM person WHERE email = 'ada@example.org'`)
  sender = { personId: ada!.id, key: undefined }
})
afterAll(() => app.stop())

interface Kept {
  id: string
  state: string
  draft: FormContent
  version: number
}
const keptForm = async (id: string) => (await app.database.query<Kept[]>('SELECT * FROM evaluation_form WHERE id = $1', [id]))[0]!
const refusals = (answers: object[]) => answers.map(answer => (isRefusal(answer) ? answer.refused : 'saved')).sort()

describe('new words of a measure', () => {
  it('reach the drafts that ask it and the bank, and nobody before they are published', async () => {
    const form = await aForm(app.database, { stage: 'pre' })
    await desk.who.get(`${PAGE}/knowledge`)
    await desk.who.post(`${PAGE}/knowledge`, { title: 'What I know', low: 'Nothing yet', high: 'Enough to teach it' })
    const [know, sure] = questionsOf((await keptForm(form.id)).draft)
    expect([know!.low, know!.high, sure!.low]).toEqual(['Nothing yet', 'Enough to teach it', 'Nothing'])
    desk.url = `/desk/forms/${form.id}`
    expect((await desk.who.get(desk.url)).text).toContain('In use version 1, changed since')
    expect((await desk.who.get(`${desk.url}/versions/1`)).text).not.toContain('Enough to teach it')
    await desk.fill('', {}, '/publication')
    expect((await desk.who.get(`${desk.url}/versions/2`)).text).toContain('Enough to teach it')
    expect((await desk.who.get('/desk/forms/bank/knowledge')).html).toContain('value="Enough to teach it"')
  })

  it('that are no new ends leave the drafts alone', async () => {
    const form = await aForm(app.database, { stage: 'post', content: { intro: '', groups: [{ title: 'All', questions: [] }] } })
    const versions = () => app.database.query<object[]>('SELECT id, version FROM evaluation_form ORDER BY id')
    const before = await versions()
    await desk.who.get(`${PAGE}/knowledge`)
    await desk.who.post(`${PAGE}/knowledge`, { title: 'Knowledge of it', low: 'Nothing yet', high: 'Enough to teach it' })
    expect(await versions()).toEqual(before)
    expect((await keptForm(form.id)).version).toBe(1)
  })
})

describe('a measure', () => {
  it('is taken away while nothing asks it, and not after', async () => {
    await desk.who.get(`${PAGE}/new`)
    await desk.who.post(PAGE, { title: 'A mistake', low: 'a', high: 'b' })
    await desk.who.get(`${PAGE}/a-mistake`)
    await desk.who.post(`${PAGE}/a-mistake/removal`)
    expect((await desk.who.get(`${PAGE}/a-mistake`)).status).toBe(404)
    const { html } = await desk.who.get(`${PAGE}/act`)
    expect(html).not.toContain('removal')
    const used = await desk.who.post(`${PAGE}/act/removal`, { version: '1' })
    expect([used.status, used.text]).toEqual([422, expect.stringContaining('it stays')])
  })
})

describe('at the same moment', () => {
  it('two forms are published for one place: one takes the place of the other', async () => {
    const course = await aCourse(app.database)
    const forms = await Promise.all([1, 2].map(() => aForm(app.database, { stage: 'pre', course, state: 'draft' })))
    await app.database.query('UPDATE evaluation_form SET published_draft = NULL WHERE course_id = $1', [course.id])
    const publish = (formId: string) => app.app.get(EditAForm).publish({ formId, version: 1, sender }, app.clock.now())
    expect(refusals(await Promise.all(forms.map(({ id }) => publish(id))))).toEqual(['saved', 'saved'])
    const states = await Promise.all(forms.map(({ id }) => keptForm(id)))
    expect(states.map(({ state }) => state).sort()).toEqual(['published', 'retired'])
  })

  it('one form is published five times: once', async () => {
    const form = await aForm(app.database, { stage: 'impact', course: await aCourse(app.database) })
    await app.database.query('UPDATE evaluation_form SET version = 2 WHERE id = $1', [form.id])
    const publish = () => app.app.get(EditAForm).publish({ formId: form.id, version: 2, sender }, app.clock.now())
    const answers = refusals(await Promise.all([1, 2, 3, 4, 5].map(publish)))
    expect(answers).toEqual([...Array.from({ length: 4 }, () => 'nothing-changed'), 'saved'])
    expect(await app.database.query('SELECT number FROM evaluation_form_version WHERE form_id = $1', [form.id])).toHaveLength(2)
  })

  it('ten questions are written into one form, and all are in it', async () => {
    const form = await aForm(app.database, { stage: 'pre', course: await aCourse(app.database) })
    const write = (n: number) =>
      app.app
        .get(EditAForm)
        .run({ formId: form.id, version: null, sender }, draft => ({ draft: putQuestion(draft, aScale(`new-${n}`), 0)! }), app.clock.now())
    expect(refusals(await Promise.all(Array.from({ length: 10 }, (_, n) => write(n))))).toEqual(Array.from({ length: 10 }, () => 'saved'))
    const { draft, version } = await keptForm(form.id)
    expect([questionsOf(draft).length, version]).toEqual([questionsOf(form.content).length + 10, 11])
  })

  it('one measure is made three times, and one course’s settings are saved three times: each once', async () => {
    const words = { title: 'Made at once', low: 'a', high: 'b' }
    expect(refusals(await Promise.all([1, 2, 3].map(() => app.app.get(SaveMeasure).add(words, sender))))).toEqual([
      ...['measure-taken', 'measure-taken', 'saved'],
    ])
    const course = await aCourse(app.database)
    const save = () => app.app.get(SaveCourseEvaluation).run(course.id, 0, DEFAULT_SETTINGS, sender)
    expect(refusals(await Promise.all([1, 2, 3].map(save)))).toEqual(['saved', 'settings-changed', 'settings-changed'])
  })
})
