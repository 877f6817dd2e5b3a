import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { Transaction } from '../../src/database/transaction.js'
import { Names } from '../../src/modules/certificates/names.js'
import { WithdrawACertificate } from '../../src/modules/certificates/withdraw-a-certificate.js'
import type { Course } from '../../src/modules/courses/course.entity.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { RecordsWriter } from '../../src/modules/records/records.writer.js'
import { newId } from '../../src/shared/ids.js'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { mailsTo } from '../support/mailbox.js'
import { aDelegate, anAdministrator } from '../support/people.js'
import { aCertificate, runTheJob } from './a-certificate.js'

let app: TestApp
let course: Course
let dana: Person
let ada: Person
let number: string
let source: string
let other: pg.Client

beforeAll(async () => {
  app = await startApp()
  ;[dana, ada] = [await aDelegate(app.database), await anAdministrator(app.database)]
  course = await aCourse(app.database, { title: 'Understanding Neglect Level 2', validMonths: 12 })
  other = new pg.Client({ connectionString: app.databaseUrl })
  await other.connect()
})
afterAll(async () => {
  await other.end()
  await app.stop()
})
beforeEach(async () => {
  app.clock.moveTo(MONDAY)
  await app.database.query(`DELETE FROM certificate; DELETE FROM learning_record; DELETE FROM message`)
  await app.database.query(`UPDATE person SET name = 'Dana Delegate' WHERE id = $1`, [dana.id])
  source = `enrolment:${newId()}`
  number = await aCertificate(app, { source, personId: dana.id, courseId: course.id, how: 'e-learning' })
  await app.database.query('DELETE FROM message')
  app.clock.pass({ minutes: 1 })
})

const desk = () => app.app.get(WithdrawACertificate)
const all = () =>
  app.database.query<{ number: string; why: string | null; name: string; completed: string }[]>(
    `SELECT number, withdrawn_why AS why, name, completed_on::text AS completed FROM certificate ORDER BY issued_at, id`,
  )
const told = async () => (await mailsTo(app, dana.email)).map(mail => mail.kind)
/** Somebody's withdrawal that is written and not yet committed while the other thing is begun. */
async function whileItIsWithdrawn<T>(begin: () => Promise<T>): Promise<T> {
  await other.query('BEGIN')
  await other.query(
    `UPDATE certificate SET withdrawn_at = now(), withdrawn_why = 'administrator', withdrawn_reason = 'Not hers', withdrawn_by_id = $2
     WHERE number = $1`,
    [number, ada.id],
  )
  const going = begin()
  const waits = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  for (let i = 0; i < 200 && (await other.query(waits)).rowCount === 0; i++) await new Promise(resolve => setTimeout(resolve, 20))
  await other.query('COMMIT')
  return going
}

describe('two administrators at once', () => {
  it('withdraw a certificate once, for one reason, with one mail', async () => {
    const answers = await Promise.all(['One', 'Two', 'Three'].map(why => desk().withdraw(number, why, ada.id, app.clock.now())))
    expect(answers.map(one => one?.refused ?? 'done').sort()).toEqual(['done', 'withdrawn-already', 'withdrawn-already'])
    expect(await told()).toEqual(['certificate-withdrawn'])
  })

  it('give it again once', async () => {
    await desk().withdraw(number, 'By mistake', ada.id, app.clock.now())
    const answers = await Promise.all([1, 2, 3, 4].map(() => desk().again(number, ada.id, app.clock.now())))
    expect(answers.filter(one => typeof one === 'string')).toHaveLength(1)
    expect(answers.filter(one => typeof one === 'object')).toEqual([1, 2, 3].map(() => expect.objectContaining({ refused: 'not-again' })))
    expect((await all()).map(one => one.why)).toEqual(['administrator', null])
    expect(await told()).toEqual(['certificate-withdrawn', 'certificate-ready'])
  })
})

describe('what an administrator withdraws just now does not come back', () => {
  it('with the new name that its holder asks for', async () => {
    await app.database.query(`UPDATE person SET name = 'Dana Newname' WHERE id = $1`, [dana.id])
    expect(await whileItIsWithdrawn(() => app.app.get(Names).reissue(dana.id, dana.id, app.clock.now()))).toBe(0)
    expect(await all()).toMatchObject([{ why: 'administrator' }])
    expect(await told()).toEqual([])
  })

  it('with a day that was put right', async () => {
    const learned = { source, personId: dana.id, courseId: course.id, completedOn: '2026-02-20', how: 'e-learning' as const }
    await app.app
      .get(Transaction)
      .run(tx => app.app.get(RecordsWriter).reconcile(tx, [source], [{ ...learned, recordedById: ada.id }], app.clock.now()))
    await whileItIsWithdrawn(() => runTheJob(app))
    expect(await all()).toMatchObject([{ why: 'administrator', completed: '2026-02-25' }])
    expect([await runTheJob(app), (await all()).length, await told()]).toEqual(['', 1, []])
  })
})

it('a name and a day that are put right at once leave one certificate, with both', async () => {
  const learned = { source, personId: dana.id, courseId: course.id, completedOn: '2026-02-20', how: 'e-learning' as const }
  await app.database.query(`UPDATE person SET name = 'Dana Newname' WHERE id = $1`, [dana.id])
  await app.app
    .get(Transaction)
    .run(tx => app.app.get(RecordsWriter).reconcile(tx, [source], [{ ...learned, recordedById: ada.id }], app.clock.now()))
  await Promise.all([app.app.get(Names).reissue(dana.id, dana.id, app.clock.now()), runTheJob(app)])
  await runTheJob(app)
  const live = (await all()).filter(one => one.why === null)
  expect(live).toMatchObject([{ name: 'Dana Newname', completed: '2026-02-20' }])
})
