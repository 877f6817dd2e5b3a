import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Course } from '../../src/modules/courses/course.entity.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../support/app.js'
import { Api } from '../support/api.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { lastMailTo, mailsTo } from '../support/mailbox.js'
import { aLead, anAdministrator, anOutsider, aPerson, aTrainer } from '../support/people.js'
import type { Visitor } from '../support/visitor.js'
import { at, send, signedIn, stored } from './desk.js'

let app: TestApp
let ada: Visitor
let administrator: Person
let course: Course

beforeAll(async () => {
  app = await startApp()
  course = await aCourse(app.database, { title: 'Understanding Neglect' })
  administrator = await anAdministrator(app.database)
  ada = await signedIn(app, administrator)
})
afterAll(() => app.stop())

describe('roles', () => {
  it('are there at the very next request, gone at the very next one, and told by mail', async () => {
    const oona = await anOutsider(app.database)
    const theirs = await signedIn(app, oona)
    expect((await theirs.get('/reports')).status).toBe(403)
    await send(ada, at(oona, '/roles'), { roles: ['report reader'] })
    expect((await theirs.get('/reports')).status).toBe(200)
    expect((await lastMailTo(app, oona.email)).text).toContain('New: report reader.')
    await send(ada, at(oona, '/roles'), { roles: [] })
    expect((await theirs.get('/reports')).url).toContain('/sign-in')
    expect((await lastMailTo(app, oona.email)).text).toContain('No longer: report reader. You were signed out everywhere')
  })

  it('of a trainer brings them into the pool, and leaves them there while they deliver', async () => {
    const tara = await aTrainer(app.database)
    const trainer = await aTrainerRow(app.database, { person: tara })
    const occurrence = await anOccurrence(app.database, { course, startsAt: '2026-06-02 09:30', trainers: [trainer] })
    expect((await send(ada, at(tara, '/roles'), { roles: [] })).text).toContain('They deliver dates that are still to come')
    await app.database.query('DELETE FROM occurrence_trainer WHERE occurrence_id = $1', [occurrence.id])
    await send(ada, at(tara, '/roles'), { roles: [] })
    const pool = () => app.database.query('SELECT active FROM trainer WHERE person_id = $1', [tara.id])
    expect(await pool()).toEqual([{ active: false }])
    await send(ada, at(tara, '/roles'), { roles: ['trainer'] })
    expect([await pool(), (await stored(app, tara)).roles]).toEqual([[{ active: true }], ['trainer']])
  })

  it('of a training lead need an agency', async () => {
    const nobodys = await aPerson(app.database)
    expect((await send(ada, at(nobodys, '/roles'), { roles: ['training lead'] })).status).toBe(422)
    const lena = await aLead(app.database)
    expect((await send(ada, at(lena, '/roles'), { roles: ['training lead', 'report reader'] })).text).toContain('is now report reader')
  })

  it('never leave the desk without an administrator: not by oneself, not by two who take it from each other at once', async () => {
    expect((await send(ada, at(administrator, '/roles'), { roles: [] })).text).toContain(
      'You cannot stop being an administrator by yourself',
    )
    await app.database.query(`UPDATE person SET roles = '{}' WHERE id <> $1`, [administrator.id])
    const bo = await aPerson(app.database, { name: 'Bo Boss', roles: ['administrator'] })
    const bos = await signedIn(app, bo)
    await Promise.all([ada.get(at(bo, '/roles')), bos.get(at(administrator, '/roles'))])
    const answers = await Promise.all([ada.post(at(bo, '/roles'), { roles: [] }), bos.post(at(administrator, '/roles'), { roles: [] })])
    const left = await app.database.query<{ id: string }[]>(`SELECT id FROM person WHERE 'administrator' = ANY(roles)`)
    expect(left).toHaveLength(1)
    expect(answers.map(({ text }) => text).filter(text => text.includes('They are told by mail'))).toHaveLength(1)
    await app.database.query(`UPDATE person SET roles = '{administrator}', signed_out = 0 WHERE id = $1`, [administrator.id])
    ada = await signedIn(app, administrator)
  })

  it('are not changed by a form that was opened before another change', async () => {
    const nell = await aPerson(app.database)
    await ada.get(at(nell, '/roles'))
    await app.database.query('UPDATE person SET version = version + 1 WHERE id = $1', [nell.id])
    expect(await ada.post(at(nell, '/roles'), { roles: ['report reader'] })).toMatchObject({ status: 409 })
    expect((await stored(app, nell)).roles).toEqual([])
  })
})

describe('signing somebody out everywhere', () => {
  it.each([true, false])('ends two live sessions and a program’s key at once; the calendar’s address only when asked: %s', async feed => {
    const person = await aPerson(app.database)
    const [phone, desk] = [await signedIn(app, person), await signedIn(app, person)]
    const api = await Api.of(app, person.email)
    await app.database.query(`INSERT INTO calendar_feed (person_id, nonce, secret_hash, made_at) VALUES ($1, $2, $2, now())`, [
      person.id,
      person.email,
    ])
    expect((await phone.get('/my-details')).status).toBe(200)
    expect((await ada.get(at(person, '/sign-out'))).text).toContain('2 browsers are signed in 1 program has a key a calendar looks up')
    await ada.post(at(person, '/sign-out'), feed ? { feed: 'yes' } : {})
    for (const browser of [phone, desk]) expect((await browser.get('/my-details')).url).toContain('/sign-in')
    expect((await api.get('/me/bookings')).status).toBe(401)
    expect(await app.database.query('SELECT 1 FROM calendar_feed WHERE person_id = $1', [person.id])).toHaveLength(feed ? 0 : 1)
    expect((await mailsTo(app, person.email)).map(mail => mail.kind)).toEqual(['signed-out'])
    expect((await (await signedIn(app, person)).get('/my-details')).status).toBe(200)
  })

  it('is not undone by a request that was under way and wrote its session back', async () => {
    const person = await aPerson(app.database)
    const theirs = await signedIn(app, person)
    const kept = await app.database.query<{ sid: string; sess: object; expire: string }[]>(
      `SELECT sid, sess, expire::text FROM web_session WHERE sess->>'personId' = $1`,
      [person.id],
    )
    await send(ada, at(person, '/sign-out'), {})
    expect(await app.database.query(`SELECT 1 FROM web_session WHERE sess->>'personId' = $1`, [person.id])).toEqual([])
    await app.database.query('INSERT INTO web_session SELECT * FROM json_populate_recordset(NULL::web_session, $1)', [JSON.stringify(kept)])
    expect((await theirs.get('/my-details')).url).toContain('/sign-in')
  })
})
