import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ElearningReader } from '../../src/modules/elearning/elearning.reader.js'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse, aTopic, theNeglectPathway } from '../support/builders/course.js'
import { anEnrolment } from '../support/builders/enrolment.js'
import { aRecord } from '../support/builders/learning-record.js'
import { aColleague, aDelegate } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let stranger: Visitor

beforeAll(async () => {
  app = await startApp()
  await theNeglectPathway(app.database)
  const care = await aTopic(app.database, { key: 'mental-capacity', name: 'Mental capacity', position: 9 })
  const elsewhere = { kind: 'external' as const, mode: 'e-learning' as const, topic: care }
  await aCourse(app.database, { ...elsewhere, key: 'advocacy', title: 'Advocacy', externalUrl: 'https://care.example.org/advocacy' })
  await aCourse(app.database, { key: 'old', title: 'Old Title', kind: 'e-learning', mode: 'e-learning', retired: true })
  stranger = new Visitor(app.url)
})
afterAll(() => app.stop())

describe('the e-learning titles', () => {
  it('are listed by topic; those elsewhere are marked and lead there', async () => {
    const { html, text, status } = await stranger.get('/e-learning')
    expect(status).toBe(200)
    expect([...html.matchAll(/<h2[^>]*>([^<]+)/g)].map(([, heading]) => heading)).toEqual([
      'How to take a title',
      'Child neglect',
      'Mental capacity',
    ])
    expect(html).toContain('href="https://care.example.org/advocacy" rel="external"')
    expect(text).toMatch(/Advocacy Take it on another site ?: Advocacy Another site/)
  })

  it('are e-learning only, and still offered', async () => {
    const { text } = await stranger.get('/e-learning')
    expect(text).not.toContain('Understanding Neglect Level 2')
    expect(text).not.toContain('Old Title')
  })

  it('are said how to be taken today, and promise nothing', async () => {
    const { text } = await stranger.get('/e-learning')
    expect(text).toContain('ask your agency’s training lead, who gives you access')
    expect(text).not.toMatch(/soon|not yet|coming/i)
  })

  it('show what one has done of them, while it counts', async () => {
    const dana = await aDelegate(app.database)
    const [l1] = await app.database.query<{ id: string }[]>(`SELECT id FROM course WHERE key = 'neglect-l1'`)
    await aRecord(app.database, { person: dana, course: l1!, completedOn: '2023-03-02', validUntil: '2026-03-02' })
    const visitor = new Visitor(app.url)
    await visitor.signIn(dana.email)
    expect((await visitor.get('/e-learning')).text).toContain('You did this on Thursday 2 March 2023')
    app.clock.pass({ days: 1 })
    expect((await visitor.get('/e-learning')).text).not.toContain('You did this')
    expect((await stranger.get('/e-learning')).text).not.toContain('You did this')
  })
})

it('enrolments are read newest first, and are one’s own', async () => {
  const cole = await aColleague(app.database)
  const title = await aCourse(app.database, { title: 'Private Fostering', kind: 'e-learning', mode: 'e-learning' })
  const other = await aCourse(app.database, { title: 'ICON', kind: 'e-learning', mode: 'e-learning' })
  await anEnrolment(app.database, { person: cole, course: title, signedUpAt: '2026-01-10 10:00' })
  await anEnrolment(app.database, { person: cole, course: other, signedUpAt: '2026-02-10 10:00', completedAt: '2026-02-11 12:00' })
  const reader = app.app.get(ElearningReader)
  const { enrolments, evidence } = await reader.learningOf(cole.id)
  expect(evidence).toEqual([])
  expect(enrolments.map(one => [one.courseTitle, one.completedAt?.toISOString() ?? null])).toEqual([
    ['ICON', '2026-02-11T12:00:00.000Z'],
    ['Private Fostering', null],
  ])
  expect(await reader.learningOf('00000000-0000-7000-8000-000000000000')).toEqual({ enrolments: [], evidence: [] })
})
