import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Names } from '../../src/modules/certificates/names.js'
import type { Course } from '../../src/modules/courses/course.entity.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { Api } from '../support/api.js'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { mailsTo } from '../support/mailbox.js'
import { aColleague, aDelegate, anAdministrator } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { aCertificate, runTheJob } from './a-certificate.js'

let app: TestApp
let course: Course
let [dana, cole]: Person[] = []
let ada: Person
let [danas, coles, adas, stranger]: Visitor[] = []
let number: string

beforeAll(async () => {
  app = await startApp()
  dana = await aDelegate(app.database)
  cole = await aColleague(app.database)
  ada = await anAdministrator(app.database)
  course = await aCourse(app.database, { key: 'neglect-l2', title: 'Understanding Neglect Level 2', level: 2, validMonths: 12 })
  ;[danas, coles, adas, stranger] = [0, 1, 2, 3].map(() => new Visitor(app.url))
  await danas!.signIn(dana.email)
  await coles!.signIn(cole.email)
  await adas!.signIn(ada.email)
})
afterAll(() => app.stop())

beforeEach(async () => {
  app.clock.moveTo(MONDAY)
  await app.database.query(
    `DELETE FROM certificate; DELETE FROM learning_record; DELETE FROM message; DELETE FROM transcript; DELETE FROM name_spelling`,
  )
  await app.database.query(`UPDATE person SET name = 'Dana Delegate' WHERE id = $1`, [dana!.id])
  number = await aCertificate(app, { personId: dana!.id, courseId: course.id })
})

const checked = async (of = number) => (await stranger!.get(`/certificates/check/${of}`)).text
const numbers = async () =>
  app.database.query<{ number: string; why: string | null; name: string }[]>(
    'SELECT number, withdrawn_why AS why, name FROM certificate WHERE person_id = $1 ORDER BY issued_at, id',
    [dana!.id],
  )

describe('my certificates', () => {
  it('lists one’s own, and opens each as a page that says what it is', async () => {
    const list = await danas!.get('/my-certificates')
    expect(list.text).toContain(
      `Understanding Neglect Level 2 , ${number} Valid Completed Wednesday 25 February 2026, counts until Thursday 25 February 2027`,
    )
    const page = await danas!.get(`/my-certificates/${number}`)
    for (const words of ['Certificate of completion', 'Dana Delegate', 'Level: 2', 'Completed on: Wednesday 25 February 2026', number])
      expect(page.text).toContain(words)
    expect(page.html).toContain('<svg')
  })

  it('shows nobody another’s: not the page, not the file, not the switch', async () => {
    for (const path of ['', '/certificate.pdf']) expect((await coles!.get(`/my-certificates/${number}${path}`)).status).toBe(404)
    await coles!.get('/my-certificates')
    expect((await coles!.post(`/my-certificates/${number}/name-shown`, { shown: 'name' })).status).toBe(404)
    expect((await coles!.get('/my-certificates')).text).toContain('You have no certificates yet')
  })
})

describe('the public check', () => {
  it('shows the initials until the holder lets the whole name be seen, and again when they think better of it', async () => {
    expect(await checked()).toMatch(/Valid certificate GC-.* Holder D\. D\. Course Understanding Neglect Level 2 Level 2/)
    expect(await checked()).not.toContain('Dana')
    const show = async (shown: string) => {
      await danas!.get(`/my-certificates/${number}`)
      return danas!.post(`/my-certificates/${number}/name-shown`, { shown })
    }
    expect((await show('name')).text).toContain('sees your whole name')
    expect(await checked()).toContain('Holder Dana Delegate')
    expect((await show('everything')).text).toContain('Nothing was changed')
    expect(await checked()).toContain('Holder Dana Delegate')
    await show('initials')
    expect(await checked()).toContain('Holder D. D.')
  })

  it('says expired from the day after the last', async () => {
    app.clock.moveTo('2027-02-25T23:59:00Z')
    expect(await checked()).toContain('Valid certificate')
    app.clock.moveTo('2027-02-26T00:00:00Z')
    expect(await checked()).toContain('Expired Certificate')
    expect(await checked()).toContain('counted until Thursday 25 February 2027')
  })

  it('says withdrawn as soon as the record is gone, before anybody has written it down', async () => {
    await app.database.query('DELETE FROM learning_record')
    expect(await checked()).toContain('Withdrawn Certificate')
    expect((await danas!.get(`/my-certificates/${number}/certificate.pdf`)).status).toBe(404)
  })

  it('takes a number as it is typed, tells of one that cannot be, and of one that is not known', async () => {
    expect((await stranger!.get(`/certificates/check?number=${number.toLowerCase().replaceAll('-', '+')}`)).text).toContain('Valid')
    const wrong = await stranger!.get('/certificates/check?number=GC-7K3M-9QXR-4X')
    expect([wrong.status, wrong.text.includes('This is not a number of ours'), wrong.html.includes('value="GC-7K3M-9QXR-4X"')]).toEqual([
      422,
      true,
      true,
    ])
    const unknown = await stranger!.get('/certificates/check/GC-7K3M-9QXR-4K')
    expect([unknown.status, unknown.text.includes('There is no certificate or transcript of ours')]).toEqual([404, true])
    expect((await stranger!.get('/certificates/check')).status).toBe(200)
  })

  it('is given by the API too, and one’s own with it', async () => {
    const api = Api.stranger(app)
    const item = { number, state: 'valid', holder: 'D. D.', course: { key: 'neglect-l2', title: course.title, level: 2 }, how: 'attended' }
    const { status, body } = await api.get(`/certificates/${number}`)
    expect([status, body]).toEqual([
      200,
      { ...item, completedOn: '2026-02-25', validUntil: '2027-02-25', issuedAt: MONDAY.toISOString(), withdrawnAt: null },
    ])
    expect(await api.get('/certificates/GC-1')).toMatchObject({ status: 422, body: { code: 'number-malformed' } })
    expect(await api.get('/certificates/GC-7K3M-9QXR-4K')).toMatchObject({ status: 404, body: { code: 'not-found' } })
    const mine = await (await Api.of(app, dana!.email)).get<{ items: object[] }>('/me/certificates')
    expect(mine.body.items).toMatchObject([
      { ...item, holder: 'Dana Delegate', nameShown: false, checkUrl: expect.stringContaining(`/certificates/check/${number}`) },
    ])
    expect((await (await Api.of(app, cole!.email)).get<{ items: object[] }>('/me/certificates')).body.items).toEqual([])
    expect((await api.get('/me/certificates')).status).toBe(401)
  })

  it('changes nothing, whoever looks', async () => {
    const all = async () =>
      app.database.query<object[]>(`SELECT * FROM certificate, (SELECT count(*) FROM failed_sign_in) f, (SELECT count(*) FROM message) m`)
    const before = await all()
    for (const path of [`/certificates/check/${number}`, `/certificates/check?number=${number}`, '/certificates/keys.json'])
      await stranger!.get(path)
    expect(await all()).toEqual(before)
  })
})

describe('a name that is put right', () => {
  const rename = (name: string) => app.database.query('UPDATE person SET name = $2 WHERE id = $1', [dana!.id, name])

  it('is issued anew under a new number when the holder asks, once, and the old number says that it is withdrawn', async () => {
    await danas!.get(`/my-certificates/${number}`)
    await danas!.post(`/my-certificates/${number}/name-shown`, { shown: 'name' })
    await rename('Dana Newname')
    expect((await danas!.get('/my-certificates')).text).toContain('carries another name than your account, which says Dana Newname')
    expect((await danas!.post('/my-certificates/reissue')).text).toContain('Your certificate is issued anew, in the name of Dana Newname.')
    const [old, fresh] = await numbers()
    expect([old, fresh]).toMatchObject([
      { number, why: 'replaced' },
      { why: null, name: 'Dana Newname' },
    ])
    expect(await checked()).toMatch(/Withdrawn Certificate GC-.* A new one was issued in its place/)
    expect(await checked(fresh!.number)).toContain('Holder Dana Newname')
    expect((await danas!.get(`/my-certificates/${number}`)).text).toContain(`See the new one, ${fresh!.number}`)
    expect((await danas!.post('/my-certificates/reissue')).text).toContain('All your certificates carry your name as it is.')
    expect((await mailsTo(app, dana!.email)).at(-1)!.text).toContain(`takes the place of ${number}`)
    expect([await runTheJob(app), (await numbers()).length]).toEqual(['', 2])
  })

  it('is one new certificate, however many ask at once', async () => {
    await rename('Dana Newname')
    const counts = await Promise.all(Array.from({ length: 6 }, () => app.app.get(Names).reissue(dana!.id, dana!.id, app.clock.now())))
    expect(counts.sort()).toEqual([0, 0, 0, 0, 0, 1])
    expect(await numbers()).toHaveLength(2)
  })

  it('is put right at the desk, account and certificates in one', async () => {
    const path = `/desk/people/${dana!.id}`
    await adas!.get(`${path}/certificates`)
    const wrong = await adas!.post(`${path}/name`, { name: 'www.example.org' })
    expect([wrong.status, wrong.text.includes('Write the name in letters')]).toEqual([422, true])
    const right = await adas!.post(`${path}/name`, { name: '  Dana  Delegate-Smith ' })
    expect(right.text).toContain('The name is put right, and 1 certificate is issued anew.')
    expect(right.text).toContain('Certificates of Dana Delegate-Smith')
    expect(await numbers()).toMatchObject([{ why: 'replaced' }, { name: 'Dana Delegate-Smith' }])
    await adas!.get('/desk')
    expect((await adas!.post('/desk/people/00000000-0000-7000-8000-000000000000/name', { name: 'Nobody' })).status).toBe(404)
  })

  it('is spelt by its holder where files cannot show it', async () => {
    await rename('李小龍')
    expect((await danas!.get('/my-certificates')).text).toContain('Our PDF files cannot draw 李 小 龍')
    const wrong = await danas!.post('/my-certificates/spelling', { name: '小龍' })
    expect([wrong.status, wrong.text.includes('Use letters that the file can show')]).toEqual([422, true])
    expect((await danas!.post('/my-certificates/spelling', { name: '' })).status).toBe(422)
    expect((await adas!.get(`/desk/people/${dana!.id}/certificates`)).text).toContain('The person has not given a spelling yet')
    await danas!.get('/my-certificates')
    expect((await danas!.post('/my-certificates/spelling', { name: 'Li Xiaolong' })).text).toContain('Your files now carry this spelling.')
    expect((await adas!.get(`/desk/people/${dana!.id}/certificates`)).text).toContain(
      'They carry the spelling that the person gave: Li Xiaolong',
    )
  })
})

describe('at the desk', () => {
  it('a certificate is withdrawn with a reason that its holder is told and the public is not', async () => {
    const path = `/desk/certificates/${number}`
    expect((await adas!.get(path)).text).toContain('Dana Delegate')
    expect((await adas!.post(`${path}/withdrawal`, { reason: ' ' })).status).toBe(422)
    expect((await adas!.post(`${path}/withdrawal`, { reason: 'Somebody else sat there' })).text).toContain(
      'The certificate is withdrawn, and its holder is told.',
    )
    expect(await checked()).toContain('Withdrawn')
    expect(await checked()).not.toContain('Somebody else')
    expect((await mailsTo(app, dana!.email)).at(-1)!.text).toContain('the business unit withdrew it: Somebody else sat there')
    await adas!.get(path)
    expect((await adas!.post(`${path}/withdrawal`, { reason: 'Twice' })).text).toContain('withdrawn already')
    await app.database.query('UPDATE learning_record SET certificate_due = true')
    expect(await runTheJob(app)).toBe('')
  })

  it('one that was withdrawn by mistake is given again under a new number, once', async () => {
    const path = `/desk/certificates/${number}`
    await adas!.get(path)
    expect((await adas!.post(`${path}/again`)).text).toContain('A new one has been issued in its place already')
    await adas!.get(path)
    await adas!.post(`${path}/withdrawal`, { reason: 'By mistake' })
    app.clock.pass({ minutes: 1 })
    await adas!.get(path)
    expect((await adas!.post(`${path}/again`)).text).toContain(`Issued anew in the place of ${number}`)
    await adas!.get(path)
    expect((await adas!.post(`${path}/again`)).text).toContain('has been issued in its place already')
    expect(await numbers()).toMatchObject([{ number, why: 'administrator' }, { why: null }])
    expect(await runTheJob(app)).toBe('')
  })

  it('is nobody’s but an administrator’s', async () => {
    await danas!.get('/my-certificates')
    for (const path of [`/desk/people/${dana!.id}/certificates`, `/desk/certificates/${number}`])
      expect((await danas!.get(path)).status).toBe(403)
  })
})
