import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Course } from '../../src/modules/courses/course.entity.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { newId } from '../../src/shared/ids.js'
import { startApp, type TestApp } from '../support/app.js'
import { anAgency } from '../support/builders/agency.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anEvidence } from '../support/builders/evidence.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { anAdministrator, aPerson, tokenOf } from '../support/people.js'
import type { Visitor } from '../support/visitor.js'
import { signedIn } from './merge-scene.js'

let app: TestApp
let ada: Visitor
let administrator: Person
let course: Course
let agencyId: string

beforeAll(async () => {
  app = await startApp()
  course = await aCourse(app.database)
  administrator = await anAdministrator(app.database)
  agencyId = (await anAgency(app.database)).id
  ada = await signedIn(app, administrator)
})
afterAll(() => app.stop())

const two = async (): Promise<[Person, Person]> => [
  await aPerson(app.database, { name: 'Dana Reed', agencyId }),
  await aPerson(app.database, { name: 'Dana Reed', agencyId }),
]
const count = async (sql: string, ...values: unknown[]): Promise<number> =>
  (await app.database.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${sql}`, values))[0]!.n
const closed = (day: string) => ({ course, startsAt: `${day} 09:30`, registerClosedAt: new Date(`${day}T17:00:00Z`) })

describe('is refused, with the reason', () => {
  it.each<[string, (one: Person, other: Person) => Promise<unknown>, string]>([
    [
      'the register saw both',
      async (one, other) => {
        const occurrence = await anOccurrence(app.database, closed('2025-09-09'))
        for (const person of [one, other]) await aBooking(app.database, { person, occurrence, state: 'attended' })
      },
      'The register saw both on one day',
    ],
    [
      'one asked to be erased',
      (_one, other) =>
        app.database.query(`INSERT INTO erasure (id, person_id, state, asked_at) VALUES ($1, $2, 'asked', now())`, [newId(), other.id]),
      'One of them asked to be erased',
    ],
    [
      'one answered the other’s evidence',
      async (one, other) => {
        const id = await anEvidence(app.database, { person: one, course })
        await app.database.query(`UPDATE evidence SET state = 'accepted', decided_at = now(), decided_by_id = $2 WHERE id = $1`, [
          id,
          other.id,
        ])
      },
      'Nobody answers their own',
    ],
  ])('%s', async (_why, arrange, words) => {
    const [one, other] = await two()
    await arrange(one, other)
    const { text, html } = await ada.get(`/desk/people/${one.id}/merge/${other.id}`)
    expect(text).toContain(words)
    expect(html).not.toContain('Put the two together')
    expect((await ada.post(`/desk/people/${one.id}/merge/${other.id}`)).status).toBe(409)
    expect(await count('person WHERE id = ANY($1)', [one.id, other.id])).toBe(2)
  })

  it('one’s own account goes into no other', async () => {
    const [one] = await two()
    expect((await ada.get(`/desk/people/${one.id}/merge/${administrator.id}`)).text).toContain('Put this one into yours instead')
    expect((await ada.get(`/desk/people/${one.id}/merge/${one.id}`)).text).toContain('one and the same account')
    const theirs = await signedIn(app, one)
    expect((await theirs.get(`/desk/people/${one.id}/merge/${administrator.id}`)).status).toBe(403)
    expect((await ada.get(`/desk/people/${one.id}/merge/${newId()}`)).status).toBe(404)
  })

  it('what was shown is no longer what there is: it is shown anew', async () => {
    const [one, other] = await two()
    await ada.get(`/desk/people/${one.id}/merge/${other.id}`)
    await aRecord(app.database, { person: other, course })
    const { status, text } = await ada.post(`/desk/people/${one.id}/merge/${other.id}`, { email: 'goes' })
    expect([status, text]).toEqual([409, expect.stringContaining('Something changed while you had this open')])
    expect(ada.last!.html).toMatch(/name="email" type="radio" value="goes" checked/)
    expect((await ada.post(`/desk/people/${one.id}/merge/${other.id}`, { email: 'goes' })).text).toContain('has one account now')
    await tokenOf(app, other.email)
  })
})
