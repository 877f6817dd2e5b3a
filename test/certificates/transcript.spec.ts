import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createPublicKey, verify } from 'node:crypto'
import { MakeATranscript } from '../../src/modules/certificates/make-a-transcript.js'
import type { Course } from '../../src/modules/courses/course.entity.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { MONDAY, startApp, startBeside, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { aRecord } from '../support/builders/learning-record.js'
import { aColleague, aDelegate, anAdministrator } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { aCertificate, download } from './a-certificate.js'
import { readPdf, type ReadPdf } from './read-pdf.js'

let app: TestApp
let [dana, cole, ada]: Person[] = []
let [danas, coles, adas, stranger]: Visitor[] = []
let course: Course
let certificate: string

beforeAll(async () => {
  app = await startApp()
  dana = await aDelegate(app.database)
  cole = await aColleague(app.database)
  ada = await anAdministrator(app.database)
  course = await aCourse(app.database, { title: 'Understanding Neglect Level 2', level: 2, validMonths: 12 })
  certificate = await aCertificate(app, { personId: dana.id, courseId: course.id })
  const elsewhere = await aCourse(app.database, { title: 'First aid', level: null })
  await aRecord(app.database, { person: dana, course: elsewhere, how: 'evidence', completedOn: '2025-06-01' })
  ;[danas, coles, adas, stranger] = [0, 1, 2, 3].map(() => new Visitor(app.url))
  await danas!.signIn(dana.email)
  await coles!.signIn(cole.email)
  await adas!.signIn(ada.email)
})
afterAll(() => app.stop())

const transcripts = () =>
  app.database.query<{ number: string; content: string; signature: string; key_id: string; digest: string }[]>(
    'SELECT * FROM transcript ORDER BY made_at, id',
  )
const sign = async (shown = 'initials') => {
  await danas!.get('/my-certificates')
  return danas!.post('/my-certificates/transcripts', { shown })
}
const newest = async () => (await transcripts()).at(-1)!
const fileOf = async (visitor: Visitor, path: string) => download(app, `gt_session=${visitor.cookie('gt_session')}`, path)

describe('my training record, signed', () => {
  let file: ReadPdf

  it('is made by its holder, once for the same record and the same day, however often they press', async () => {
    expect((await sign()).text).toContain('Your training record is signed: TR-')
    await Promise.all(Array.from({ length: 5 }, () => app.app.get(MakeATranscript).run(dana!.id, false, dana!.id, app.clock.now())))
    expect((await sign('nothing')).text).toContain('Nothing was made')
    expect(await transcripts()).toHaveLength(1)
    expect((await danas!.get('/my-certificates')).text).toContain(`Download ${(await newest()).number}`)
  })

  it('is refused where there is nothing to sign', async () => {
    await coles!.get('/my-certificates')
    expect((await coles!.post('/my-certificates/transcripts', { shown: 'name' })).text).toContain('Nothing is on the record yet')
  })

  it('is a tagged file with a table of everything, learned elsewhere too, and a code', async () => {
    const { number } = await newest()
    const { status, type, bytes } = await fileOf(danas!, `/my-certificates/transcripts/${number}/transcript.pdf`)
    expect([status, type]).toEqual([200, 'application/pdf'])
    file = await readPdf(bytes)
    expect(file).toMatchObject({ pages: 1, marked: true, language: 'en-GB', title: 'Training record of Dana Delegate' })
    expect(file.fonts.every(font => font.embedded)).toBe(true)
    expect(file.roles.filter(role => ['Table', 'TR', 'TH', 'TD', 'H1', 'Figure'].includes(role))).toEqual([
      ...['H1', 'Table', 'TR', 'TH', 'TH', 'TH', 'TH', 'TR', 'TD', 'TD', 'TD', 'TD', 'TR', 'TD', 'TD', 'TD', 'TD', 'Figure'],
    ])
    const text = file.text.replace(/\s+/g, ' ')
    expect(text).toContain('Understanding Neglect Level 2 Level 2, Attended Wednesday 25 February 2026 Thursday 25 February 2027')
    expect(text).toContain('First aid Learned elsewhere Sunday 1 June 2025 For good None')
    expect(text.replace(/ /g, '')).toContain(certificate)
    expect(file.codes).toEqual([`http://127.0.0.1:3000/certificates/check/${number}`])
  })

  it('can be verified without us: what was signed lies in the file, and the keys are public', async () => {
    const { signature, key_id } = await newest()
    const signed = file.attachments['transcript.json']!
    expect(file.text.replace(/\s/g, '')).toContain(signature)
    const { items } = JSON.parse((await stranger!.get('/certificates/keys.json')).html) as { items: { id: string; publicKey: string }[] }
    const found = items.find(key => key.id === key_id)!
    const key = createPublicKey({ key: Buffer.from(found.publicKey, 'base64'), type: 'spki', format: 'der' })
    const holds = (text: string) => verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
    expect([holds(signed), holds(signed.replace('2026-02-25', '2026-02-26')), holds(`${signed} `)]).toEqual([true, false, false])
    expect(JSON.stringify(items)).not.toMatch(/sealed|private/i)
  })

  it('is checked by anybody who has its number: the same lines, unaltered, and the initials only', async () => {
    const { number } = await newest()
    const seen = await stranger!.get(`/certificates/check/${number}`)
    expect(seen.text).toMatch(/Genuine Transcript TR-.* Holder D\. D\./)
    for (const words of ['Understanding Neglect Level 2', 'First aid', certificate, 'Sunday 1 June 2025', 'For good'])
      expect(seen.text).toContain(words)
    expect(seen.text).not.toContain('Dana')
    await sign('name')
    expect((await stranger!.get(`/certificates/check/${(await newest()).number}`)).text).toContain('Holder Dana Delegate')
  })

  it('is said not to be genuine when somebody has changed what is kept', async () => {
    const { number, content } = await newest()
    const put = (text: string) => app.database.query('UPDATE transcript SET content = $2 WHERE number = $1', [number, text])
    await put(content.replace('2026-02-25', '2020-02-25'))
    expect((await stranger!.get(`/certificates/check/${number}`)).text).toContain('Not genuine')
    await put(content)
    expect((await stranger!.get(`/certificates/check/${number}`)).text).toContain('Genuine')
  })

  it('is nobody else’s, but administrators may make one', async () => {
    const { number } = await newest()
    expect((await fileOf(coles!, `/my-certificates/transcripts/${number}/transcript.pdf`)).status).toBe(404)
    await coles!.get('/my-certificates')
    expect((await coles!.post(`/my-certificates/transcripts/${number}/closing`)).status).toBe(404)
    const path = `/desk/people/${dana!.id}`
    expect((await fileOf(adas!, `${path}/transcripts/${number}/transcript.pdf`)).status).toBe(200)
    expect((await fileOf(coles!, `${path}/transcripts/${number}/transcript.pdf`)).status).toBe(403)
    app.clock.pass({ days: 1 })
    await adas!.get(`${path}/certificates`)
    expect((await adas!.post(`${path}/transcripts`, { shown: 'initials' })).text).toContain('The training record is signed: TR-')
    await adas!.get(`/desk/people/${cole!.id}/certificates`)
    const empty = await adas!.post(`/desk/people/${cole!.id}/transcripts`, { shown: 'initials' })
    expect([empty.status, empty.text.includes('there is nothing to sign')]).toEqual([422, true])
  })

  it('is known to nobody any more once its holder says so', async () => {
    const { number } = await newest()
    await danas!.get('/my-certificates')
    expect((await danas!.post(`/my-certificates/transcripts/${number}/closing`)).text).toContain(`${number} can no longer be checked`)
    expect((await stranger!.get(`/certificates/check/${number}`)).status).toBe(404)
    expect((await fileOf(danas!, `/my-certificates/transcripts/${number}/transcript.pdf`)).status).toBe(404)
  })

  it('goes over as many pages as it takes, with the head of the table on each', async () => {
    const many = await aCourse(app.database, {
      title: 'A course with a title that is so long that it takes more than one line of its column',
    })
    for (let i = 0; i < 40; i++)
      await aRecord(app.database, { person: cole!, course: many, completedOn: `2025-01-${String(1 + (i % 28)).padStart(2, '0')}` })
    await coles!.get('/my-certificates')
    await coles!.post('/my-certificates/transcripts', { shown: 'name' })
    const { bytes } = await fileOf(coles!, `/my-certificates/transcripts/${(await newest()).number}/transcript.pdf`)
    const read = await readPdf(bytes)
    expect(read.pages).toBeGreaterThan(2)
    expect(read.text.match(/Counts until/g)).toHaveLength(read.pages)
    // Each page tells of the whole table.
    expect(read.roles.filter(role => role === 'TR').length / read.pages).toBe(40 + read.pages)
  })
})

describe('the key', () => {
  it('is made anew when the secret was changed; what the old one signed is still genuine', async () => {
    const before = await newest()
    const other = await startBeside(app, { secret: 'another-secret-of-the-tests-that-is-long-enough' })
    app.clock.moveTo('2026-03-20T09:00:00Z')
    await other.app.get(MakeATranscript).run(dana!.id, true, dana!.id, app.clock.now())
    await other.stop()
    const after = await newest()
    expect(after.key_id).not.toBe(before.key_id)
    for (const { number } of [before, after]) expect((await stranger!.get(`/certificates/check/${number}`)).text).toContain('Genuine')
    const [{ sealed }] = await app.database.query<[{ sealed: string }]>('SELECT sealed FROM signing_key LIMIT 1')
    expect(Buffer.from(sealed.split('.')[2]!, 'base64').toString('latin1')).not.toContain('PRIVATE')
    expect(MONDAY < app.clock.now()).toBe(true)
  })
})
