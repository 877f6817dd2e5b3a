import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { anAgency } from '../support/builders/agency.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aPerson } from '../support/people.js'
import type { Visitor } from '../support/visitor.js'
import { aRegister, browserOf, occurrenceNow, statesIn, theCast, type ARegister, type Cast } from './a-register.js'

let app: TestApp
let cast: Cast
let tara: Visitor
let register: ARegister

beforeAll(async () => {
  app = await startApp()
  cast = await theCast(app)
  tara = await browserOf(app, cast.tara)
})
afterAll(() => app.stop())
beforeEach(async () => {
  register = await aRegister(app, cast, { people: [cast.dana], places: 1 })
})

const add = async (fields: Record<string, string>, at: ARegister = register) => {
  await tara.get(`${at.url}/walk-ins?session=1`)
  return tara.post(`${at.url}/walk-ins`, { mark: 'present', ...fields })
}
const walkIns = (at: ARegister = register) =>
  app.database.query<{ id: string; name: string; agency: string | null; state: string; second: boolean; mark: string | null }[]>(
    `SELECT b.id, p.name, a.name AS agency, b.state, b.second_on_course AS second, m.mark
     FROM booking b JOIN person p ON p.id = b.person_id LEFT JOIN agency a ON a.id = b.agency_id LEFT JOIN register_mark m ON m.booking_id = b.id
     WHERE b.occurrence_id = $1 AND b.walk_in ORDER BY p.name`,
    [at.occurrence.id],
  )

describe('somebody registered', () => {
  it('is found by e-mail, put on the register and marked; a full occurrence is no obstacle', async () => {
    const seen = await add({ email: cast.oona.email, mark: 'late' })
    expect(seen.url).toBe(`${register.url}?session=1`)
    expect(seen.text).toContain('Oona Outsider is on the register as a walk-in')
    expect(seen.text).toMatch(/1 of 2 marked Dana Delegate .* Oona Outsider Walk-in , Manor Hospital/)
    expect(await walkIns()).toMatchObject([{ name: 'Oona Outsider', agency: 'Manor Hospital', state: 'booked', mark: 'late' }])
    expect((await occurrenceNow(app, register)).booked).toBe(1)
  })

  it.each(['OONA@Example.org', '  oona@example.org '])('is found as %s too', async email => {
    expect((await add({ email })).text).toContain('Oona Outsider is on the register')
  })

  it.each(['oona', 'oona@example', '%@example.org', 'oona@example.or_'])('is not found by %s: nobody can be browsed', async email => {
    expect((await add({ email })).text).toContain(`Nobody is registered as ${email}`)
    expect(await walkIns()).toEqual([])
  })

  it('who has booked another date of the course keeps that booking', async () => {
    const later = await anOccurrence(app.database, { course: register.course })
    const booking = await aBooking(app.database, { person: cast.oona, occurrence: later })
    expect((await add({ email: cast.oona.email })).text).toContain('is on the register')
    const [row] = await app.database.query<object[]>('SELECT state FROM booking WHERE id = $1', [booking.id])
    expect(row).toEqual({ state: 'booked' })
  })

  it.each([
    ['is booked', () => cast.dana],
    ['has walked in already', () => cast.oona],
  ])('who %s is on the register already', async (_case, person) => {
    await add({ email: cast.oona.email })
    const seen = await add({ email: person().email })
    expect([seen.status, seen.text.includes(`${person().name} is on this register already`)]).toEqual([422, true])
    expect(await walkIns()).toHaveLength(1)
  })

  it('who cancelled and comes all the same is a walk-in', async () => {
    const cancel = `UPDATE booking SET state = 'cancelled', cancelled_at = now(), cancelled_by = 'delegate' WHERE id = $1`
    await app.database.query(cancel, [register.bookings[0]!.id])
    await add({ email: cast.dana.email })
    expect(await walkIns()).toMatchObject([{ name: 'Dana Delegate' }])
  })

  it('sent twice on a slow line is added once, and both are told so', async () => {
    await tara.get(`${register.url}/walk-ins?session=1`)
    const form = { mark: 'present', email: cast.cole.email }
    const seen = await Promise.all([tara.post(`${register.url}/walk-ins`, form), tara.post(`${register.url}/walk-ins`, form)])
    expect(seen.map(one => one.status)).toEqual([200, 200])
    expect(await walkIns()).toHaveLength(1)
  })
})

describe('somebody not registered yet', () => {
  it('is asked about, and becomes a person without a password, who can claim the account later', async () => {
    const school = await anAgency(app.database)
    const asked = await add({ email: 'New.Comer@example.org' })
    expect([
      asked.status,
      asked.text.includes('Nobody is registered as New.Comer@example.org . Check the address, or add the person'),
    ]).toEqual([200, true])
    const seen = await tara.post(`${register.url}/walk-ins`, {
      email: 'New.Comer@example.org',
      name: 'Nia Newcomer',
      agency: school.id,
      mark: 'present',
    })
    expect(seen.text).toContain('Nia Newcomer is on the register as a walk-in')
    expect(await walkIns()).toMatchObject([{ name: 'Nia Newcomer', agency: school.name }])
    const [person] = await app.database.query<object[]>(
      `SELECT email, password_hash AS "passwordHash", confirmed_at AS "confirmedAt", roles FROM person WHERE name = 'Nia Newcomer'`,
    )
    expect(person).toEqual({ email: 'new.comer@example.org', passwordHash: null, confirmedAt: null, roles: [] })
  })

  it('may come from an agency that is not listed', async () => {
    await add({ email: 'una@example.org' })
    const fields = { email: 'una@example.org', name: 'Una Unlisted', agency: 'other', agencyOther: 'The Corner Nursery', mark: 'present' }
    await tara.post(`${register.url}/walk-ins`, fields)
    expect((await tara.get(register.url)).text).toContain('Una Unlisted Walk-in , The Corner Nursery')
  })

  it.each([
    ['a name', { name: '' }, 'Enter the person’s name, such as Jo Bloggs'],
    ['an agency', { agency: '' }, 'Choose the person’s agency'],
    ['an agency of the list', { agency: 'any' }, 'Choose the person’s agency'],
    ['the agency’s name', { agency: 'other' }, 'Enter the name of the agency, in at most 160 characters'],
    ['a real address', { email: 'nobody' }, 'Enter an e-mail address, such as name@example.org'],
    ['a personal address', { email: 'office@example.org' }, 'That is a shared mailbox. Ask for the person’s own work address'],
  ])('needs %s, and what was typed is kept', async (_case, wrong, message) => {
    const school = await anAgency(app.database)
    await add({ email: 'vera@example.org' })
    const seen = await tara.post(`${register.url}/walk-ins`, {
      email: 'vera@example.org',
      name: 'Vera Visitor',
      agency: school.id,
      mark: 'late',
      ...wrong,
    })
    expect(seen.status).toBe(422)
    expect(seen.text).toContain(`There is a problem ${message}`)
    expect(seen.html).toContain(`value="${'email' in wrong ? wrong.email : 'vera@example.org'}"`)
    expect(seen.html).toMatch(/value="late" checked/)
    expect(await walkIns()).toEqual([])
  })
})

describe('taking a walk-in off', () => {
  it('removes them with their mark, and only them', async () => {
    await add({ email: cast.oona.email })
    const [walkIn] = await walkIns()
    const page = await tara.get(`${register.url}/walk-ins?session=1`)
    expect(page.text).toContain('On the register as walk-ins Oona Outsider Manor Hospital Take off Oona Outsider')
    const seen = await tara.post(`${register.url}/walk-ins/${walkIn!.id}/removal`)
    expect(seen.text).toContain('Oona Outsider was taken off the register')
    expect(await walkIns()).toEqual([])
    expect(Object.keys(await statesIn(app, register))).toEqual([register.bookings[0]!.id])
  })

  it('does not remove who has booked', async () => {
    await tara.get(`${register.url}/walk-ins?session=1`)
    const seen = await tara.post(`${register.url}/walk-ins/${register.bookings[0]!.id}/removal`, { session: '1' })
    expect(seen.text).toContain('Only somebody who was added as a walk-in can be taken off')
    expect(Object.keys(await statesIn(app, register))).toHaveLength(1)
  })
})

describe('closing with walk-ins', () => {
  const close = async () => {
    await tara.get(`${register.url}/closure`)
    return tara.post(`${register.url}/closure`)
  }

  it('counts them apart and gives them their learning record', async () => {
    await add({ email: cast.oona.email })
    await tara.post(`${register.url}/marks`, { session: '1', [`mark-${register.bookings[0]!.id}`]: 'absent' })
    expect((await tara.get(`${register.url}/closure`)).text).toMatch(/Booked 1 No-shows − 1 Walk-ins \+ 1 Present 1/)
    await close()
    const learned = await app.database.query<object[]>('SELECT person_id FROM learning_record WHERE course_id = $1', [register.course.id])
    expect(learned).toEqual([{ person_id: cast.oona.id }])
    expect(await walkIns()).toMatchObject([{ state: 'attended' }])
  })

  it('does not do with one who was never there, and names them', async () => {
    await tara.get(register.url)
    await tara.post(`${register.url}/marks`, { fill: 'present' })
    await add({ email: cast.oona.email, mark: 'absent' })
    const refused = await close()
    expect(refused.status).toBe(409)
    expect(refused.text).toMatch(/A walk-in who was absent throughout was not there: take them off .* Oona Outsider Take somebody off/)
  })

  it('after it, nobody is added or taken off', async () => {
    await add({ email: cast.oona.email })
    await tara.post(`${register.url}/marks`, { session: '1', fill: 'present' })
    await close()
    const page = await tara.get(`${register.url}/walk-ins`)
    expect([page.status, page.text.includes('This register is closed'), page.html.includes('name="email"')]).toEqual([409, true, false])
    const [walkIn] = await walkIns()
    expect((await tara.post(`${register.url}/walk-ins`, { email: cast.cole.email, mark: 'present', session: '1' })).status).toBe(409)
    expect((await tara.post(`${register.url}/walk-ins/${walkIn!.id}/removal`, { session: '1' })).status).toBe(409)
    expect(await walkIns()).toHaveLength(1)
  })
})

it('is not for another trainer, nor for delegates', async () => {
  const stranger = await aPerson(app.database)
  for (const [person, status] of [
    [cast.toby, 404],
    [stranger, 403],
  ] as const) {
    const browser = await browserOf(app, person)
    expect((await browser.get(`${register.url}/walk-ins`)).status).toBe(status)
    await browser.get('/my-learning')
    expect((await browser.post(`${register.url}/walk-ins`, { email: cast.oona.email, mark: 'present', session: '1' })).status).toBe(status)
  }
  expect(await walkIns()).toEqual([])
})
