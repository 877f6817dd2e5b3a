import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { aCourse } from '../../support/builders/course.js'
import { anOccurrence } from '../../support/builders/occurrence.js'
import { aPolicy } from '../../support/builders/policy.js'
import { anAdministrator } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { theScene, type Scene } from '../scene.js'

let scene: Scene
let ada: Visitor
let bert: Visitor
beforeAll(async () => {
  scene = await theScene()
  await anAdministrator(scene.app.database, { email: 'bert@example.org', name: 'Bert' })
  ada = await scene.browser('ada')
  bert = new Visitor(scene.app.url)
  await bert.signIn('bert@example.org')
})
afterAll(() => scene.app.stop())

describe('terms at the desk', () => {
  it('are saved as a new version, those before stay, and saving unchanged makes none', async () => {
    await ada.get('/desk/terms/partnership')
    const saved = await ada.post('/desk/terms/partnership', { words: 'Come on time.' })
    expect(saved.text).toContain('Who books from now on accepts these; who has booked keeps what they accepted.')
    expect(saved.text).toMatch(/Version 2, Monday 2 March 2026, 9am, Ada Administrator .*Version 1,/)
    await ada.post('/desk/terms/partnership', { words: 'Come on time.' })
    expect(await scene.row('SELECT max(number) AS last FROM terms_version WHERE course_id IS NULL')).toEqual({ last: 2 })
  })

  it('of a course are its own, and are listed; emptied they give way to the partnership’s', async () => {
    const { key } = await aCourse(scene.app.database, { title: 'Own terms' })
    await ada.get(`/desk/terms/courses/${key}`)
    await ada.post(`/desk/terms/courses/${key}`, { words: 'Bring a laptop.' })
    expect((await ada.get('/desk/terms')).text).toMatch(/Courses Own terms Own terms/)
    expect((await ada.get(`/courses/${key}/terms`)).text).toContain('Bring a laptop.')
    await ada.get(`/desk/terms/courses/${key}`)
    await ada.post(`/desk/terms/courses/${key}`, { words: '' })
    expect((await ada.get(`/courses/${key}/terms`)).text).toContain('Come on time.')
    for (const gone of ['/desk/terms/courses/nothing', '/courses/nothing/terms']) expect((await ada.get(gone)).status).toBe(404)
  })

  it.each([
    ['no words', '', 'Enter the terms'],
    ['a book', 'a'.repeat(20_001), 'Keep the terms to 20,000 characters'],
  ])('%s are refused beside the field, with what was typed', async (_case, words, message) => {
    await ada.get('/desk/terms/partnership')
    const page = await ada.post('/desk/terms/partnership', { words })
    expect([page.status, page.html.includes('id="words-error"'), page.text.includes(message)]).toEqual([422, true, true])
  })

  it('of two at once the second loses nothing, and is shown what the first wrote', async () => {
    const { key } = await aCourse(scene.app.database)
    const path = `/desk/terms/courses/${key}`
    await Promise.all([ada.get(path), bert.get(path)])
    const both = await Promise.all([ada.post(path, { words: 'By Ada.' }), bert.post(path, { words: 'By Bert.' })])
    expect(both.map(page => page.status).sort()).toEqual([200, 409])
    const [second, loser] = both[0].status === 409 ? [both[0], ada] : [both[1], bert]
    for (const words of ['By Ada.', 'By Bert.', 'Somebody else changed this while you were typing']) expect(second.text).toContain(words)
    expect((await loser.post(path, { words: 'By both.' })).status).toBe(200)
  })
})

describe('closed days at the desk', () => {
  const PATH = '/desk/bank-holidays'
  const add = async (visitor: Visitor, day: string) => {
    await visitor.get(PATH)
    return visitor.post(PATH, { day, name: 'Staff day' })
  }

  it('stand beside the bank holidays, and what they change is said before they are saved', async () => {
    const policy = await aPolicy(scene.app.database)
    const course = await aCourse(scene.app.database, { title: 'Signs of Neglect', policyId: policy.id })
    const date = await anOccurrence(scene.app.database, { course, startsAt: '2026-06-17 09:30' })
    await scene.api.dana.post(`/occurrences/${date.id}/bookings`)
    const asked = await add(ada, '2026-06-16')
    expect(asked.text).toContain('Close on Tuesday 16 June 2026?')
    expect(asked.text).toContain(
      'Signs of Neglect, Wednesday 17 June 2026 Friday 12 June 2026, 11:59pm until now Monday 15 June 2026, 11:59pm; one person keeps theirs',
    )
    expect(await scene.row('SELECT 1 FROM closed_day')).toBeUndefined()
    const done = await ada.post(PATH)
    expect(done.text).toContain('Tuesday 16 June 2026 is now a closed day.')
    expect(done.text).toContain('Friday 3 April 2026, Good Friday')
    const closed = await scene.row<{ id: string }>('SELECT id FROM closed_day')
    expect((await ada.get(`${PATH}/${closed!.id}/removal`)).text).toContain(
      'Monday 15 June 2026, 11:59pm until now Friday 12 June 2026, 11:59pm',
    )
    expect((await ada.post(`${PATH}/${closed!.id}/removal`)).text).toContain('is a working day again.')
    expect((await ada.get(`${PATH}/${closed!.id}/removal`)).status).toBe(404)
    expect(await scene.row('SELECT 1 FROM closed_day')).toBeUndefined()
  })

  it.each([
    ['no day', '', 'Enter the day'],
    ['today', '2026-03-02', 'Enter a day after today'],
    ['a bank holiday', '2026-04-03', 'This day is a bank holiday already: Good Friday'],
  ])('%s is refused beside the field', async (_case, day, message) => {
    const page = await add(ada, day)
    expect([page.status, page.html.includes('id="day-error"'), page.text.includes(message)]).toEqual([422, true, true])
  })

  it('two who change them at once: the second looks again, or is told that the day is there', async () => {
    await Promise.all([add(ada, '2026-07-01'), add(bert, '2026-07-02')])
    const both = await Promise.all([ada.post(PATH), bert.post(PATH)])
    expect(both.map(page => page.status).sort()).toEqual([200, 409])
    const [second, loser] = both[0].status === 409 ? [both[0], ada] : [both[1], bert]
    expect(second.text).toContain('Somebody else changed the closed days meanwhile.')
    expect((await loser.post(PATH)).status).toBe(200)
    await Promise.all([add(ada, '2026-07-03'), add(bert, '2026-07-03')])
    const same = await Promise.all([ada.post(PATH), bert.post(PATH)])
    expect(same.map(page => page.status).sort()).toEqual([200, 409])
    expect(await scene.row('SELECT count(*)::int AS days FROM closed_day')).toEqual({ days: 3 })
  })
})
