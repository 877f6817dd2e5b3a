import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp, type TestApp } from '../../support/app.js'
import { aCourse } from '../../support/builders/course.js'
import { manifest12, manifest2004 } from '../../support/packages/manifests.js'
import { rawZip } from '../../support/packages/raw-zip.js'
import { aDelegate, anAdministrator, aLead, tokenOf } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { HOSTILE } from './hostile.js'

let app: TestApp
let folder: string
let token: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'goldthread-uploads-'))
  app = await startApp(undefined, { dataDir: folder })
  await anAdministrator(app.database)
  token = await tokenOf(app, 'ada@example.org')
})
afterAll(async () => {
  await app.stop()
  rmSync(folder, { recursive: true })
})

interface Answer {
  id: string
  standard: string
  title: string
  items: { title: string; href: string }[]
  sequencing: { order: string }
  code?: string
  detail?: string
}

async function upload(bytes: Buffer | null, { as = token, key = '' } = {}): Promise<{ status: number; body: Answer }> {
  const form = new FormData()
  if (bytes) form.append('package', new Blob([new Uint8Array(bytes)]), 'course.zip')
  const headers: Record<string, string> = { authorization: `Bearer ${as}` }
  if (key) headers['idempotency-key'] = key
  const response = await fetch(`${app.url}/api/v1/elearning/packages`, { method: 'POST', headers, body: form })
  return { status: response.status, body: (await response.json()) as Answer }
}
const good = (title = 'Fire safety') =>
  rawZip([
    {
      name: 'imsmanifest.xml',
      data: manifest12(
        [
          { title: 'Lesson', href: 'a.html' },
          { title: 'Quiz', href: 'A.html?quiz=1' },
        ],
        title,
      ),
    },
    { name: 'a.html', data: '<!doctype html>' },
  ])
const leftOnDisk = () => (existsSync(join(folder, 'uploads')) ? readdirSync(join(folder, 'uploads')) : [])
const count = async (table: string) => Number((await app.database.query<{ n: string }[]>(`SELECT count(*) AS n FROM ${table}`))[0]!.n)

describe('an uploaded package', () => {
  it('is answered with its titles and launch order', async () => {
    const { status, body } = await upload(good())
    expect(status).toBe(201)
    expect(body).toMatchObject({
      standard: 'SCORM 1.2',
      title: 'Fire safety',
      items: [
        { title: 'Lesson', href: 'a.html' },
        { title: 'Quiz', href: 'a.html?quiz=1' },
      ],
      sequencing: { order: 'as listed' },
    })
    expect(leftOnDisk()).toEqual([])
  })

  it('may be of 2004', async () => {
    const bytes = rawZip([
      { name: 'imsmanifest.xml', data: manifest2004([{ title: 'All of it', href: 'a.html' }]) },
      { name: 'a.html', data: 'x' },
    ])
    expect((await upload(bytes)).body.standard).toBe('SCORM 2004 4th Edition')
  })

  it('is kept to the last byte, in pieces, with types by the endings of names', async () => {
    const video = randomBytes(900_000)
    const files = [
      { name: 'imsmanifest.xml', data: manifest12([{ title: 'Film', href: 'index.HTM' }]) },
      { name: 'Media/Film.MP4', data: video, method: 0 },
      { name: 'empty.txt', data: '' },
      { name: 'index.HTM', data: 'x' },
      { name: 'what.isthis', data: 'x' },
    ]
    const { body } = await upload(rawZip(files))
    const kept = await app.database.query<{ lookup: string; type: string; bytes: number; pieces: Buffer[] }[]>(
      `SELECT f.lookup, f.type, f.bytes, ARRAY(SELECT content FROM scorm_piece p WHERE p.package_id = f.package_id AND p.file = f.number ORDER BY p.number)
       AS pieces FROM scorm_file f WHERE f.package_id = $1 ORDER BY f.number`,
      [body.id],
    )
    expect(kept.map(({ lookup, type, bytes, pieces }) => [lookup, type, bytes, pieces.length])).toEqual([
      ['imsmanifest.xml', 'text/xml', files[0]!.data.length, 1],
      ['media/film.mp4', 'video/mp4', 900_000, 4],
      ['empty.txt', 'text/plain', 0, 0],
      ['index.htm', 'text/html', 1, 1],
      ['what.isthis', 'application/octet-stream', 1, 1],
    ])
    const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
    expect(hash(Buffer.concat(kept[1]!.pieces))).toBe(hash(video))
  })

  it('sent twice under one key is one package', async () => {
    const before = await count('scorm_package')
    const answers = await Promise.all([1, 2, 3].map(() => upload(good('Once'), { key: 'upload-once' })))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(await count('scorm_package')).toBe(before + 1)
    expect(leftOnDisk()).toEqual([])
  })
})

describe('what is refused', () => {
  it.each(HOSTILE)('leaves nothing behind: %s (%s)', async (_what, code, make) => {
    const before = [await count('scorm_package'), await count('scorm_file'), await count('scorm_piece')]
    const { status, body } = await upload(make())
    expect([status, body.code]).toEqual([422, code])
    expect(body.detail).toMatch(/\.$/)
    expect([await count('scorm_package'), await count('scorm_file'), await count('scorm_piece')]).toEqual(before)
    expect(leftOnDisk()).toEqual([])
  })

  it('nothing chosen is said so', async () => {
    expect((await upload(null)).body).toMatchObject({ status: 422, code: 'upload-missing' })
    const json = await fetch(`${app.url}/api/v1/elearning/packages`, { method: 'POST', headers: { authorization: `Bearer ${token}` } })
    expect(json.status).toBe(422)
  })

  it('a file in another field is not taken in', async () => {
    const form = new FormData()
    form.append('other', new Blob([new Uint8Array(good())]), 'course.zip')
    const headers = { authorization: `Bearer ${token}` }
    const response = await fetch(`${app.url}/api/v1/elearning/packages`, { method: 'POST', headers, body: form })
    expect(response.status).toBe(400)
    expect(leftOnDisk()).toEqual([])
  })

  it('only an administrator uploads; for others no byte is kept', async () => {
    for (const person of [await aDelegate(app.database), await aLead(app.database)])
      expect((await upload(good(), { as: await tokenOf(app, person.email) })).status).toBe(403)
    expect((await upload(good(), { as: 'nobody' })).status).toBe(401)
    expect(leftOnDisk()).toEqual([])
  })
})

describe('at the desk', () => {
  const ada = () => new Visitor(app.url)

  it('a package is seen with its order, and published for a course', async () => {
    await aCourse(app.database, { key: 'fire', title: 'Fire safety', kind: 'e-learning', mode: 'e-learning' })
    const { body } = await upload(good('Of the desk'))
    const visitor = ada()
    await visitor.signIn('ada@example.org')
    const list = await visitor.get('/desk/e-learning/packages')
    expect(list.text).toContain('Of the desk SCORM 1.2 2')
    const page = await visitor.get(`/desk/e-learning/packages/${body.id}`)
    expect(page.text).toMatch(/What it opens, in this order Lesson Quiz/)
    const path = `/desk/e-learning/packages/${body.id}/publication`
    expect(await visitor.post(path, { course: '' })).toMatchObject({ status: 422 })
    const published = await visitor.post(path, { course: 'fire' })
    expect(published.text).toContain('Taken with it now: Fire safety')
    expect(await versions()).toEqual([{ number: 1, state: 'published', title: 'Of the desk' }])
  })

  it('another package takes its place for those who come later', async () => {
    const { body } = await upload(good('The next'))
    const visitor = ada()
    await visitor.signIn('ada@example.org')
    await visitor.get(`/desk/e-learning/packages/${body.id}`)
    await visitor.post(`/desk/e-learning/packages/${body.id}/publication`, { course: 'fire' })
    expect((await versions()).map(({ number, title }) => [number, title])).toEqual([
      [1, 'Of the desk'],
      [2, 'The next'],
    ])
  })

  it('an upload form is taken from its own page only', async () => {
    const visitor = ada()
    await visitor.signIn('ada@example.org')
    const page = await visitor.get('/desk/e-learning/packages')
    const action = /action="([^"]+_csrf=[^"]+)"/.exec(page.html)![1]!
    const cookie = ['gt_session', 'gt_visit', 'gt_form'].map(name => `${name}=${visitor.cookie(name)}`).join('; ')
    const send = async (address: string) => {
      const form = new FormData()
      form.append('package', new Blob([new Uint8Array(good('By form'))]), 'course.zip')
      return (await fetch(app.url + address, { method: 'POST', headers: { cookie }, body: form, redirect: 'manual' })).status
    }
    expect(await send('/desk/e-learning/packages')).toBe(403)
    expect(await send('/desk/e-learning/packages?_csrf=forged')).toBe(403)
    expect(leftOnDisk()).toEqual([])
    expect(await send(action.replace(/&amp;/g, '&'))).toBe(303)
  })

  it('a token in an address is for uploads alone', async () => {
    const visitor = ada()
    await visitor.signIn('ada@example.org')
    const token = /_csrf=([^"&]+)/.exec((await visitor.get('/desk/e-learning/packages')).html)![1]!
    const cookie = ['gt_session', 'gt_visit', 'gt_form'].map(name => `${name}=${visitor.cookie(name)}`).join('; ')
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' }
    expect((await fetch(`${app.url}/sign-out?_csrf=${token}`, { method: 'POST', headers, body: '' })).status).toBe(403)
  })
})

const versions = () =>
  app.database.query<{ number: number; state: string; title: string }[]>(
    `SELECT v.number, m.state, v.content ->> 'title' AS title FROM module_version v JOIN module m ON m.id = v.module_id ORDER BY v.number`,
  )
