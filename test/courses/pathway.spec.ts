import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse, theNeglectPathway } from '../support/builders/course.js'
import { aDelegate, anAdministrator } from '../support/people.js'
import { countQueries } from '../support/queries.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let ada: Visitor
let bert: Visitor

beforeAll(async () => {
  app = await startApp()
  ;[ada, bert] = [new Visitor(app.url), new Visitor(app.url)]
  await aDelegate(app.database)
  await ada.signIn((await anAdministrator(app.database)).email)
  await bert.signIn((await anAdministrator(app.database, { email: 'bert@example.org' })).email)
  await theNeglectPathway(app.database)
  await aCourse(app.database, { key: 'alone', title: 'Standing alone' })
})
afterAll(() => app.stop())

const path = (key: string) => `/desk/courses/${key}/pathway`
const requires = async (key: string) =>
  (
    await app.database.query<{ key: string }[]>(
      `SELECT r.key FROM course_prerequisite q JOIN course c ON c.id = q.course_id JOIN course r ON r.id = q.requires_id WHERE c.key = $1 ORDER BY r.key`,
      [key],
    )
  ).map(row => row.key)
async function set(key: string, list: string[]) {
  await ada.get(path(key))
  return ada.post(path(key), { requires: list })
}

describe('the pathway of a course', () => {
  it('is drawn, with a list that says the same, and needs no script', async () => {
    const { html, text } = await ada.get(path('neglect-l2'))
    expect(html.match(/<rect /g)).toHaveLength(3)
    expect(html.match(/marker-end=/g)).toHaveLength(3)
    expect(html).toContain('role="img" aria-labelledby="drawing-title drawing-words"')
    expect(text).toContain('Child Neglect Awareness - Level 1 : needs nothing first')
    expect(text).toContain('Understanding Neglect Level 2 : needs Child Neglect Awareness - Level 1 first')
    expect(text).toMatch(/Graded Care Profile 2 \(GCP2\) : needs .* and .* first/)
    expect(await countQueries(() => ada.get(path('neglect-l2')))).toBeLessThanOrEqual(6)
  })

  it('is not drawn of one course alone', async () => {
    const { html, text } = await ada.get(path('alone'))
    expect([html.includes('<svg class="gt-pathway'), text.includes('Standing alone : needs nothing first')]).toEqual([false, true])
  })

  it('is changed by what must come before, and nothing else of the course is', async () => {
    const before: unknown = await app.database.query('SELECT title, fewest, reminder_days FROM course WHERE key = $1', ['alone'])
    expect((await set('alone', ['gcp2'])).text).toContain('The pathway is saved.')
    expect(await requires('alone')).toEqual(['gcp2'])
    expect(await app.database.query('SELECT title, fewest, reminder_days FROM course WHERE key = $1', ['alone'])).toEqual(before)
    expect((await ada.get(path('neglect-l1'))).html.match(/<rect /g)).toHaveLength(4)
    expect((await set('alone', ['gone'])).text).toContain('Choose the prerequisites from the list')
    await set('alone', [])
    expect(await requires('alone')).toEqual([])
  })

  it('never goes round: the loop is named, and nothing is saved', async () => {
    await set('alone', ['gcp2'])
    const seen = await set('neglect-l1', ['alone'])
    expect(seen.status).toBe(422)
    expect(seen.text).toContain('These prerequisites would go round in a circle: ')
    for (const step of ['Child Neglect Awareness - Level 1 needs Standing alone', 'Standing alone needs Graded Care Profile 2 (GCP2)'])
      expect(seen.text).toContain(step)
    expect(seen.html).toMatch(/value="alone" checked/)
    expect(await requires('neglect-l1')).toEqual([])
    await set('alone', [])
  })

  it('never goes round either when two each add one half of a loop at the same moment', async () => {
    for (let n = 0; n < 5; n++) {
      await aCourse(app.database, { key: `a${n}`, title: `Course A${n}` })
      await aCourse(app.database, { key: `b${n}`, title: `Course B${n}` })
      await Promise.all([ada.get(path(`a${n}`)), bert.get(path(`b${n}`))])
      const seen = await Promise.all([ada.post(path(`a${n}`), { requires: [`b${n}`] }), bert.post(path(`b${n}`), { requires: [`a${n}`] })])
      expect(seen.map(one => one.status).sort()).toEqual([200, 422])
      expect(seen.find(one => one.status === 422)!.text).toMatch(/Course [AB]\d needs Course [AB]\d, and Course [AB]\d needs Course [AB]\d/)
      expect([...(await requires(`a${n}`)), ...(await requires(`b${n}`))]).toHaveLength(1)
    }
  })

  it('changed by two at once, tells the second what the first changed and keeps both versions in sight', async () => {
    await Promise.all([ada.get(path('alone')), bert.get(path('alone'))])
    const seen = await Promise.all([
      ada.post(path('alone'), { requires: ['neglect-l1'] }),
      bert.post(path('alone'), { requires: ['neglect-l2'] }),
    ])
    expect(seen.map(one => one.status).sort()).toEqual([200, 409])
    const late = seen.find(one => one.status === 409)!
    const [first, mine] = late === seen[0] ? ['neglect-l2', 'neglect-l1'] : ['neglect-l1', 'neglect-l2']
    expect(late.text).toContain(`Prerequisites: was empty, is now “${first}”`)
    expect(late.html).toContain(`value="${mine}" checked`)
    expect(await requires('alone')).toEqual([first])
  })

  it('is for administrators, of courses that there are', async () => {
    expect((await ada.get(path('nothing'))).status).toBe(404)
    await ada.get(path('alone'))
    expect((await ada.post(path('nothing'), { requires: [] })).status).toBe(404)
    const dana = new Visitor(app.url)
    await dana.signIn('dana@example.org')
    expect((await dana.get(path('alone'))).status).toBe(403)
  })
})
