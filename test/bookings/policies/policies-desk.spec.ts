import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { EXAMPLE_POLICIES } from '../../../src/modules/bookings/rules/policy-examples.js'
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

type Fields = Record<string, string | string[]>
/** Every field of the form that is open, as it stands there. */
function fieldsOf(visitor: Visitor): Fields {
  const html = visitor.last!.html
  const fields: Fields = {}
  for (const [, name, value] of html.matchAll(/<input class="govuk-input[^"]*" id="[^"]+" name="([^"]+)"[^>]*? value="([^"]*)"/g))
    fields[name!] = value!
  for (const [, name, options] of html.matchAll(/<select [^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g))
    fields[name!] = /value="([^"]*)" selected/.exec(options!)?.[1] ?? /value="([^"]*)"/.exec(options!)?.[1] ?? ''
  for (const [, name, value] of html.matchAll(/<input class="govuk-radios__input"[^>]*name="([^"]+)"[^>]*value="([^"]*)" checked/g))
    fields[name!] = value!
  for (const [, name, value] of html.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</g)) fields[name!] = value!
  delete fields.q
  return fields
}
const send = (visitor: Visitor, path: string, more: Fields, kind = 'save') =>
  visitor.post(path, { ...fieldsOf(visitor), ...more, do: kind })
const stored = (key: string) =>
  scene.row<{ version: number; definition: { notice: { amount: number }; name: string } }>(
    'SELECT version, definition FROM cancellation_policy WHERE key = $1',
    [key],
  )

describe('policies at the desk', () => {
  it('are added with a form, and then listed with their words', async () => {
    await ada.get('/desk/policies/new')
    const fields = {
      name: 'Ours, of 2026',
      band0Half: '25',
      band0Full: '50',
      noShowHalf: '30',
      noShowFull: '60.50',
      notes: 'Ill? Tell us.',
    }
    const saved = await send(ada, '/desk/policies', fields)
    expect([saved.status, saved.url]).toEqual([200, '/desk/policies/ours-of-2026'])
    expect(saved.text).toContain('£30 for half a day (up to 4 hours) and £60.50 for a full day')
    expect(await stored('ours-of-2026')).toMatchObject({ version: 1, definition: { name: 'Ours, of 2026', notice: { amount: 5 } } })
    const list = await ada.get('/desk/policies')
    expect(list.text).toContain(
      'Ours, of 2026 Change or try Ours, of 2026 You can cancel free of charge until the end of the day, five working days before the course.',
    )
    expect(list.text).toContain('Version 1, Monday 2 March 2026. No course has it yet.')
    await ada.get('/desk/policies/new')
    expect((await send(ada, '/desk/policies', fields)).url).toMatch(/^\/desk\/policies\/[0-9a-f-]{36}$/)
  })

  it('say what is wrong beside each field, and keep what was typed', async () => {
    await ada.get('/desk/policies/new')
    const page = await send(ada, '/desk/policies', { name: '', noticeAmount: 'five', band0Half: '1', band0Full: 'x' })
    expect(page.status).toBe(422)
    for (const id of ['name-error', 'noticeAmount-error', 'band0Full-error', 'noShowHalf-error']) expect(page.html).toContain(`id="${id}"`)
    expect(page.html).toContain('name="noticeAmount" type="text" value="five"')
    expect(await stored('')).toBeUndefined()
  })

  it('are changed as a new version; what is saved unchanged makes none', async () => {
    const { key } = await aPolicy(scene.app.database)
    await ada.get(`/desk/policies/${key}`)
    const changed = await send(ada, `/desk/policies/${key}`, { noticeAmount: '3' })
    expect(changed.text).toContain('Saved: version 2 holds for bookings from now on.')
    expect(changed.text).toMatch(/Version 2 , Monday 2 March 2026, [^V]*Ada .*Version 1 ,/)
    expect((await send(ada, `/desk/policies/${key}`, {})).text).toContain('Saved: version 2')
    expect((await ada.get(`/desk/policies/${key}/versions/1`)).text).toContain('two working days before the course')
    for (const gone of [`${key}/versions/3`, `${key}/versions/99999999999`, 'nobodys', 'nobodys/versions/1'])
      expect((await ada.get(`/desk/policies/${gone}`)).status).toBe(404)
  })

  it('lose nobody’s work when two change one: the second is shown the first’s, with their own kept', async () => {
    const { key } = await aPolicy(scene.app.database)
    const path = `/desk/policies/${key}`
    await Promise.all([ada.get(path), bert.get(path)])
    const both = await Promise.all([send(ada, path, { noticeAmount: '3', graceHours: '' }), send(bert, path, { graceHours: '12' })])
    const second = both.find(page => page.status === 409)!
    const loser = both[0] === second ? ada : bert
    expect(both.map(page => page.status).sort()).toEqual([200, 409])
    expect(second.text).toContain('Somebody changed this while you had it open')
    expect(second.text).toMatch(/(Notice, how much notice: was “2”, is now “3”|Time of grace: was empty, is now “12”)/)
    expect((await send(loser, path, {})).status).toBe(200)
    expect(await stored(key)).toMatchObject({ version: 3, definition: { notice: { amount: 3 }, graceHours: 12 } })
  })

  it('tell which courses have them, and how many bookings keep what they were made under', async () => {
    const policy = await aPolicy(scene.app.database)
    const course = await aCourse(scene.app.database, { title: 'Signs of Neglect', policyId: policy.id })
    await scene.api.dana.post(`/occurrences/${(await anOccurrence(scene.app.database, { course })).id}/bookings`)
    expect((await ada.get('/desk/policies')).text).toContain('One course has it: Signs of Neglect .')
    expect((await ada.get(`/desk/policies/${policy.key}`)).text).toContain(
      'One booking on coming dates keeps the version that it was made under',
    )
    expect((await send(ada, `/desk/policies/${policy.key}`, { noticeAmount: '4' })).text).toContain(
      'One booking on a coming date keeps what it was made under.',
    )
  })

  it('are the administrator’s alone', async () => {
    const dana = await scene.browser('dana')
    for (const path of ['/desk/policies', '/desk/terms', '/desk/bank-holidays']) expect((await dana.get(path)).status).toBe(403)
  })
})

describe('trying a policy at the desk', () => {
  const easter = {
    tryDay: '2026-04-07',
    tryStart: '09:30',
    tryEnd: '16:30',
    tryDays: '1',
    tryBookedDay: '2026-02-02',
    tryBookedTime: '10:00',
  }
  const open = async (json: object = EXAMPLE_POLICIES.twoWorkingDays) => {
    const { key } = await aPolicy(scene.app.database, json)
    await ada.get(`/desk/policies/${key}`)
    return (more: Fields) => send(ada, `/desk/policies/${key}`, { ...easter, ...more }, 'try').then(page => ({ ...page, key }))
  }

  it('answers for what is typed and for what holds, over the Easter weekend, and saves nothing', async () => {
    const attempt = await open()
    const page = await attempt({ noticeAmount: '1', tryWhat: 'cancelled', tryAtDay: '2026-04-02', tryAtTime: '10:00' })
    expect(page.status).toBe(200)
    expect(page.text).toContain('As typed above: No charge Cancelling is free of charge until Thursday 2 April 2026, 11:59pm')
    expect(page.text).toContain('As it holds now: £50.00 Cancelling is free of charge until Wednesday 1 April 2026, 11:59pm')
    expect(page.text).toContain('Not counted as working days: Friday 3 April 2026, Good Friday; Monday 6 April 2026, Easter Monday.')
    expect(page.html).toContain('name="noticeAmount" type="text" value="1"')
    expect(await stored(page.key)).toMatchObject({ version: 1, definition: { notice: { amount: 2 } } })
  })

  it.each<[string, Fields, string]>([
    ['not coming', { tryWhat: 'no-show' }, 'As it holds now: £50.00'],
    ['two days', { tryWhat: 'no-show', tryDays: '2' }, 'As it holds now: £100.00'],
    ['a colleague', { tryWhat: 'colleague', tryAtDay: '2026-04-07', tryAtTime: '09:00' }, 'As it holds now: No charge'],
    ['the Monday after the clocks went forward', { tryWhat: 'no-show', tryDay: '2026-03-30' }, 'until Thursday 26 March 2026, 11:59pm'],
    ['the Monday after the clocks went back', { tryWhat: 'no-show', tryDay: '2026-10-26' }, 'until Thursday 22 October 2026, 11:59pm'],
  ])('%s', async (_case, more, words) => {
    const attempt = await open()
    expect((await attempt(more)).text).toContain(words)
  })

  it.each<[string, Fields, string]>([
    ['no day', { tryDay: '' }, 'tryDay'],
    ['no time', { tryStart: '9' }, 'tryStart'],
    ['an hour that the clocks skip', { tryDay: '2026-03-29', tryStart: '01:30' }, 'tryStart'],
    ['an end before the start', { tryEnd: '09:30' }, 'tryEnd'],
    ['no days', { tryDays: '0' }, 'tryDays'],
    ['nothing that happens', { tryWhat: 'perhaps' }, 'tryWhat'],
  ])('says what is wrong beside it: %s', async (_case, more, field) => {
    const attempt = await open()
    const page = await attempt({ tryWhat: 'no-show', ...more })
    expect([page.status, page.html.includes(`id="${field}-error"`)]).toEqual([422, true])
  })

  it('on a new policy, and with a draft that cannot be read yet', async () => {
    await ada.get('/desk/policies/new')
    const fields = { ...easter, tryWhat: 'no-show', name: 'New', band0Half: '25', band0Full: '50', noShowKind: 'fixed', noShowFull: '40' }
    expect((await send(ada, '/desk/policies', fields, 'try')).text).toContain('As typed above: £40.00')
    const page = await send(ada, '/desk/policies', { ...fields, band0Full: '' }, 'try')
    expect([page.status, page.text.includes('What is typed above cannot be tried yet')]).toEqual([422, true])
  })
})
