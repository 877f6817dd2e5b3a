import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../../support/app.js'
import { aCourse } from '../../support/builders/course.js'
import type { Visitor } from '../../support/visitor.js'
import { FormDesk, storedForms } from './form-desk.js'

let app: TestApp
let desk: FormDesk
let ada: Visitor
let bea: Visitor

beforeAll(async () => {
  app = await startApp()
  await aCourse(app.database, { key: 'gcp2', title: 'Graded Care Profile 2' })
  desk = await FormDesk.of(app, 'Ada')
  ada = desk.who
  bea = (await FormDesk.of(app, 'Bea')).who
})
afterAll(() => app.stop())

describe('an administrator makes a form', () => {
  it('finds the product’s own at each stage, and begins another, once however often it is pressed', async () => {
    const { text, html } = await ada.get('/desk/forms')
    for (const words of ['Before the course', 'After the course', 'Some weeks later', 'The manager, months later'])
      expect(text).toContain(`${words} Every course (default) In use version 1 0`)
    expect(html).toContain('href="/desk/forms/new"')
    const { html: blank } = await ada.get('/desk/forms/new?stage=post')
    expect(blank).toMatch(/value="post" checked/)
    const course = /<option value="([^"]+)">Graded Care/.exec(blank)![1]!
    const wrong = await ada.post('/desk/forms', { title: '', course, stage: 'never' })
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringMatching(/Enter what the form is called.*Choose when it is asked/)])
    expect(wrong.html).toContain(`<option value="${course}" selected>`)
    for (const _ of [1, 2]) {
      await ada.get('/desk/forms/new')
      await ada.post('/desk/forms', { title: 'After GCP2', stage: 'post', course, idempotencyKey: 'the-same' })
    }
    desk.url = ada.last!.url
    expect(await storedForms(app, 'After GCP2')).toHaveLength(1)
    expect(ada.last!.text).toContain('There are no questions yet')
  })

  it('writes a question of each kind, and is told at the field what is missing', async () => {
    expect((await desk.add('scale', { words: 'Sure?', low: '', high: 'Very' })).text).toContain('Say what 1 and what 10 mean')
    expect(ada.last!.html).toContain('>Sure?</textarea>')
    await desk.add('scale', { words: 'Sure?', low: 'Not at all', high: 'Very', required: 'yes' })
    await desk.add('agreement', { words: 'It was useful.', required: 'yes' })
    expect((await desk.add('choice', { words: 'Pace?', 'option-0': 'Slow' })).text).toContain('Give at least two answers')
    await desk.add('choice', { words: 'Pace?', 'option-0': 'Slow', 'option-3': 'Fast' })
    await desk.add('many', { words: 'In the way?', role: 'barriers', 'option-0': 'Time', 'option-1': 'Nothing', 'none-1': 'yes' })
    await desk.add('text', { words: 'Anything else?', hint: 'Leave out names.' })
    await desk.add('actions', { words: 'What will you do?', required: 'yes' })
    expect(await desk.questions()).toBe('Sure? It was useful. Pace? In the way? Anything else? What will you do?')
    const [{ draft }] = (await storedForms(app, 'After GCP2')) as [Awaited<ReturnType<typeof storedForms>>[0]]
    const { key: _, ...scale } = draft.groups[0]!.questions[0]!
    expect(scale).toEqual({ kind: 'scale', words: 'Sure?', low: 'Not at all', high: 'Very', required: true })
    const options = draft.groups[0]!.questions[3]!.options as { words: string; counts?: boolean }[]
    expect(options.map(option => [option.words, option.counts])).toEqual([
      ['Time', undefined],
      ['Nothing', false],
    ])
    expect(new Set(draft.groups[0]!.questions.map(question => question.key)).size).toBe(6)
  })

  it('cannot ask here what belongs to another stage', async () => {
    expect((await ada.get(desk.url)).html).not.toContain('value="kept"')
    expect((await ada.get(`${desk.url}/questions/new?kind=kept`)).text).toContain('Scale from 1 to 10')
  })

  it('keeps the answers of a question apart from the words they have', async () => {
    const path = await desk.question('Pace')
    const keys = () => [...ada.last!.html.matchAll(/name="key-\d" value="([^"]+)"/g)].map(([, key]) => key)
    await ada.get(`${desk.url}${path}`)
    const before = keys()
    await desk.fill(path, { words: 'The pace?', 'option-0': 'Too slow', 'option-1': 'Too fast', 'option-2': 'Right' })
    await ada.get(`${desk.url}${path}`)
    expect(keys()).toEqual([...before, expect.any(String)])
    expect(new Set(keys()).size).toBe(3)
  })
})

describe('measures', () => {
  it('are chosen, and bring what 1 and 10 mean', async () => {
    const path = await desk.question('Sure')
    expect((await ada.get(`${desk.url}${path}`)).text).toContain('answers to scales of one measure are put side by side')
    await desk.fill(path, { words: 'Sure?', measure: 'act', low: 'x', high: 'y', required: 'yes' })
    expect(ada.last!.text).toContain('paired as “Confidence to act and to challenge”')
    const [form] = await storedForms(app, 'After GCP2')
    expect(form!.draft.groups[0]!.questions[0]).toMatchObject({ measure: 'act', low: 'Not at all confident' })
  })

  it('are made with the question that needs one, and no second of the same name', async () => {
    const fields = { words: 'How well do you listen?', measure: 'new', newMeasure: 'Listening', low: 'Badly', high: 'Well' }
    expect((await desk.add('scale', { ...fields, newMeasure: '' })).text).toContain('Say what the new measure is called')
    await desk.add('scale', fields)
    expect(ada.last!.text).toContain('paired as “Listening”')
    const again = await desk.add('scale', { ...fields, newMeasure: 'listening' })
    expect([again.status, again.text]).toEqual([422, expect.stringContaining('There is a measure of this name already')])
    expect((await ada.get('/desk/forms/measures')).text).toMatch(/Listening Badly – Well Nowhere/)
  })

  it('have pages of their own, which keep two people apart', async () => {
    await ada.get('/desk/forms/measures/new')
    expect((await ada.post('/desk/forms/measures', { title: '', low: 'a', high: '' })).text).toMatch(
      /Enter what is measured.*Say what 10 means/,
    )
    await ada.get('/desk/forms/measures/new')
    await ada.post('/desk/forms/measures', { title: 'Hearing the child', low: 'Never', high: 'Always' })
    expect(ada.last!.text).toContain('“Hearing the child” can now be chosen')
    for (const who of [ada, bea]) await who.get('/desk/forms/measures/hearing-the-child')
    await bea.post('/desk/forms/measures/hearing-the-child', { title: 'The child’s voice', low: 'Never', high: 'Always' })
    const late = await ada.post('/desk/forms/measures/hearing-the-child', { title: 'Children heard', low: 'Never', high: 'Always' })
    expect([late.status, late.text]).toEqual([422, expect.stringContaining('Somebody else has changed this measure')])
    expect(late.html).toContain('value="Children heard"')
    await ada.post('/desk/forms/measures/hearing-the-child', { title: 'Listening', low: 'Never', high: 'Always' })
    expect(ada.last!.text).toContain('There is a measure of this name already')
    await ada.post('/desk/forms/measures/hearing-the-child', { title: 'Children heard', low: 'Never', high: 'Always' })
    expect(ada.last!.text).toContain('Children heard Never – Always')
    expect((await ada.get('/desk/forms/measures/act')).html).toContain('value="Confidence to act and to challenge"')
    expect((await ada.get('/desk/forms/measures/none')).status).toBe(404)
  })
})

describe('the parts of a form', () => {
  it('stand in groups, and are moved within and between them, and out', async () => {
    const place = async (words: string, where: string) => {
      return desk.fill('', { where }, `${await desk.question(words)}/place`)
    }
    expect((await desk.fill('', { newGroup: '' }, '/groups')).text).toContain('Enter the heading of the group')
    await desk.fill('', { newGroup: 'The course itself' }, '/groups')
    await desk.fill('', { 'group-0-title': 'What you take with you' }, '/groups/0')
    expect((await ada.get(desk.url)).text).toMatch(/What you take with you.*The course itself/)
    await place('How well do you listen', 'down')
    expect(await desk.questions()).toBe(
      'Sure? It was useful. The pace? In the way? Anything else? What will you do? | How well do you listen?',
    )
    await place('What will you do', 'up')
    await place('In the way', 'away')
    expect(await desk.questions()).toBe('Sure? It was useful. The pace? What will you do? Anything else? | How well do you listen?')
    await desk.fill(await desk.question('The pace'), { group: '1', words: 'The pace?', 'option-0': 'Slow', 'option-1': 'Fast' })
    await desk.fill('', { where: 'up' }, '/groups/1/place')
    expect(await desk.questions()).toBe('How well do you listen? The pace? | Sure? It was useful. What will you do? Anything else?')
    await desk.fill('', { where: 'away' }, '/groups/0/place')
    expect(await desk.questions()).toBe('Sure? It was useful. What will you do? Anything else?')
  })

  it('come from the bank under the key they have there, once, and go into it', async () => {
    const take = (question: string) => desk.fill('', { question, group: '0' }, '/bank-questions')
    expect((await take('')).text).toContain('Choose a question of the bank')
    await ada.get(desk.url)
    const opened = ada.last!
    await take('trainer')
    expect(await desk.questions()).toContain('The trainer knew the subject')
    expect(ada.last!.html).not.toContain('<option value="trainer">')
    ada.last = opened
    expect((await ada.post(`${desk.url}/bank-questions`, { question: 'trainer', group: '0' })).text).toContain('is in the form already')
    await desk.fill('', {}, `${await desk.question('It was useful')}/bank`)
    expect((await ada.get('/desk/forms/bank')).text).toContain('It was useful.')
  })
})
