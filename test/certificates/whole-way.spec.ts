import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { importFolder } from '../../src/modules/imports/imports.writer.js'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { aModule } from '../support/builders/module.js'
import { mailsTo } from '../support/mailbox.js'
import { readAll, takeQuiz } from '../elearning/learner.js'
import { aFolder, clearFolders, instead } from '../imports/a-folder.js'
import { aRegister, browserOf, theCast, type ARegister, type Cast } from '../register/a-register.js'
import { runTheJob } from './a-certificate.js'

let app: TestApp
let cast: Cast

beforeAll(async () => {
  app = await startApp()
  cast = await theCast(app)
})
afterAll(() => app.stop())

const certificatesOf = (personId: string) =>
  app.database.query<{ how: string; why: string | null; completed: string }[]>(
    'SELECT how, withdrawn_why AS why, completed_on::text AS completed FROM certificate WHERE person_id = $1 ORDER BY issued_at, id',
    [personId],
  )

describe('a register', () => {
  it('gives certificates when it is closed, and takes one back when it is put right', async () => {
    const register = await aRegister(app, cast, { people: [cast.dana, cast.oona] })
    const [tara, ada] = [await browserOf(app, cast.tara), await browserOf(app, cast.ada)]
    const close = async (of: ARegister, ...marks: string[]) => {
      await tara.get(of.url)
      const taps = marks.map((mark, i) => ({ bookingId: of.bookings[i]!.id, session: 1, mark, at: app.clock.now().toISOString() }))
      await tara.send(`${of.url}/marks`, { taps })
      await tara.get(`${of.url}/closure`)
      await tara.post(`${of.url}/closure`)
      return runTheJob(app)
    }
    app.clock.moveTo('2026-03-02T12:30:00Z')
    expect(await close(register, 'present', 'left early')).toBe('1 certificate issued')
    expect(await certificatesOf(cast.oona.id)).toEqual([])
    app.clock.pass({ minutes: 1 })
    await ada.get(`${register.url}/reopening`)
    await ada.post(`${register.url}/reopening`, { reason: 'Taken for each other' })
    expect([await runTheJob(app), (await certificatesOf(cast.dana.id))[0]!.why]).toEqual(['', null])
    app.clock.pass({ minutes: 1 })
    expect(await close(register, 'absent', 'present')).toBe('1 certificate issued, 1 withdrawn')
    expect(await certificatesOf(cast.dana.id)).toMatchObject([{ how: 'attended', why: 'register' }])
    expect(await certificatesOf(cast.oona.id)).toMatchObject([{ how: 'attended', why: null }])
    const told = (await mailsTo(app, cast.dana.email)).map(mail => mail.kind).filter(kind => kind.startsWith('certificate'))
    expect(told).toEqual(['certificate-ready', 'certificate-withdrawn'])
  })
})

describe('e-learning', () => {
  it('gives a certificate when it is passed here, with a mail and a way to it', async () => {
    const course = await aCourse(app.database, { key: 'icon', title: 'ICON', kind: 'e-learning', mode: 'e-learning' })
    await aModule(app.database, course)
    const cole = await browserOf(app, cast.cole)
    await cole.get('/courses/icon')
    await cole.post('/courses/icon/enrolments')
    const id = cole.last!.url.split('/').at(-1)!
    await readAll(cole, id, 6)
    await takeQuiz(cole, id, 4)
    expect((await cole.get(`/learning/${id}/done`)).html).toContain('href="/my-certificates"')
    expect(await runTheJob(app)).toBe('1 certificate issued')
    expect(await certificatesOf(cast.cole.id)).toMatchObject([{ how: 'e-learning', why: null }])
    expect((await mailsTo(app, cast.cole.email)).at(-1)).toMatchObject({ kind: 'certificate-ready' })
  })
})

describe('a folder', () => {
  let pool: pg.Pool
  beforeAll(() => void (pool = new pg.Pool({ connectionString: app.databaseUrl, max: 1 })))
  afterAll(async () => {
    await pool.end()
    clearFolders()
  })

  it('gives certificates without mails, and new ones where it says anew what was learned', async () => {
    // Whom the folder calls t-tara delivers here already.
    await app.database.query(`UPDATE trainer SET key = 't-tara' WHERE id = $1`, [cast.taraTrains.id])
    const load = async (folder: string) => expect(await importFolder(pool, folder, { now: app.clock.now() })).toHaveProperty('loaded')
    const mails = async () => (await app.database.query<unknown[]>(`SELECT 1 FROM message WHERE kind = 'certificate-ready'`)).length
    const before = await mails()
    const attended = { 'learning-records.csv': instead('2024-05-01,evidence', '2024-05-01,attended') }
    await load(aFolder(attended))
    expect([await runTheJob(app), await mails()]).toEqual(['4 certificates issued', before])
    await load(aFolder(attended))
    expect(await runTheJob(app)).toBe('')
    const put = { 'learning-records.csv': instead('2024-05-01,evidence', '2024-05-02,attended') }
    await load(
      aFolder({ ...put, 'bookings.csv': instead('dana,attended', 'dana,no-show'), 'enrolments.csv': instead('2025-07-01', '2025-07-02') }),
    )
    expect(await runTheJob(app)).toBe('2 certificates issued, 1 withdrawn')
    expect((await certificatesOf(cast.cole.id)).map(one => [one.completed, one.why])).toEqual(
      expect.arrayContaining([
        ['2024-05-01', 'replaced'],
        ['2024-05-02', null],
      ]),
    )
    expect(await mails()).toBe(before)
  })
})
