import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../../support/app.js'
import { aBooking } from '../../support/builders/booking.js'
import { aCourse } from '../../support/builders/course.js'
import { aForm, anAnswer, anInvitation, aScale } from '../../support/builders/evaluation.js'
import { anOccurrence } from '../../support/builders/occurrence.js'
import { aPerson } from '../../support/people.js'
import type { Visitor } from '../../support/visitor.js'
import { FormDesk, storedForms } from './form-desk.js'

let app: TestApp
let desk: FormDesk
let ada: Visitor
const MEASURES = '/desk/forms/measures'
const BANK = '/desk/forms/bank'
const SCALE = { words: 'Sure?', low: 'Not at all', high: 'Very' }
const CHOICE = { words: 'Pace?', 'option-0': 'Slow', 'option-1': 'Fast' }

beforeAll(async () => {
  app = await startApp()
  const { id } = await aForm(app.database, { stage: 'post', state: 'draft', title: 'To be written', course: await aCourse(app.database) })
  desk = await FormDesk.of(app, 'Ada', `/desk/forms/${id}`)
  ada = desk.who
})
afterAll(() => app.stop())

const stored = async () => (await storedForms(app, 'To be written'))[0]!
const one = async <Row>(sql: string, values: unknown[] = []) => (await app.database.query<Row[]>(sql, values))[0]!

describe('what is too long is refused at its field, whole as it was typed; what is just as long is taken', () => {
  const question = (fields: Record<string, string>) => desk.add('scale', { ...SCALE, ...fields })
  const choice = (fields: Record<string, string>) => desk.add('choice', { ...CHOICE, ...fields })
  const measure = async (fields: Record<string, string>) => {
    await ada.get(`${MEASURES}/new`)
    return ada.post(MEASURES, { title: 'Something else', low: 'a', high: 'b', ...fields })
  }
  const form = async (fields: Record<string, string>) => {
    await ada.get('/desk/forms/new')
    return ada.post('/desk/forms', { stage: 'pre', ...fields })
  }
  const settings = (fields: Record<string, string>) => desk.fill('', { title: 'To be written', intro: '', ...fields }, '/settings')

  it.each<[string, number, (fields: Record<string, string>) => ReturnType<typeof question>]>([
    ['words', 300, question],
    ['hint', 300, question],
    ['low', 60, question],
    ['high', 60, question],
    ['option-1', 200, choice],
    ['newGroup', 120, fields => desk.fill('', fields, '/groups')],
    ['group-0-title', 120, fields => desk.fill('', fields, '/groups/0')],
    ['intro', 1000, settings],
    ['title', 120, form],
    ['title', 80, measure],
    ['low', 60, measure],
    ['high', 60, measure],
  ])('%s: %i characters', async (field, most, send) => {
    const text = `${most} `.padEnd(most, 'x')
    const over = await send({ [field]: `${text}y` })
    expect([over.status, over.text]).toEqual([422, expect.stringContaining(`Use ${most.toLocaleString('en-GB')} characters or fewer`)])
    expect([over.html.includes(`href="#${field}"`), over.html.includes(`${text}y`)]).toEqual([true, true])
    expect((await send({ [field]: text, ...(most === 60 ? { title: `Measured by ${field}` } : {}) })).status).toBe(200)
  })

  it('the name of a new measure, with its question', async () => {
    const fields = { ...SCALE, measure: 'new', newMeasure: 'n'.repeat(81) }
    const over = await desk.add('scale', fields)
    expect([over.status, over.html]).toEqual([422, expect.stringContaining('n'.repeat(81))])
    expect(over.html).toMatch(/<option value="new" selected>/)
    await desk.add('scale', { ...fields, newMeasure: 'n'.repeat(80) })
    expect((await one<{ n: number }>(`SELECT count(*)::int AS n FROM measure WHERE title LIKE 'nnn%'`)).n).toBe(1)
  })
})

describe('a form is begun', () => {
  it('for a course with dates that are booked here, and with the questions of a form that there is', async () => {
    const there = await aCourse(app.database, { title: 'Booked here' })
    const elearning = await aCourse(app.database, { title: 'Learned here', kind: 'e-learning', mode: 'e-learning' })
    const retired = await aCourse(app.database, { title: 'Not given any more', retired: true })
    const { html } = await ada.get('/desk/forms/new')
    expect([there, elearning, retired].map(({ title }) => html.includes(`>${title}</option>`))).toEqual([true, false, false])
    const other = '0197a000-0000-7000-8000-000000000001'
    for (const [fields, message] of [
      [{ course: elearning.id }, 'Choose a course from the list'],
      [{ course: retired.id }, 'Choose a course from the list'],
      [{ course: 'x' }, 'Choose a course from the list'],
      [{ copy: other }, 'Choose a form from the list'],
    ] as const) {
      const page = await ada.post('/desk/forms', { title: 'Never', stage: 'post', ...fields })
      expect([page.status, page.text]).toEqual([422, expect.stringContaining(message)])
      expect(page.html).toContain('value="Never"')
    }
    expect(await storedForms(app, 'Never')).toEqual([])
  })

  it('as a draft of its own: what is changed in the copy changes nothing in the form it came from', async () => {
    const from = await aForm(app.database, { stage: 'pre', course: await aCourse(app.database), title: 'The first' })
    await ada.get('/desk/forms/new')
    await ada.post('/desk/forms', { title: 'The copy', stage: 'pre', copy: from.id })
    const copy = ada.last!.url
    await ada.post(`${copy}/groups`, { newGroup: 'Of the copy' })
    const groups = async (title: string) => (await storedForms(app, title))[0]!.draft.groups.length
    expect([await groups('The first'), await groups('The copy')]).toEqual([1, 2])
    expect((await storedForms(app, 'The copy'))[0]!.state).toBe('draft')
  })
})

describe('pressed twice', () => {
  it('a group, a question, and one from the bank are added once', async () => {
    const { groups } = (await stored()).draft
    const questions = groups.flatMap(group => group.questions).length
    for (const [page, action, fields] of [
      ['', '/groups', { newGroup: 'Once' }],
      ['/questions/new?kind=choice', '/questions/new', { ...CHOICE, group: '0' }],
      ['', '/bank-questions', { question: 'trainer', group: '0' }],
    ] as const) {
      const opened = await ada.get(`${desk.url}${page}`)
      for (let press = 0; press < 2; press++) {
        ada.last = opened
        expect((await ada.post(`${desk.url}${action}`, fields)).status).toBe(200)
      }
    }
    const now = (await stored()).draft.groups
    expect([now.length, now.flatMap(group => group.questions).length]).toEqual([groups.length + 1, questions + 2])
  })
})

describe('a part that there is not', () => {
  it('is told at the form where it can be chosen, and is not found where it cannot', async () => {
    const none = await desk.add('choice', { ...CHOICE, group: '99' })
    expect([none.status, none.text]).toEqual([422, expect.stringContaining('Choose the group that it belongs to')])
    expect(none.html).toContain('value="Slow"')
    const before = await stored()
    const { version } = await one<{ version: number }>(`SELECT version FROM evaluation_form WHERE title = 'To be written'`)
    await ada.get(desk.url)
    for (const [path, fields] of [
      ['/groups/99', { 'group-99-title': 'None' }],
      ['/groups/99/place', { where: 'up' }],
      ['/groups/x/place', { where: 'up' }],
      ['/questions/none/place', { where: 'up' }],
      ['/questions/none/bank', {}],
    ] as const)
      expect((await ada.post(`${desk.url}${path}`, { version: String(version), ...fields })).status).toBe(404)
    for (const path of ['/questions/none', '/versions/0', '/versions/x', '/versions/99999999999'])
      expect((await ada.get(`${desk.url}${path}`)).status).toBe(404)
    expect(await stored()).toEqual(before)
  })

  it('answers are told apart even where a page sends two of one key, or a key that is none', async () => {
    const keys = { 'key-0': 'same', 'key-1': 'same', 'option-2': 'Right', 'key-2': 'no key!' }
    await desk.add('choice', { ...CHOICE, words: 'Which of three?', ...keys })
    const question = (await stored()).draft.groups.flatMap(group => group.questions).find(({ words }) => words === 'Which of three?')!
    const options = question.options as { key: string; words: string }[]
    expect(options.map(({ words }) => words)).toEqual(['Slow', 'Fast', 'Right'])
    expect(options[0]!.key).toBe('same')
    for (const { key } of options) expect(key).toMatch(/^[\w-]+$/)
    expect(new Set(options.map(({ key }) => key)).size).toBe(3)
  })
})

describe('the bank', () => {
  it('gives no question that was taken out of it, nor one that its stage cannot ask', async () => {
    await desk.add('text', { words: 'To be banked?' })
    await desk.fill('', {}, `${await desk.question('To be banked')}/bank`)
    const again = await ada.post(`${desk.url}${await desk.question('To be banked')}/bank`)
    expect([again.status, again.text]).toEqual([422, expect.stringContaining('A question of this kind is in the bank already')])
    const { key } = await one<{ key: string }>(`SELECT key FROM bank_question WHERE question->>'words' = 'To be banked?'`)
    await ada.get(`${BANK}/${key}`)
    const late = await ada.post(`${BANK}/${key}/retirement`, { where: 'away', version: '9' })
    expect([late.status, late.text]).toEqual([422, expect.stringContaining('Somebody else has changed this question')])
    await ada.get(BANK)
    await ada.post(`${BANK}/${key}/retirement`, { where: 'away' })
    await desk.fill('', {}, `${await desk.question('What will you do')}/bank`)
    const other = await aForm(app.database, { stage: 'pre', course: await aCourse(app.database), state: 'draft' })
    const url = `/desk/forms/${other.id}`
    expect((await ada.get(url)).html).not.toContain(`<option value="${key}">`)
    expect((await ada.post(`${url}/bank-questions`, { question: key, group: '0' })).text).toContain('Choose a question of the bank')
    const { html } = await ada.get(url)
    expect((await ada.get(BANK)).text).toContain('What will you do?')
    expect(html).not.toContain('<option value="actions">')
    expect(html).toContain('<option value="trainer">')
  })
})

describe('a measure stays', () => {
  const made = async (title: string) => {
    await ada.get(`${MEASURES}/new`)
    await ada.post(MEASURES, { title, low: 'a', high: 'b' })
    return title.toLowerCase()
  }
  const remove = async (key: string) => {
    await ada.get(`${MEASURES}/${key}`)
    const { version } = await one<{ version: number }>('SELECT version FROM measure WHERE key = $1', [key])
    return (await ada.post(`${MEASURES}/${key}/removal`, { version: String(version) })).text.includes('it stays')
  }
  const scales = (key: string) => ({ intro: '', groups: [{ title: '', questions: [aScale('q', key)] }] })

  it('while a draft asks it, a version asked it, the bank has it, or somebody answered it', async () => {
    const key = await made('Alone')
    const course = await aCourse(app.database)
    const form = await aForm(app.database, { stage: 'impact', course, content: scales(key), state: 'retired' })
    expect(await remove(key)).toBe(true)
    await app.database.query(`UPDATE evaluation_form SET draft = '{"intro": "", "groups": []}' WHERE id = $1`, [form.id])
    expect(await remove(key)).toBe(true)
    const booking = await aBooking(app.database, {
      person: await aPerson(app.database),
      occurrence: await anOccurrence(app.database, { course }),
    })
    const invitation = await anInvitation(app.database, { booking, stage: 'impact' })
    await anAnswer(app.database, { invitation, form, answers: { q: 5 } })
    await app.database.query(`UPDATE evaluation_form_version SET content = '{"intro": "", "groups": []}' WHERE form_id = $1`, [form.id])
    expect(await remove(key)).toBe(true)
    await app.database.query('DELETE FROM evaluation_score')
    await app.database.query(`INSERT INTO bank_question (id, key, question) VALUES (gen_random_uuid(), 'banked', $1)`, [
      JSON.stringify(aScale('banked', key)),
    ])
    expect(await remove(key)).toBe(true)
    await app.database.query(`DELETE FROM bank_question WHERE key = 'banked'`)
    expect(await remove(key)).toBe(false)
    expect((await ada.get(`${MEASURES}/${key}`)).status).toBe(404)
  })
})
