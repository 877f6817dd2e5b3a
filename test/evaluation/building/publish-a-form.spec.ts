import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Api } from '../../support/api.js'
import { startApp, type TestApp } from '../../support/app.js'
import { aCourse } from '../../support/builders/course.js'
import { aForm } from '../../support/builders/evaluation.js'
import { aDelegate } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { FormDesk, storedForms } from './form-desk.js'

let app: TestApp
let desk: FormDesk
let other: FormDesk
let ada: Visitor
let bea: Visitor

beforeAll(async () => {
  app = await startApp()
  const course = await aCourse(app.database, { key: 'gcp2', title: 'Graded Care Profile 2' })
  const { id } = await aForm(app.database, { stage: 'post', state: 'draft', title: 'After GCP2', course })
  await app.database.query('DELETE FROM evaluation_form_version WHERE form_id = $1', [id])
  await app.database.query('UPDATE evaluation_form SET published_draft = NULL WHERE id = $1', [id])
  desk = await FormDesk.of(app, 'Ada', `/desk/forms/${id}`)
  other = await FormDesk.of(app, 'Bea', desk.url)
  ;[ada, bea] = [desk.who, other.who]
})
afterAll(() => app.stop())

describe('two administrators', () => {
  it('write two questions of one form at the same time, and both are kept', async () => {
    const [one, two] = [await desk.question('How much of know'), await desk.question('Anything else')]
    await ada.get(`${desk.url}${one}`)
    await bea.get(`${desk.url}${two}`)
    await bea.post(`${desk.url}${two}`, { words: 'What else?' })
    await ada.post(`${desk.url}${one}`, { words: 'How sure?', measure: 'knowledge', required: 'yes' })
    expect(await desk.questions()).toMatch(/^How sure\? .* What else\?/)
  })

  it('do not write over each other’s words: the later is shown both, and may save again', async () => {
    const path = `${desk.url}${await desk.question('What else')}`
    for (const who of [ada, bea]) await who.get(path)
    await bea.post(path, { words: 'Bea’s words?' })
    const late = await ada.post(path, { words: 'Ada’s words?' })
    expect([late.status, late.text]).toEqual([422, expect.stringContaining('Somebody else has changed this question')])
    expect(late.text).toContain('As it is saved now: “Bea’s words?”')
    expect(late.html).toContain('>Ada’s words?</textarea>')
    await ada.post(path, { words: 'Ada’s words?' })
    expect(await desk.questions()).toContain('Ada’s words?')
  })

  it('lose nothing when one takes out what the other writes, moves or publishes', async () => {
    const path = await desk.question('Ada’s words')
    await ada.get(`${desk.url}${path}`)
    await other.fill('', { where: 'away' }, `${path}/place`)
    expect((await ada.post(`${desk.url}${path}`, { words: 'Still here?' })).text).toContain('has taken this question out')
    await ada.post(`${desk.url}${path}`, { words: 'Still here?' })
    expect(await desk.questions()).toContain('Still here?')
    await ada.get(desk.url)
    await other.fill('', { title: 'After GCP2', intro: 'Two minutes.' }, '/settings')
    const opened = ada.last!
    for (const [action, fields] of [
      ['/publication', {}],
      ['/settings', { title: 'Mine', intro: 'Mine' }],
      [`${path}/place`, { where: 'up' }],
      ['/groups', { newGroup: 'Mine' }],
      ['/retirement', {}],
    ] as const) {
      ada.last = opened
      const late = await ada.post(`${desk.url}${action}`, fields)
      expect([late.status, late.text]).toEqual([422, expect.stringContaining('Somebody else has changed this form')])
    }
    expect((await ada.get(desk.url)).text).not.toContain('Mine')
  })
})

describe('a form', () => {
  it('is seen as those see it who are asked, and tried out without a trace', async () => {
    const { text, html } = await ada.get(`${desk.url}/preview`)
    expect(text).toMatch(/Two minutes\..*1 means “Very little”, 10 means “A great deal”.*May we quote you\?/)
    expect(html).not.toMatch(/name="quotable"[^>]* checked/)
    const name = /name="(q-[^"]+)" value="10"/.exec(html)![1]!
    expect((await ada.post(`${desk.url}/preview`, { [name]: '11' })).text).toContain('Choose a number from 1 to 10')
    expect(ada.last!.status).toBe(422)
    expect(ada.last!.html).toContain(`href="#${name}"`)
    const scales = [...html.matchAll(/name="(q-[^"]+)" value="10"/g)].map(([, scale]) => [scale!, '7'] as const)
    await ada.post(`${desk.url}/preview`, Object.fromEntries(scales))
    expect(ada.last!.text).toContain('These answers would be taken. Nothing was kept.')
    expect(await app.database.query('SELECT 1 FROM evaluation_answer')).toEqual([])
  })

  it('is published when nothing is in its way, once, in the place of the one before; versions stay as they were', async () => {
    await desk.fill('', { newGroup: 'Empty' }, '/groups')
    expect((await ada.get(desk.url)).text).toContain('Group 2: It has no questions')
    expect((await ada.post(`${desk.url}/publication`)).status).toBe(422)
    await desk.fill('', { where: 'away' }, '/groups/1/place')
    expect((await ada.get(desk.url)).text).toContain('Nobody is asked with it until you publish it.')
    await desk.fill('', {}, '/publication')
    expect(ada.last!.text).toContain('Version 1 is published, and nothing has changed since')
    await desk.fill(await desk.question('How sure'), { words: 'How sure are you?', measure: 'knowledge', required: 'yes' })
    expect((await ada.get(desk.url)).text).toContain('Answers that were given stay with the version they were given to')
    await desk.fill('', {}, '/publication')
    expect((await ada.get(`${desk.url}/versions/1`)).text).toContain('How sure?')
    expect((await ada.get(`${desk.url}/versions/2`)).text).toContain('How sure are you?')
    expect((await ada.get(`${desk.url}/versions/3`)).status).toBe(404)
  })

  it('is read by administrators’ programs in its newest version, by stage', async () => {
    interface Items {
      items: { title: string; version: number; course: { key: string } | null; content: { groups: { questions: { words: string }[] }[] } }[]
    }
    const { body } = await (await Api.of(app, 'ada@example.org')).get<Items>('/evaluation/forms')
    expect(body.items.map(({ title, version, course }) => [title, version, course?.key ?? null])).toEqual([
      ['Before the course', 1, null],
      ['After the course', 1, null],
      ['After GCP2', 2, 'gcp2'],
      ['Some weeks later', 1, null],
      ['The manager, months later', 1, null],
    ])
    expect(body.items[2]!.content.groups[0]!.questions[0]!.words).toBe('How sure are you?')
    await aDelegate(app.database)
    expect((await (await Api.of(app, 'dana@example.org')).get('/evaluation/forms')).status).toBe(403)
  })

  it('is copied, takes the place of the first when it is published, and is retired', async () => {
    const first = desk.url
    const { html } = await ada.get(`/desk/forms/new?stage=post&copy=${desk.url.split('/').at(-1)}`)
    const [, course] = /<option value="([^"]+)">Graded Care/.exec(html)!
    const [, copy] = /<option value="([^"]+)" selected>After GCP2/.exec(html)!
    await ada.post('/desk/forms', { title: 'A better one', stage: 'post', course: course!, copy: copy! })
    desk.url = ada.last!.url
    expect(await desk.questions()).toContain('How sure are you?')
    expect(ada.last!.text).toContain('It takes the place of “After GCP2”, which is then retired.')
    await desk.fill('', {}, '/publication')
    expect((await ada.get('/desk/forms')).text).toContain('1 retired form')
    expect((await ada.get(first)).text).toContain('nobody is asked with it')
    for (const path of ['/settings', '/groups', '/publication', '/bank-questions', '/questions/new'])
      expect((await ada.post(`${first}${path}`, { title: 'x', newGroup: 'x' })).status).toBe(404)
    await desk.fill('', {}, '/retirement')
    expect((await storedForms(app, 'A better one'))[0]!.state).toBe('retired')
  })
})

describe('the question bank', () => {
  const bank = '/desk/forms/bank'
  it('is written, changed by one at a time, taken from and put back', async () => {
    await ada.get(`${bank}/new?kind=choice`)
    expect((await ada.post(`${bank}/new`, { words: '', 'option-0': 'Yes', 'option-1': 'No' })).text).toContain('Write the question')
    await ada.post(`${bank}/new`, { words: 'Was it long enough?', 'option-0': 'Yes', 'option-1': 'No' })
    const path = /href="([^"]+)">Was it long enough/.exec(ada.last!.html)![1]!
    for (const who of [ada, bea]) await who.get(path)
    await bea.post(path, { words: 'Long enough?', 'option-0': 'Yes', 'option-1': 'No' })
    const late = await ada.post(path, { words: 'Was it too long?', 'option-0': 'Yes', 'option-1': 'No' })
    expect([late.status, late.text]).toEqual([422, expect.stringMatching(/Somebody else has changed.*As it is saved now: “Long enough\?”/)])
    await ada.get(bank)
    await ada.post(`${path}/retirement`, { where: 'away' })
    expect(ada.last!.text).toMatch(/Taken out of the bank Long enough/)
    await ada.post(`${path}/retirement`, { where: 'back' })
    expect(ada.last!.text).not.toMatch(/Taken out of the bank Long enough/)
    expect((await ada.get(`${bank}/none`)).status).toBe(404)
  })
})

it('delegates build nothing', async () => {
  const dana = new Visitor(app.url)
  await dana.signIn('dana@example.org')
  for (const path of ['/desk/forms', '/desk/forms/new', desk.url, `${desk.url}/preview`, '/desk/forms/measures', '/desk/forms/bank'])
    expect((await dana.get(path)).status).toBe(403)
  await dana.get('/my-learning')
  for (const path of ['/desk/forms', `${desk.url}/publication`, `${desk.url}/groups`, '/desk/forms/measures', '/desk/forms/bank/new'])
    expect((await dana.post(path)).status).toBe(403)
})
