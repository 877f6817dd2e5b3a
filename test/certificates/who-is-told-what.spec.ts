import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Course } from '../../src/modules/courses/course.entity.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { newId } from '../../src/shared/ids.js'
import { Transaction } from '../../src/database/transaction.js'
import { RecordsWriter } from '../../src/modules/records/records.writer.js'
import { Api } from '../support/api.js'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anInvitation } from '../support/builders/evaluation.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { mailsTo } from '../support/mailbox.js'
import { aColleague, aDelegate, anAdministrator } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { aCertificate, learn, runTheJob } from './a-certificate.js'

let app: TestApp
let course: Course
let [dana, cole]: Person[] = []
let [danas, adas, stranger]: Visitor[] = []
let number: string
const source = `enrolment:${newId()}`

beforeAll(async () => {
  app = await startApp()
  dana = await aDelegate(app.database)
  cole = await aColleague(app.database)
  course = await aCourse(app.database, { key: 'neglect-l2', title: 'Understanding Neglect Level 2', level: 2, validMonths: 12 })
  ;[danas, adas, stranger] = [0, 1, 2].map(() => new Visitor(app.url))
  await danas!.signIn(dana.email)
  await adas!.signIn((await anAdministrator(app.database)).email)
})
afterAll(() => app.stop())

beforeEach(async () => {
  app.clock.moveTo(MONDAY)
  await app.database.query(
    'DELETE FROM certificate; DELETE FROM learning_record; DELETE FROM message; DELETE FROM transcript; DELETE FROM name_spelling',
  )
  await app.database.query(`UPDATE person SET name = 'Dana Delegate' WHERE id = $1`, [dana!.id])
  number = await aCertificate(app, { source, personId: dana!.id, courseId: course.id, how: 'e-learning' })
})

const checked = async (of = number) => (await stranger!.get(`/certificates/check/${of}`)).text
const show = async (shown: string, of = number) => {
  await danas!.get(`/my-certificates/${of}`)
  return danas!.post(`/my-certificates/${of}/name-shown`, { shown })
}
const withdraw = async (reason: string) => {
  await adas!.get(`/desk/certificates/${number}`)
  return adas!.post(`/desk/certificates/${number}/withdrawal`, { reason })
}
const live = async () =>
  (await app.database.query<{ number: string }[]>('SELECT number FROM certificate WHERE withdrawn_at IS NULL'))[0]!.number
/** The day of the record is put right; the certificate follows with the job. */
async function putTheDayRight(): Promise<string> {
  const learned = { source, personId: dana!.id, courseId: course.id, completedOn: '2026-02-20', how: 'e-learning' as const }
  const record = { ...learned, recordedById: dana!.id }
  await app.app.get(Transaction).run(tx => app.app.get(RecordsWriter).reconcile(tx, [source], [record], app.clock.now()))
  app.clock.pass({ minutes: 1 })
  await runTheJob(app)
  return live()
}

describe('whoever checks a number', () => {
  it('reads the spelling of a name only where its holder lets the whole name be seen', async () => {
    await app.database.query(`UPDATE person SET name = '李小龍' WHERE id = $1`, [dana!.id])
    await danas!.get('/my-certificates')
    await danas!.post('/my-certificates/reissue')
    await danas!.post('/my-certificates/spelling', { name: 'Li Xiaolong' })
    const fresh = await live()
    expect(await checked(fresh)).not.toMatch(/Xiaolong|李小龍/)
    await show('name', fresh)
    expect(await checked(fresh)).toContain('Holder 李小龍 (Li Xiaolong)')
    expect(await checked(number)).not.toMatch(/Xiaolong|Dana/)
  })

  it('sees as much of the name on the new one as its holder let be seen on the old, whoever had it issued', async () => {
    await show('name')
    const put = await putTheDayRight()
    expect(await checked(put)).toContain('Holder Dana Delegate')
    number = put
    await withdraw('By mistake')
    app.clock.pass({ minutes: 1 })
    await adas!.get(`/desk/certificates/${number}`)
    await adas!.post(`/desk/certificates/${number}/again`)
    expect(await checked(await live())).toContain('Holder Dana Delegate')
  })

  it('is told the London day on which it was withdrawn, at the check, on the holder’s page and at the desk', async () => {
    app.clock.moveTo('2026-07-01T23:30:00Z')
    await danas!.signIn(dana!.email)
    await adas!.signIn('ada@example.org')
    await withdraw('Somebody else sat there')
    expect(await checked()).toContain('withdrawn on Thursday 2 July 2026')
    expect((await danas!.get(`/my-certificates/${number}`)).text).toContain('This certificate is withdrawn, since Thursday 2 July 2026')
    expect((await adas!.get(`/desk/certificates/${number}`)).text).toContain('Since Thursday 2 July 2026, by Ada Administrator')
  })

  it('is answered by the API as by the page: expired, withdrawn without a word of why, and no transcript', async () => {
    const ask = async (of = number) => (await Api.stranger(app).get(`/certificates/${of}`)) as { status: number; body: object }
    await danas!.get('/my-certificates')
    const said = (await danas!.post('/my-certificates/transcripts', { shown: 'name' })).text
    expect(await ask(/TR-[\w-]+/.exec(said)![0])).toMatchObject({ status: 404, body: { code: 'not-found' } })
    app.clock.moveTo('2027-02-26T00:00:00Z')
    expect(await ask()).toMatchObject({ status: 200, body: { state: 'expired', withdrawnAt: null } })
    app.clock.moveTo(MONDAY)
    await withdraw('Somebody else sat there')
    const { body } = await ask()
    expect(body).toMatchObject({ state: 'withdrawn', holder: 'D. D.', withdrawnAt: MONDAY.toISOString() })
    expect(JSON.stringify(body)).not.toMatch(/Somebody|Dana|Ada/)
  })
})

describe('its holder', () => {
  it('finds the new one in the place of the old, in the list and by the API, and a file only of what stands', async () => {
    const fresh = await putTheDayRight()
    const list = await danas!.get('/my-certificates')
    expect(list.text).toContain(`Withdrawn: a new one takes its place, ${fresh}`)
    expect(list.html).not.toContain(`/my-certificates/${number}/certificate.pdf`)
    expect(list.html).toContain(`/my-certificates/${fresh}/certificate.pdf`)
    for (const path of ['/my-certificates', '/desk/certificates'])
      expect((await (path.startsWith('/desk') ? adas! : danas!).get(`${path}/${number}/certificate.pdf`)).status).toBe(404)
    const { body } = await (await Api.of(app, dana!.email)).get<{ items: object[] }>('/me/certificates')
    expect(body.items).toMatchObject([
      { number, state: 'withdrawn', replacedBy: fresh },
      { number: fresh, state: 'valid', replacedBy: null, completedOn: '2026-02-20' },
    ])
  })

  it('keeps one that has expired, with its file, and is told how to have a new one', async () => {
    app.clock.moveTo('2027-02-26T09:00:00Z')
    await danas!.signIn(dana!.email)
    const page = await danas!.get(`/my-certificates/${number}`)
    expect(page.text).toContain('It counted until Thursday 25 February 2027. Do the course again for a new one')
    expect(page.html).toContain(`/my-certificates/${number}/certificate.pdf`)
    expect((await danas!.get('/my-certificates')).text).toContain('Expired Completed Wednesday 25 February 2026, counted until Thursday')
  })

  it('signs anew when the record has grown, when the day is another, and when the last one is closed', async () => {
    const sign = async (shown = 'initials') => {
      await danas!.get('/my-certificates')
      return /TR-[\w-]+/.exec((await danas!.post('/my-certificates/transcripts', { shown })).text)![0]
    }
    const first = await sign()
    expect(await sign()).toBe(first)
    expect(await sign('name')).not.toBe(first)
    app.clock.moveTo('2026-03-03T00:00:00Z')
    const next = await sign()
    expect(next).not.toBe(first)
    await learn(app, { personId: dana!.id, courseId: course.id, completedOn: '2026-03-02' })
    const grown = await sign()
    expect(grown).not.toBe(next)
    expect([(await checked(next)).match(/Level 2/g)!.length, (await checked(grown)).includes('Monday 2 March 2026')]).toEqual([2, true])
    expect(await checked(next)).not.toContain('Monday 2 March 2026')
    await danas!.post(`/my-certificates/transcripts/${grown}/closing`)
    const again = await sign()
    expect([again === grown, (await danas!.get('/my-certificates')).text.includes(grown)]).toEqual([false, false])
  })
})

describe('administrators', () => {
  it('write a reason of 500 characters and not one more, and what they typed is kept', async () => {
    const long = await withdraw('x'.repeat(501))
    expect([long.status, long.text, long.html]).toEqual([
      422,
      expect.stringContaining('Say it in 500 characters or fewer'),
      expect.stringContaining(`${'x'.repeat(501)}</textarea>`),
    ])
    expect(await checked()).toContain('Valid')
    expect((await withdraw('x'.repeat(500))).status).toBe(200)
    expect(await checked()).toContain('Withdrawn')
  })

  it('put a name right where no certificate carries it, and are told what was done and no more', async () => {
    const path = `/desk/people/${cole!.id}`
    await adas!.get(`${path}/certificates`)
    const wrong = await adas!.post(`${path}/name`, { name: 'www.example.org' })
    expect(wrong.html).toContain('value="www.example.org"')
    const right = await adas!.post(`${path}/name`, { name: 'Cole Colleague-Jones' })
    expect(right.text).toContain('The name is put right. No certificate carried another.')
    expect([await mailsTo(app, cole!.email), right.text.includes('The person is told')]).toEqual([[], false])
  })

  it('see for whose answers a certificate waits, once for a course that was attended twice', async () => {
    const twice = await Promise.all(
      ['2026-02-03 09:30', '2026-02-10 09:30'].map(startsAt => anOccurrence(app.database, { course, startsAt })),
    )
    for (const occurrence of twice) {
      const booking = await aBooking(app.database, { person: cole!, occurrence, state: 'attended' })
      await anInvitation(app.database, { booking, stage: 'post', state: 'asked', askedAt: '2026-02-10 14:00' })
      await learn(app, { source: `booking:${booking.id}`, personId: cole!.id, courseId: course.id })
    }
    expect(await runTheJob(app)).toBe('')
    expect((await adas!.get(`/desk/people/${cole!.id}/certificates`)).text).toContain(
      'Waiting for their answers about: Understanding Neglect Level 2.',
    )
  })
})
