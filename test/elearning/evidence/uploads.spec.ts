import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp, type TestApp } from '../../support/app.js'
import { theNeglectPathway } from '../../support/builders/course.js'
import { aJpeg, aPdf, aPng, bytesOf } from '../../support/files.js'
import { aDelegate } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'

const MB = 1024 * 1024
const FIELDS = { course: 'neglect-l1', completedOn: '2026-02-20', provider: 'NSPCC Learning', words: 'Two days, "both" <sat>' }

let app: TestApp
let folder: string
let dana: Visitor

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'goldthread-evidence-'))
  app = await startApp(undefined, { dataDir: folder, uploadMostMb: 1 })
  await theNeglectPathway(app.database)
  await aDelegate(app.database)
  dana = new Visitor(app.url)
  await dana.signIn('dana@example.org')
})
afterAll(async () => {
  await app.stop()
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  await app.database.query('DELETE FROM evidence')
  await app.database.query('DELETE FROM upload')
})

const kept = () =>
  app.database.query<{ name: string; type: string; bytes: number; stored: number }[]>(
    `SELECT name, type, bytes, (SELECT sum(length(content))::int FROM upload_piece p WHERE p.upload_id = u.id) AS stored FROM upload u`,
  )
const leftOnDisk = () => (existsSync(join(folder, 'uploads')) ? readdirSync(join(folder, 'uploads')) : [])
/** What is still there after two seconds at most: a form whose body breaks off is answered while its file is being taken away. */
async function leftInTheEnd(): Promise<string[]> {
  for (let i = 0; leftOnDisk().length && i < 100; i++) await new Promise(resolve => setTimeout(resolve, 20))
  return leftOnDisk()
}
async function handIn(bytes: Uint8Array<ArrayBuffer>, name = 'proof.pdf', fields = FIELDS) {
  await dana.get('/my-learning/evidence/new')
  return dana.upload('/my-learning/evidence', fields, { name, bytes })
}

describe('a file that is taken', () => {
  it.each([
    ['a PDF', aPdf(), 'proof.pdf', 'application/pdf'],
    ['a PNG that is called a PDF', aPng(), 'proof.png', 'image/png'],
    ['a JPEG', aJpeg(), 'proof.jpg', 'image/jpeg'],
  ])('is what its content is: %s', async (_what, bytes, name, type) => {
    expect((await handIn(bytes)).status).toBe(200)
    expect(await kept()).toEqual([{ name, type, bytes: bytes.length, stored: bytes.length }])
    expect(leftOnDisk()).toEqual([])
  })

  it('may have every byte up to the limit, and comes back byte for byte, as a download and nothing else', async () => {
    const bytes = aPdf(MB)
    const seen = await handIn(bytes, '../Zoë’s proof\u202efdp.exe.pdf')
    expect((await kept())[0]).toMatchObject({ name: 'Zoë’s prooffdp exe.pdf', bytes: MB, stored: MB })
    const href = /href="(\/evidence\/[^"]+)"/.exec(seen.html)![1]!
    const cookie = `gt_session=${dana.cookie('gt_session')}`
    const response = await fetch(app.url + href, { headers: { cookie } })
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(MB),
      'content-disposition': expect.stringMatching(/^attachment; filename=".*"; filename\*=UTF-8''Zo%C3%AB/) as unknown as string,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    })
    expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true)
  })
})

it('what a killed process left is cleared a day later, by the next upload, and what is being judged now is not', async () => {
  await handIn(aPdf())
  const [old, young] = ['old', 'young'].map(name => join(folder, 'uploads', name))
  const newest = Date.now() / 1000
  for (const [path, age] of [
    [old!, 86_460],
    [young!, 86_000],
  ] as const) {
    writeFileSync(path, '%PDF-1.7')
    utimesSync(path, newest - age, newest - age)
  }
  // Nothing but the product's own user may read what lies there.
  expect(statSync(join(folder, 'uploads')).mode & 0o077).toBe(0)
  await app.database.query('DELETE FROM evidence')
  await handIn(aPdf())
  expect(leftOnDisk()).toEqual(['young'])
  rmSync(young!)
})

describe('a file that is not', () => {
  const REFUSED: [string, Uint8Array<ArrayBuffer>, string][] = [
    ['one byte too large', aPdf(MB + 1), 'This file is larger than 1 MB'],
    ['far too large', aPdf(5 * MB), 'This file is larger than 1 MB'],
    ['empty', bytesOf(''), 'There is nothing in this file'],
    ['HTML', bytesOf('<!doctype html><script>alert(1)</script>'), 'This is no PDF, PNG or JPEG file'],
    ['SVG', bytesOf('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'This is no PDF, PNG or JPEG file'],
    ['a zip file', bytesOf('PK\x03\x04\x14'), 'This is no PDF, PNG or JPEG file'],
    ['a page that goes on as a PDF', new Uint8Array([...bytesOf('<html>\n'), ...aPdf()]), 'This is no PDF, PNG or JPEG file'],
    ['a GIF that goes on as a PNG', new Uint8Array([...bytesOf('GIF89a'), ...aPng()]), 'This is no PDF, PNG or JPEG file'],
    ['half a PDF', aPdf().slice(0, 30), 'This file is cut off before its end'],
  ]
  it.each(REFUSED)('is told so beside its field, and everything typed is kept: %s', async (_what, bytes, says) => {
    const seen = await handIn(bytes)
    expect([seen.status, seen.text]).toEqual([422, expect.stringContaining(says)])
    expect(/<p id="file-error"[^>]*>[\s\S]*?<\/p>/.exec(seen.html)?.[0]).toContain(says)
    expect(seen.html).toMatch(/value="neglect-l1" selected/)
    for (const typed of ['value="2026-02-20"', 'value="NSPCC Learning"', 'Two days, &quot;both&quot; &lt;sat&gt;'])
      expect(seen.html).toContain(typed)
    expect([await kept(), await leftInTheEnd()]).toEqual([[], []])
  })

  it('none chosen, and nothing typed: all is told at once', async () => {
    await dana.get('/my-learning/evidence/new')
    const { status, text } = await dana.upload('/my-learning/evidence', { course: '', completedOn: '', provider: '' }, null)
    expect(status).toBe(422)
    for (const says of ['Choose the course', 'Enter the day', 'Enter who gave', 'Choose a file']) expect(text).toContain(says)
  })

  it('a good file beside a field that is wrong is not kept, and is asked for again', async () => {
    const { status, text } = await handIn(aPdf(), 'proof.pdf', { ...FIELDS, completedOn: '2026-03-03' })
    expect([status, text]).toEqual([422, expect.stringMatching(/not in the future.*Choose your file again/)])
    expect([await kept(), await leftInTheEnd()]).toEqual([[], []])
  })
})

describe('what no browser sends', () => {
  /** The form as bytes, with parts and an end of one's own. */
  async function raw(parts: string[], end = '--x--\r\n', { cut = 0, token = true } = {}): Promise<string> {
    const page = await dana.get('/my-learning/evidence/new')
    const action = /action="([^"]+_csrf=[^"]+)"/.exec(page.html)![1]!.replace(/&amp;/g, '&')
    const cookie = ['gt_session', 'gt_visit', 'gt_form'].map(name => `${name}=${dana.cookie(name)}`).join('; ')
    const fields = Object.entries(FIELDS).map(
      ([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const body = Buffer.from([...fields, ...parts, end].join(''), 'latin1')
    const head = `POST ${token ? action : '/my-learning/evidence'} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: ${cookie}\r\n`
    const length = `Content-Type: multipart/form-data; boundary=x\r\nContent-Length: ${body.length + cut}\r\n\r\n`
    return new Promise((resolve, reject) => {
      let answer = ''
      const socket = connect(Number(new URL(app.url).port), '127.0.0.1', () => {
        socket.write(head + length)
        socket.write(body, () => void (cut && setTimeout(() => socket.destroy(), 50)))
      })
      socket.on('data', data => (answer += data.toString())).on('close', () => resolve(answer))
      socket.on('error', reject)
    })
  }
  const part = (name: string, content = Buffer.from(aPdf()).toString('latin1')) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"; filename="proof.pdf"\r\nContent-Type: application/pdf\r\n\r\n${content}\r\n`

  it.each([
    ['two files', [part('file'), part('file')], '--x--\r\n', 'Choose one file only'],
    ['a file of another field', [part('file'), part('other')], '--x--\r\n', 'Choose one file only'],
    ['a body without its end', [part('file')], '', 'The file did not arrive whole'],
    ['no file at all', [], '--x--\r\n', 'Choose a file'],
  ])('%s: is told beside the field, with what was typed', async (_what, parts, end, says) => {
    const answer = await raw(parts, end)
    expect(answer).toMatch(/^HTTP\/1.1 422/)
    expect(answer).toContain(says)
    expect(answer).toContain('value="NSPCC Learning"')
    expect([await kept(), await leftInTheEnd()]).toEqual([[], []])
  })

  it('a line that breaks in the middle leaves nothing behind', async () => {
    expect(await raw([part('file', '%PDF-1.7\n'.repeat(20_000))], '', { cut: 100_000 })).toBe('')
    expect([await kept(), await leftInTheEnd()]).toEqual([[], []])
  })

  it('without the token of the form’s page no byte is taken in', async () => {
    expect(await raw([part('file')], '--x--\r\n', { token: false })).toMatch(/^HTTP\/1.1 403/)
    expect([await kept(), await leftInTheEnd()]).toEqual([[], []])
  })

  it('the same form sent three times at once is one piece of evidence', async () => {
    await dana.get('/my-learning/evidence/new')
    const answers = await Promise.all([1, 2, 3].map(() => dana.upload('/my-learning/evidence', FIELDS, { name: 'a.pdf', bytes: aPdf() })))
    expect(new Set(answers.map(({ url }) => url)).size).toBe(1)
    expect(await kept()).toHaveLength(1)
  })
})
