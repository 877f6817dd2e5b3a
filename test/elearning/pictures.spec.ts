import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { aModule, aPage, someContent } from '../support/builders/module.js'
import { aJpeg, aPdf, aPng, bytesOf } from '../support/files.js'
import { aDelegate, anAdministrator, anOutsider } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let ada: Visitor
let dana: Visitor
let desk: string
let learning: string

beforeAll(async () => {
  app = await startApp()
  const course = await aCourse(app.database, { key: 'icon', title: 'ICON', kind: 'e-learning', mode: 'e-learning' })
  const { id } = await aModule(app.database, course, { content: someContent({ pages: [aPage(1), aPage(2)] }) })
  desk = `/desk/e-learning/modules/${id}`
  const people = [await anAdministrator(app.database), await aDelegate(app.database), await anOutsider(app.database)]
  const [one, two] = [new Visitor(app.url), new Visitor(app.url)]
  await one.signIn(people[0]!.email)
  await two.signIn(people[1]!.email)
  ;[ada, dana] = [one, two]
})
afterAll(() => app.stop())

const add = async (bytes: Uint8Array<ArrayBuffer>, alt = 'A child’s drawing of a house') => {
  await ada.get(`${desk}/pictures`)
  return ada.upload(`${desk}/pictures`, { alt }, { name: 'drawing.png', bytes })
}
const write = async (text: string) => {
  await ada.get(`${desk}/pages/p1`)
  return ada.post(`${desk}/pages/p1`, { title: 'Page title 1', text })
}
const publish = async () => {
  await ada.get(desk)
  return ada.post(`${desk}/publication`)
}
const signUp = async () => {
  await dana.get('/courses/icon')
  learning = (await dana.post('/courses/icon/enrolments')).url
  await dana.post(`${learning}/start`)
}
const imagesOf = (html: string) => [...html.matchAll(/<img class="gt-picture"[^>]*>/g)].map(([tag]) => tag)
async function fetched(path: string, visitor: Visitor) {
  const response = await fetch(app.url + path, { headers: { cookie: `gt_session=${visitor.cookie('gt_session')}` }, redirect: 'manual' })
  return { status: response.status, headers: Object.fromEntries(response.headers), bytes: Buffer.from(await response.arrayBuffer()) }
}

describe('adding pictures', () => {
  it('needs words, and a picture that is one; what was typed is kept', async () => {
    const none = await add(aPng(), ' ')
    expect([none.status, none.text]).toEqual([422, expect.stringMatching(/Say what the picture shows.*Choose your file again/)])
    const long = await add(aPng(), 'a'.repeat(301))
    expect([long.status, long.text, long.html]).toEqual([
      422,
      expect.stringContaining('Use 300 characters or fewer'),
      expect.stringContaining(`${'a'.repeat(301)}</textarea>`),
    ])
    for (const bytes of [aPdf(), bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>'), bytesOf('GIF89a')]) {
      const seen = await add(bytes)
      expect([seen.status, seen.text]).toEqual([422, expect.stringContaining('This is no PNG or JPEG file')])
      expect(seen.html).toContain('A child’s drawing of a house</textarea>')
    }
    expect(await app.database.query('SELECT 1 FROM upload')).toEqual([])
  })

  it('gives each a number of its own, also two at once, and its line for the page', async () => {
    expect((await add(aPng())).text).toContain('It is picture 1')
    await ada.get(`${desk}/pictures`)
    const other = new Visitor(app.url)
    await other.signIn('ada@example.org')
    await other.get(`${desk}/pictures`)
    await Promise.all([
      ada.upload(`${desk}/pictures`, { alt: 'Two [sic]' }, { name: 'b.jpg', bytes: aJpeg() }),
      other.upload(`${desk}/pictures`, { alt: 'Three' }, { name: 'c.jpg', bytes: aJpeg() }),
    ])
    const rows = await app.database.query<{ number: number }[]>('SELECT number FROM module_picture ORDER BY number')
    expect(rows.map(row => row.number)).toEqual([1, 2, 3])
    const { text } = await ada.get(`${desk}/pictures`)
    expect(text).toContain('![A child’s drawing of a house](picture:1)')
    expect(text).not.toContain('![Two [sic]]')
    expect((await ada.get(`${desk}/pages/p1`)).text).toContain('(picture:3)')
  })

  it('one that is missing, or on another site, stands in the way of publishing', async () => {
    await write('![x](picture:9)\n\n![y](https://evil.example/pixel.png)')
    const { text } = await ada.get(desk)
    expect(text).toContain('There is no picture 9')
    expect(text).toContain('Upload this one first: https://evil.example/pixel.png')
    expect((await publish()).status).toBe(422)
    expect(imagesOf((await ada.get(`${desk}/pages/p1/preview`)).html)).toEqual([])
  })
})

describe('shown to learners', () => {
  it('with the line’s own words, or those of the upload, as pictures and nothing else', async () => {
    await write('Before.\n\n![](picture:1)\n\n![A "second" <one>](picture:2)\n\n[The first](picture:1)')
    expect(imagesOf((await ada.get(`${desk}/pages/p1/preview`)).html)).toHaveLength(2)
    await publish()
    await signUp()
    const { html } = await dana.get(`${learning}/pages/1`)
    expect(imagesOf(html)).toEqual([
      `<img class="gt-picture" src="${learning}/pictures/1" alt="A child’s drawing of a house" loading="lazy">`,
      `<img class="gt-picture" src="${learning}/pictures/2" alt="A &quot;second&quot; &lt;one&gt;" loading="lazy">`,
    ])
    expect(html).toContain(`href="${learning}/pictures/1"`)
    const { status, headers, bytes } = await fetched(`${learning}/pictures/1`, dana)
    expect([status, bytes.equals(Buffer.from(aPng()))]).toEqual([200, true])
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=86400',
    })
    expect(headers).not.toHaveProperty('content-disposition')
  })

  it('of this module only, and to nobody else', async () => {
    const oona = new Visitor(app.url)
    await oona.signIn('oona@example.org')
    expect((await fetched(`${learning}/pictures/1`, oona)).status).toBe(404)
    expect((await fetched(`${learning}/pictures/1`, new Visitor(app.url))).status).toBe(303)
    expect((await fetched(`${desk}/pictures/1`, dana)).status).toBe(403)
    for (const number of ['4', '0', '-1', 'x', '99999999999'])
      expect((await fetched(`${learning}/pictures/${number}`, dana)).status).toBe(404)
  })

  it('goes only while no version and no draft shows it', async () => {
    await write('No picture any more.')
    await ada.get(`${desk}/pictures`)
    const used = await ada.post(`${desk}/pictures/1/removal`)
    expect([used.status, used.text]).toEqual([422, expect.stringContaining('Picture 1 is shown by a page, or by a version')])
    await write('![](picture:3)')
    await ada.get(`${desk}/pictures`)
    expect((await ada.post(`${desk}/pictures/3/removal`)).status).toBe(422)
    await write('![](picture:33)')
    await ada.get(`${desk}/pictures`)
    expect((await ada.post(`${desk}/pictures/3/removal`)).text).toContain('Picture 3 is removed')
    expect((await ada.post(`${desk}/pictures/3/removal`)).status).toBe(200)
    expect(await app.database.query('SELECT 1 FROM upload')).toHaveLength(2)
    expect(imagesOf((await dana.get(`${learning}/pages/1`)).html)).toHaveLength(2)
  })
})

describe('another module', () => {
  let other: string
  let moduleId: string
  const OTHER = bytesOf(`${Buffer.from(aJpeg()).toString('latin1').slice(0, -2)}another\xff\xd9`)

  beforeAll(async () => {
    const course = await aCourse(app.database, { key: 'other', title: 'Other', kind: 'e-learning', mode: 'e-learning' })
    moduleId = (await aModule(app.database, course, { content: someContent({ pages: [aPage(1), aPage(2)] }) })).id
    other = `/desk/e-learning/modules/${moduleId}`
  })

  it('counts its pictures from 1, as many letters as its words may have, and shows its own under the same number', async () => {
    await ada.get(`${other}/pictures`)
    const added = await ada.upload(`${other}/pictures`, { alt: 'a'.repeat(300) }, { name: 'b.jpg', bytes: OTHER })
    expect(added.text).toContain('It is picture 1')
    expect((await fetched(`${other}/pictures/1`, ada)).bytes.equals(Buffer.from(OTHER))).toBe(true)
    expect((await fetched(`${desk}/pictures/1`, ada)).bytes.equals(Buffer.from(aPng()))).toBe(true)
    expect((await fetched(`${learning}/pictures/1`, dana)).bytes.equals(Buffer.from(aPng()))).toBe(true)
    expect((await fetched(`${other}/pictures/2`, ada)).status).toBe(404)
  })

  it('lets go of its own picture, and no other’s, pressed twice at once', async () => {
    const before = await app.database.query<{ number: number }[]>('SELECT number FROM module_picture WHERE module_id <> $1', [moduleId])
    await ada.get(`${other}/pictures`)
    const answers = await Promise.all([1, 2].map(() => ada.post(`${other}/pictures/1/removal`)))
    expect(answers.map(answer => answer.status)).toEqual([200, 200])
    expect(await app.database.query('SELECT module_id, number FROM module_picture WHERE module_id = $1', [moduleId])).toEqual([])
    expect(await app.database.query('SELECT number FROM module_picture')).toHaveLength(before.length)
    expect((await fetched(`${learning}/pictures/1`, dana)).status).toBe(200)
  })

  it('takes no picture once it is retired, and keeps no file of one', async () => {
    const files = async () => (await app.database.query<unknown[]>('SELECT 1 FROM upload')).length
    const before = await files()
    await ada.get(`${other}/pictures`)
    await app.database.query(`UPDATE module SET state = 'retired' WHERE id = $1`, [moduleId])
    expect((await ada.upload(`${other}/pictures`, { alt: 'Late' }, { name: 'b.png', bytes: aPng() })).status).toBe(404)
    expect(await files()).toBe(before)
  })
})
