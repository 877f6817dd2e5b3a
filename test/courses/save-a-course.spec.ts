import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse, theNeglectPathway } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aPolicy } from '../support/builders/policy.js'
import { anAdministrator, aDelegate } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

const COURSE = {
  ...{ title: 'Hidden Harm', key: 'hidden-harm', kind: 'scheduled', topic: 'child-neglect', provider: 'wsp', level: '2', mode: 'virtual' },
  ...{
    audience: 'Everyone',
    summary: 'What alcohol does to families',
    days: '0.5',
    validMonths: '36',
    externalUrl: '',
    defaultPlaces: '15',
    fewest: '8',
    reminderDays: '14, 2',
  },
  ...{ policy: '', requires: ['neglect-l1'], retired: '' },
}

let app: TestApp
let ada: Visitor
let bert: Visitor
let policy: string

beforeAll(async () => {
  app = await startApp()
  await theNeglectPathway(app.database)
  policy = (await aPolicy(app.database)).key
  const [one, two] = [await anAdministrator(app.database), await anAdministrator(app.database, { email: 'bert@example.org', name: 'Bert' })]
  ada = new Visitor(app.url)
  bert = new Visitor(app.url)
  await ada.signIn(one.email)
  await bert.signIn(two.email)
})
afterAll(() => app.stop())

const stored = async (key: string) => {
  const [row] = await app.database.query<Record<string, unknown>[]>(
    `SELECT c.*, ARRAY(SELECT r.key FROM course_prerequisite q JOIN course r ON r.id = q.requires_id WHERE q.course_id = c.id ORDER BY r.key) AS requires
     FROM course c WHERE c.key = $1`,
    [key],
  )
  return row
}
async function add(change: Record<string, string | string[]> = {}) {
  await ada.get('/desk/courses/new')
  return ada.post('/desk/courses', { ...COURSE, ...change })
}

/** What the open form would send, with the hidden fields, but for what is changed. */
function change(visitor: Visitor, key: string, fields: Record<string, string | string[]>) {
  const { key: _key, ...course } = COURSE
  return visitor.post(`/desk/courses/${key}`, { ...course, ...fields })
}

describe('a new course', () => {
  it('is in the catalogue, and at once on its page', async () => {
    const { status, text, url } = await add()
    expect([status, url]).toEqual([200, '/desk/courses/hidden-harm'])
    expect(text).toContain('Hidden Harm is in the catalogue.')
    expect(await stored('hidden-harm')).toMatchObject({
      ...{ title: 'Hidden Harm', kind: 'scheduled', level: 2, mode: 'virtual', days: '0.5', valid_months: 36, default_places: 15 },
      ...{ retired: false, version: 1, requires: ['neglect-l1'], policy_id: null, reminder_days: [14, 2] },
    })
    expect((await ada.get('/courses/hidden-harm')).text).toContain('What alcohol does to families')
    expect((await ada.get('/desk/courses')).text).toContain('Hidden Harm')
  })

  it.each<[string, Record<string, string | string[]>, string]>([
    ['no title', { title: ' ' }, 'Enter the title'],
    ['a title beyond all measure', { title: 'x'.repeat(201) }, 'Use 200 characters or fewer'],
    ['no short name', { key: '' }, 'Enter a short name'],
    ['a short name that is no name', { key: 'Hidden Harm' }, 'Enter a short name'],
    ['the short name of the form itself', { key: 'new' }, 'Enter a short name'],
    ['a short name that is taken', { key: 'neglect-l1' }, 'Another course has this short name'],
    ['no kind', { kind: '' }, 'Choose what kind of course it is'],
    ['no topic', { topic: '' }, 'Choose the topic'],
    ['a topic that is not there', { topic: 'fishing' }, 'Choose the topic'],
    ['a provider that is not there', { provider: 'nobody' }, 'Choose the provider from the list'],
    ['a policy that is not there', { policy: 'nothing' }, 'Choose the cancellation policy from the list'],
    ['a prerequisite that is not there', { requires: ['neglect-l1', 'fishing'] }, 'Choose the prerequisites from the list'],
    ['level 0', { level: '0' }, 'from 1 to 9'],
    ['level 10', { level: '10' }, 'from 1 to 9'],
    ['no mode', { mode: 'on the moon' }, 'Choose how it is held'],
    ['no length', { days: '0' }, 'Enter the length in days'],
    ['an odd length', { days: '1.3' }, 'Enter the length in days'],
    ['no months', { validMonths: '0' }, 'from 1 to 240'],
    ['a reminder on the day itself', { reminderDays: '14, 0' }, 'from 1 to 60'],
    ['six reminders', { reminderDays: '9, 8, 7, 6, 5, 4' }, 'Enter up to 5'],
    ['241 months', { validMonths: '241' }, 'from 1 to 240'],
    ['1,001 places', { defaultPlaces: '1001' }, 'from 0 to 1,000'],
    ['fewer than nobody', { fewest: '-1' }, 'with how few people'],
    ['nothing said of the fewest', { fewest: '' }, 'with how few people'],
    ['no places', { defaultPlaces: '0' }, 'Enter at least 1 place'],
    ['an address that is none', { externalUrl: 'javascript:alert(1)' }, 'Enter a full web address'],
    ['an external course without its address', { kind: 'external' }, 'Enter the web address where people book'],
    ['e-learning that is held', { kind: 'e-learning' }, 'Choose e-learning'],
  ])('is refused with %s, and keeps what was typed', async (_case, fields, message) => {
    const { status, text, html } = await add({ key: 'other', audience: 'People with long memories', ...fields })
    expect(status).toBe(422)
    expect(text).toContain(message)
    expect(html).toContain('People with long memories')
    expect(await stored('other')).toBeUndefined()
  })

  it.each<[string, Record<string, string>]>([
    ['level-9', { level: '9' }],
    ['no-level', { level: '' }],
    ['months-240', { validMonths: '240' }],
    ['for-good', { validMonths: '' }],
    ['for-nobody', { fewest: '0' }],
    ['fewest-1000', { fewest: '1000' }],
    ['one-place', { defaultPlaces: '1' }],
    ['five-reminders', { reminderDays: '60, 14, 7, 2, 1' }],
    ['no-reminder', { reminderDays: '' }],
    ['places-1000', { defaultPlaces: '1000' }],
    ['two-days', { days: '2' }],
    ['no-provider', { provider: '' }],
  ])('is taken at the limit: %s', async (key, fields) => {
    expect((await add({ key, ...fields })).status).toBe(200)
    expect(await stored(key)).toBeDefined()
  })

  it('has the cancellation policy that was chosen', async () => {
    await add({ key: 'with-policy', policy })
    const [row] = await app.database.query<{ key: string }[]>(
      `SELECT p.key FROM course c JOIN cancellation_policy p ON p.id = c.policy_id WHERE c.key = 'with-policy'`,
    )
    expect(row).toEqual({ key: policy })
  })

  it('is added once when its form is sent twice', async () => {
    const page = await ada.get('/desk/courses/new')
    const [, idempotencyKey = ''] = /name="idempotencyKey" value="([^"]+)"/.exec(page.html)!
    await ada.post('/desk/courses', { ...COURSE, key: 'sent-twice', idempotencyKey })
    await ada.get('/desk/courses/new')
    const again = await ada.post('/desk/courses', { ...COURSE, key: 'sent-twice', idempotencyKey })
    expect(again.url).toBe('/desk/courses/sent-twice')
  })
})

describe('a change', () => {
  let key: string
  beforeEach(async () => {
    ;({ key } = await aCourse(app.database, { title: 'Before', provider: undefined }))
  })

  it('is saved, and at once seen by everybody', async () => {
    const page = await ada.get(`/desk/courses/${key}`)
    expect(page.html).toContain('value="Before"')
    const { text } = await change(ada, key, { title: 'After', requires: ['neglect-l1', 'neglect-l2'] })
    expect(text).toContain('Your changes are saved.')
    expect(await stored(key)).toMatchObject({ title: 'After', version: 2, requires: ['neglect-l1', 'neglect-l2'], retired: false })
    expect((await bert.get(`/courses/${key}`)).text).toContain('After')
  })

  it('takes prerequisites away again when no box is ticked', async () => {
    await ada.get(`/desk/courses/${key}`)
    await change(ada, key, { requires: ['neglect-l1'] })
    await ada.get(`/desk/courses/${key}`)
    await change(ada, key, { requires: [] })
    expect(await stored(key)).toMatchObject({ requires: [], version: 3 })
  })

  it('that would close a circle is refused, and the circle named', async () => {
    await ada.get('/desk/courses/neglect-l1')
    const { status, text } = await change(ada, 'neglect-l1', {
      ...{ title: 'Child Neglect Awareness - Level 1', kind: 'e-learning', mode: 'e-learning', requires: ['gcp2'] },
    })
    expect(status).toBe(422)
    expect(text).toContain(
      'Child Neglect Awareness - Level 1 needs Graded Care Profile 2 (GCP2), and Graded Care Profile 2 (GCP2) needs Child Neglect',
    )
    expect(await stored('neglect-l1')).toMatchObject({ requires: [], version: 1 })
  })

  it('of the kind is refused once the course has been on the programme, not before', async () => {
    const external = { kind: 'external', externalUrl: 'https://vrp.example.org/a' }
    await ada.get(`/desk/courses/${key}`)
    expect((await change(ada, key, external)).status).toBe(200)
    await ada.get(`/desk/courses/${key}`)
    await change(ada, key, { kind: 'scheduled' })
    const { id } = (await stored(key)) as { id: string }
    await anOccurrence(app.database, { course: { id } })
    await ada.get(`/desk/courses/${key}`)
    const { status, text } = await change(ada, key, external)
    expect(status).toBe(422)
    expect(text).toContain('its kind stays as it is')
  })

  it('of a form opened before another’s change is refused, says what changed and loses nothing typed', async () => {
    await ada.get(`/desk/courses/${key}`)
    await bert.get(`/desk/courses/${key}`)
    const before = {
      ...{ summary: '', audience: '', level: '', validMonths: '', days: '1', defaultPlaces: '20', fewest: '6', requires: [] },
      mode: 'face-to-face',
    }
    await change(bert, key, { ...before, title: 'Bert’s title' })
    const refused = await change(ada, key, { ...before, title: 'Before', summary: 'Ada’s summary' })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('Somebody changed this while you had it open')
    expect(refused.text).toContain('Title: was “Before”, is now “Bert’s title”')
    expect(refused.html).toContain('Ada’s summary')
    expect(refused.html).toContain('value="Bert’s title"')
    expect(await stored(key)).toMatchObject({ summary: '', version: 2 })
    const again = await change(ada, key, { ...before, title: 'Bert’s title', summary: 'Ada’s summary' })
    expect(again.text).toContain('Your changes are saved.')
    expect(await stored(key)).toMatchObject({ title: 'Bert’s title', summary: 'Ada’s summary', version: 3 })
  })

  it('of two sent at once is saved once', async () => {
    for (const desk of [ada, bert]) await desk.get(`/desk/courses/${key}`)
    const answers = await Promise.all([change(ada, key, { title: 'A' }), change(bert, key, { title: 'B' })])
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 409])
    expect(await stored(key)).toMatchObject({ version: 2 })
  })

  it('of two halves of one circle, sent at once, is saved in one half', async () => {
    const other = await aCourse(app.database, { title: 'Other half' })
    await ada.get(`/desk/courses/${key}`)
    await bert.get(`/desk/courses/${other.key}`)
    const answers = await Promise.all([change(ada, key, { requires: [other.key] }), change(bert, other.key, { requires: [key] })])
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 422])
  })

  it('offers a retired course as a prerequisite only to the course that has it', async () => {
    await app.database.query(`UPDATE course SET retired = true WHERE key = 'neglect-l2'`)
    expect((await ada.get('/desk/courses/gcp2')).html).toContain('value="neglect-l2" checked')
    expect((await ada.get(`/desk/courses/${key}`)).html).not.toContain('value="neglect-l2"')
    await app.database.query(`UPDATE course SET retired = false WHERE key = 'neglect-l2'`)
  })

  it('of a course that is not there finds nothing', async () => {
    expect((await ada.get('/desk/courses/no-such-course')).status).toBe(404)
    await ada.get(`/desk/courses/${key}`)
    expect((await change(ada, 'no-such-course', {})).status).toBe(404)
  })
})

it('is for administrators only', async () => {
  const dana = new Visitor(app.url)
  await dana.signIn((await aDelegate(app.database)).email)
  for (const path of ['/desk/courses', '/desk/courses/new', '/desk/courses/gcp2']) expect((await dana.get(path)).status).toBe(403)
})
