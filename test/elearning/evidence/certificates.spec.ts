import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PurgeOld } from '../../../src/jobs/purge.js'
import { NudgesWriter } from '../../../src/modules/elearning/nudges.writer.js'
import { aCourse } from '../../support/builders/course.js'
import { aModule } from '../../support/builders/module.js'
import { aPdf, bytesOf } from '../../support/files.js'
import { mailsTo } from '../../support/mailbox.js'
import type { Visitor } from '../../support/visitor.js'
import { aDesk, decide, type Desk, handIn, recordsOf, stateOf } from './desk.js'

let desk: Desk
let dana: Visitor
let ada: Visitor
let learning: string
let evidence: string

beforeAll(async () => {
  desk = await aDesk()
  const { database } = desk.app
  for (const [key, certificate] of [
    ['wanted', true],
    ['not-wanted', false],
  ] as const) {
    const course = await aCourse(database, { key, title: `A title ${key}`, kind: 'e-learning', mode: 'e-learning', validMonths: 24 })
    await aModule(database, course, {
      kind: 'elsewhere',
      content: { url: 'https://learning.example.org/a', text: 'Go **there**.', certificate },
    })
  }
  ;[dana, ada] = [await desk.browser('dana'), await desk.browser('ada')]
})
afterAll(() => desk.app.stop())

async function signUp(key: string): Promise<string> {
  await dana.get(`/courses/${key}`)
  return (await dana.post(`/courses/${key}/enrolments`)).url
}
const declare = async (file: Uint8Array<ArrayBuffer> | null, fields = { on: '2026-02-27', declared: 'yes' }) => {
  await dana.get(learning)
  return dana.upload(`${learning}/declaration`, fields, file && { name: 'certificate.pdf', bytes: file })
}
const waiting = async () =>
  (await desk.app.database.query<{ id: string }[]>(`SELECT id FROM evidence WHERE state = 'handed in'`)).map(row => row.id)
const enrolment = async () =>
  (
    await desk.app.database.query<{ completed_at: Date | null; closed_at: Date | null }[]>(
      'SELECT completed_at, closed_at FROM enrolment WHERE id = $1',
      [learning.split('/').at(-1)],
    )
  )[0]!

describe('a module elsewhere that wants no certificate', () => {
  it('counts by the declaration alone, whatever is sent with it', async () => {
    learning = await signUp('not-wanted')
    expect((await dana.get(learning)).html).not.toContain('type="file"')
    expect((await dana.post(`${learning}/declaration`, { on: '2026-02-27', declared: 'yes' })).url).toBe(`${learning}/done`)
    expect(await recordsOf(desk, desk.people.dana)).toMatchObject([{ key: 'not-wanted', how: 'e-learning', until: '2028-02-27' }])
    expect(await waiting()).toEqual([])
  })
})

describe('one that wants a certificate', () => {
  it('asks for it with the declaration, and says all that is wrong at once', async () => {
    learning = await signUp('wanted')
    const none = await declare(null, { on: '2026-03-03', declared: 'yes' })
    expect([none.status, none.text]).toEqual([422, expect.stringMatching(/not in the future.*Choose a file/)])
    expect(none.html).toContain('value="2026-03-03"')
    const html = await declare(bytesOf('<script>'))
    expect([html.status, html.text]).toEqual([422, expect.stringContaining('This is no PDF, PNG or JPEG file')])
    expect((await declare(aPdf(), { on: '2026-02-27', declared: '' })).text).toMatch(/Tick the box.*Choose your file again/)
    expect(await waiting()).toEqual([])
  })

  it('waits with it, once, and counts for nothing yet', async () => {
    const seen = await declare(aPdf())
    expect([seen.url, seen.text]).toEqual([learning, expect.stringContaining('Your certificate is handed in and waits')])
    expect((await dana.get(learning)).html).not.toContain('type="file"')
    ;[evidence] = (await waiting()) as [string]
    expect(await enrolment()).toMatchObject({ completed_at: null })
    expect(await recordsOf(desk, desk.people.dana)).toHaveLength(1)
    expect((await ada.get('/desk/evidence')).text).toContain(
      'Dana Delegate: A title wanted Birchills Primary School. From learning.example.org, completed on Friday 27 February 2026',
    )
  })

  it('is not nudged, nor closed, while it waits', async () => {
    const later = new Date(desk.app.clock.now().getTime() + 200 * 86_400_000)
    expect(await desk.app.app.get(NudgesWriter).run(later, 100)).toBe(0)
    expect(await enrolment()).toMatchObject({ closed_at: null })
  })

  it('is refused with a reason, which stands where it is handed in again', async () => {
    await decide(ada, `/desk/evidence/${evidence}`, { decision: 'refuse', reason: 'It is not signed.' })
    expect((await mailsTo(desk.app, 'dana@example.org')).at(-1)).toMatchObject({ kind: 'evidence-refused', link: learning })
    expect((await dana.get(learning)).text).toContain('Your certificate was not accepted: It is not signed.')
    expect((await declare(aPdf())).text).toContain('handed in and waits')
  })

  it('is completed by the acceptance, from the day that was declared, for as long as was decided', async () => {
    const [id] = await waiting()
    const page = await ada.get(`/desk/evidence/${id}`)
    expect(page.html).not.toContain('name="course"')
    expect(page.text).toContain('A title wanted: until Sunday 27 February 2028')
    const done = await ada.post(`/desk/evidence/${id}/decision`, { decision: 'accept', counts: 'until', until: '2027-01-31' })
    expect(done.text).toContain('counts until Sunday 31 January 2027')
    expect(await enrolment()).toMatchObject({ completed_at: desk.app.clock.now() })
    expect((await recordsOf(desk, desk.people.dana)).at(-1)).toMatchObject({
      ...{ key: 'wanted', how: 'e-learning', on: '2026-02-27', until: '2027-01-31' },
      source: learning.replace('/learning/', 'enrolment:'),
    })
    expect((await dana.get(`${learning}/done`)).text).toContain('It counts until Sunday 31 January 2027')
    expect((await dana.post(`${learning}/declaration`, { on: '2026-02-27', declared: 'yes' })).url).toBe(`${learning}/done`)
    expect(await waiting()).toEqual([])
  })

  it('is asked for by the desk, and a version keeps what it asked', async () => {
    const [module] = await desk.app.database.query<{ id: string }[]>(
      `SELECT m.id FROM module m JOIN course c ON c.id = m.course_id WHERE c.key = 'not-wanted'`,
    )
    const path = `/desk/e-learning/modules/${module!.id}`
    await ada.get(path)
    await ada.post(`${path}/settings`, { url: 'https://learning.example.org/a', text: '', certificate: 'yes' })
    await ada.post(`${path}/publication`)
    expect((await ada.get(path)).html).toMatch(/value="yes" checked/)
    const contents = await desk.app.database.query<{ wanted: boolean }[]>(
      `SELECT (content ->> 'certificate')::boolean AS wanted FROM module_version WHERE module_id = $1 ORDER BY number`,
      [module!.id],
    )
    expect(contents).toEqual([{ wanted: false }, { wanted: true }])
  })
})

it('files go after the 90th day since a refusal and after a year since an acceptance, and not before; what was decided stays', async () => {
  const { app } = desk
  const files = async (days: number) => {
    await app.app.get(PurgeOld).run(new Date(app.clock.now().getTime() + days * 86_400_000), new AbortController().signal)
    const [left] = await app.database.query<{ n: number }[]>('SELECT count(*)::int AS n FROM evidence WHERE upload_id IS NOT NULL')
    return left!.n
  }
  const all = await files(90)
  expect(await files(91)).toBe(all - 1)
  expect((await ada.get(`/desk/evidence/${evidence}`)).text).toMatch(/Its file is no longer kept.*Ada Administrator refused it/)
  expect((await dana.get(`/evidence/${evidence}/file`)).status).toBe(404)
  expect(await files(365)).toBe(all - 1)
  expect(await files(366)).toBe(all - 2)
  const open = await handIn(dana)
  await files(900)
  expect((await stateOf(desk, open)).upload_id).not.toBeNull()
})
