import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { anAdministrator, aDelegate, aPerson } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { enrolmentsOf, readAll } from './learner.js'

let app: TestApp
let ada: Visitor
let dana: Visitor
let danaId: { id: string }
let url: string

beforeAll(async () => {
  app = await startApp()
  await aCourse(app.database, { key: 'icon', title: 'ICON', kind: 'e-learning', mode: 'e-learning' })
  ada = new Visitor(app.url)
  await ada.signIn((await anAdministrator(app.database)).email)
  danaId = await aDelegate(app.database)
  dana = new Visitor(app.url)
  await dana.signIn('dana@example.org')
})
afterAll(() => app.stop())

/** Opens a page of the module, and sends the form that is on it. */
async function fill(path: string, fields: Record<string, string>, action = path) {
  await ada.get(`${url}${path}`)
  return ada.post(`${url}${action}`, fields)
}
const publish = () => fill('', {}, '/publication')
const versions = () => app.database.query<{ number: number }[]>('SELECT number FROM module_version ORDER BY number')
const linkTo = (words: string) => new RegExp(`href="([^"]+)"[^>]*>${words}`).exec(ada.last!.html)?.[1] ?? `no link to ${words}`

const RIGHT = {
  text: 'What helps a crying baby?',
  kind: 'single',
  'option-0': 'Comfort',
  'right-0': 'yes',
  'option-1': 'Shaking',
  'why-1': 'Never, ever.',
}

describe('an administrator writes a module', () => {
  it('begins it for a course that has none, once however often it is pressed', async () => {
    const { text, html } = await ada.get('/desk/e-learning')
    expect(text).toContain('There are no modules yet')
    const course = /<option value="([0-9a-f-]{36})"/.exec(html)![1]!
    expect((await ada.post('/desk/e-learning/modules', { course: '' })).text).toContain('Choose the course that it is for')
    const key = 'the-same'
    await ada.post('/desk/e-learning/modules', { course, kind: 'built', idempotencyKey: key })
    url = ada.last!.url
    await ada.get('/desk/e-learning')
    await ada.post('/desk/e-learning/modules', { course, kind: 'built', idempotencyKey: key })
    expect(ada.last!.url).toBe(url)
    expect(await app.database.query('SELECT 1 FROM module')).toHaveLength(1)
  })

  it('is told in plain words what is missing', async () => {
    expect((await ada.get(url)).text).toContain('Pages: Write at least one page')
    expect((await fill('/pages/new', { title: '' })).text).toContain('Enter the page’s heading')
    expect((await fill('/pages/new', { title: 'Why babies cry', text: '' })).text).toContain('Page 1: Write the page’s text')
    await fill('/questions/quiz/new', { ...RIGHT, 'right-0': '' })
    expect(ada.last!.text).toContain('Quiz question 1: Mark exactly one answer as right: none is')
    expect((await publish()).status).toBe(422)
    expect(await versions()).toEqual([])
  })

  it('looks at a page as learners will see it, with nothing in it that acts', async () => {
    await ada.get(url)
    const page = linkTo('Why babies cry').replace(url, '')
    await fill(page, { title: 'Why babies cry', text: '## It is normal\n\n<script>x</script>\n\n- comfort\n- a walk', look: 'yes' })
    expect(ada.last!.url).toBe(`${url}${page}/preview`)
    expect(ada.last!.html).toMatch(/<h2 class="govuk-heading-m">It is normal<\/h2>/)
    expect(ada.last!.html).toContain('&lt;script&gt;')
  })

  it('mends the question, sets how it is taken, and publishes it once', async () => {
    await ada.get(url)
    const question = linkTo('What helps a crying baby').replace(url, '')
    await fill(question, RIGHT)
    expect((await fill('', { passMark: '0', ask: 'x', goesADay: '3' }, '/settings')).text).toMatch(
      /pass mark from 1 to 100.*how many questions/,
    )
    await fill('', { passMark: '100', ask: '1', goesADay: '3' }, '/settings')
    expect((await ada.get(url)).text).toContain('Nobody sees it until you publish it')
    expect((await dana.get('/e-learning')).text).not.toMatch(/ICON.*Here/)
    await publish()
    expect(ada.last!.text).toContain('Version 1 is published, and nothing has changed since')
    expect((await dana.get('/e-learning')).text).toMatch(/ICON.*Here/)
    expect(await versions()).toEqual([{ number: 1 }])
  })
})

describe('a new version', () => {
  it('leaves who is half way with theirs, and is what the next one begins', async () => {
    await dana.get('/courses/icon')
    await dana.post('/courses/icon/enrolments')
    const [{ id }] = (await enrolmentsOf(app.database, danaId)) as [{ id: string }]
    await readAll(dana, id, 1)
    await fill('/pages/new', { title: 'Walk away', text: 'It is **fine** to walk away.' })
    expect((await ada.get(url)).text).toContain('Who begins after this gets version 2; who is half way keeps theirs.')
    await publish()
    expect((await dana.get(`/learning/${id}`)).text).not.toContain('Walk away')
    const cole = new Visitor(app.url)
    await cole.signIn((await aPerson(app.database)).email)
    await cole.get('/courses/icon')
    await cole.post('/courses/icon/enrolments')
    expect(cole.last!.text).toContain('Walk away')
    expect((await ada.get('/desk/e-learning')).text).toMatch(/ICON Written here Published, version 2 2 0 1 1/)
  })
})

describe('two administrators', () => {
  it('do not write over one another: the later form is told, and keeps what was typed', async () => {
    await ada.get(`${url}/pages/new`)
    const other = new Visitor(app.url)
    await other.signIn('ada@example.org')
    await other.get(url)
    await other.post(`${url}/settings`, { passMark: '90', ask: '1', goesADay: '3' })
    const late = await ada.post(`${url}/pages/new`, { title: 'A third page', text: 'Mine' })
    expect([late.status, late.text]).toEqual([422, expect.stringContaining('Somebody else has changed this module')])
    expect(late.html).toContain('value="A third page"')
    expect((await ada.get(url)).text).not.toContain('A third page')
  })
})

describe('parts', () => {
  it('are moved and taken out', async () => {
    const titles = () => [...ada.last!.html.matchAll(/\/pages\/(?!new)[^/"]+">([^<]+)</g)].map(([, title]) => title)
    await ada.get(url)
    expect(titles()).toEqual(['Why babies cry', 'Walk away'])
    const place = `${linkTo('Walk away').replace(url, '')}/place`
    await fill('', { where: 'up' }, place)
    expect(titles()).toEqual(['Walk away', 'Why babies cry'])
    await fill('', { where: 'away' }, place)
    expect(titles()).toEqual(['Why babies cry'])
    const revision = /name="revision" value="(\d+)"/.exec(ada.last!.html)![1]!
    expect((await fill('', { where: 'up', revision }, place)).status).toBe(404)
  })

  it('between pages may have a question, and lose it again', async () => {
    await ada.get(url)
    const form = linkTo('Ask a question after it').replace(url, '')
    await fill(form, { ...RIGHT, kind: 'ordering' })
    const question = linkTo('Its question').replace(url, '')
    expect((await ada.get(`${url}${question}`)).text).toContain('Change a question')
    await fill(question, { where: 'away' }, `${question}/place`)
    expect(ada.last!.text).toContain('Ask a question after it')
  })
})

it('a module that is taken elsewhere is a link, and is declared done on a day that has been', async () => {
  await aCourse(app.database, { key: 'advocacy', title: 'Advocacy', kind: 'e-learning', mode: 'e-learning' })
  const { html } = await ada.get('/desk/e-learning')
  await ada.post('/desk/e-learning/modules', { course: /<option value="([0-9a-f-]{36})"/.exec(html)![1]!, kind: 'elsewhere' })
  url = ada.last!.url
  expect((await fill('', { url: 'javascript:alert(1)' }, '/settings')).status).toBe(422)
  await fill('', { url: 'https://care.example.org/advocacy', text: 'With **them**.' }, '/settings')
  await publish()
  await dana.get('/courses/advocacy')
  await dana.post('/courses/advocacy/enrolments')
  const learning = dana.last!.url
  expect(dana.last!.html).toContain('href="https://care.example.org/advocacy"')
  const declare = (on: string, more = {}) => dana.post(`${learning}/declaration`, { on, ...more })
  expect((await declare('', { declared: 'yes' })).text).toContain('Enter the day')
  expect((await declare('2026-03-03', { declared: 'yes' })).text).toContain('not in the future')
  expect((await declare('2026-03-01')).text).toContain('Tick the box')
  await declare('2026-03-01', { declared: 'yes' })
  expect(dana.last!.text).toContain('It is on your record from Sunday 1 March 2026')
})

it('delegates do not write modules', async () => {
  for (const path of ['/desk/e-learning', url, `${url}/pages/new`, `${url}/questions/quiz/new`])
    expect((await dana.get(path)).status).toBe(403)
  await dana.get('/my-learning')
  for (const path of ['/publication', '/settings', '/pages/new', '/questions/quiz/new'])
    expect((await dana.post(`${url}${path}`)).status).toBe(403)
})

it.each(['/pages/nothing', '/pages/nothing/preview', '/questions/quiz/nothing', '/questions/nothing/new'])(
  'what is not there is not found: %s',
  async path => {
    await ada.get('/desk/e-learning')
    const [built] = await app.database.query<{ id: string }[]>(`SELECT id FROM module WHERE kind = 'built'`)
    expect((await ada.get(`/desk/e-learning/modules/${built!.id}${path}`)).status).toBe(404)
    expect((await ada.get(`/desk/e-learning/modules/no-id${path}`)).status).toBe(404)
  },
)
