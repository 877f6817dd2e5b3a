import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { aPolicy } from '../support/builders/policy.js'
import type { Visitor } from '../support/visitor.js'
import { aRegister, browserOf, occurrenceNow, statesIn, theCast, type ARegister, type Cast } from './a-register.js'

let app: TestApp
let cast: Cast
let tara: Visitor

beforeAll(async () => {
  app = await startApp()
  cast = await theCast(app)
  tara = await browserOf(app, cast.tara)
})
afterAll(() => app.stop())

const TWO_DAYS: [string, string][] = [
  ['2026-03-01 09:30', '2026-03-01 16:00'],
  ['2026-03-02 09:00', '2026-03-02 16:00'],
]

/** Marks by person, one letter a session: present, late, (left) early, absent, - for none. */
async function mark(register: ARegister, ...marks: string[]) {
  const words: Record<string, string> = { p: 'present', l: 'late', e: 'left early', a: 'absent' }
  const taps = marks.flatMap((letters, i) =>
    [...letters].flatMap((letter, s) => {
      const bookingId = register.bookings[i]!.id
      return words[letter] ? [{ bookingId, session: s + 1, mark: words[letter], at: MONDAY.toISOString() }] : []
    }),
  )
  await tara.get(register.url)
  await tara.send(`${register.url}/marks`, { taps })
}
const close = async (register: ARegister) => {
  await tara.get(`${register.url}/closure`)
  return tara.post(`${register.url}/closure`)
}
const states = async (register: ARegister) => {
  const found = await statesIn(app, register)
  return register.bookings.map(({ id }) => found[id])
}
const records = (register: ARegister) =>
  app.database.query<object[]>(
    `SELECT source, person_id AS "personId", completed_on::text AS "completedOn", how, valid_until::text AS "validUntil",
       recorded_by_id AS "recordedById" FROM learning_record WHERE course_id = $1 ORDER BY source`,
    [register.course.id],
  )

describe('closing', () => {
  it('gives outcomes, sums, learning records for full attendance, and is kept', async () => {
    const people = [cast.dana, cast.cole, cast.oona]
    const register = await aRegister(app, cast, { sessions: TWO_DAYS, people, course: { validMonths: 36 } })
    await mark(register, 'pl', 'pa', 'aa')
    const check = await tara.get(`${register.url}/closure`)
    expect(check.text).toMatch(/Booked 3 No-shows − 1 Walk-ins \+ 0 Present 2 No-shows Oona Outsider, Manor Hospital/)
    const seen = await tara.post(`${register.url}/closure`)
    expect(seen.url).toBe(register.url)
    expect(seen.text).toContain('The register is closed: 2 present')
    expect(seen.text).toContain('This register was closed on Monday 2 March 2026, 9am')
    expect(seen.text).toMatch(/Dana Delegate Birchills Primary School Present Late Attended/)
    expect(seen.text).toContain('Closed by Tara Trainer, Monday 2 March 2026, 9am')
    expect(await states(register)).toEqual(['attended', 'partly attended', 'no-show'])
    expect(await records(register)).toEqual([
      {
        source: `booking:${register.bookings[0]!.id}`,
        personId: cast.dana.id,
        completedOn: '2026-03-02',
        how: 'attended',
        validUntil: '2029-03-02',
        recordedById: cast.tara.id,
      },
    ])
  })

  it('leaves no live booking, so the counter is empty and the person may book the course anew', async () => {
    const register = await aRegister(app, cast, { people: [cast.dana, cast.oona] })
    expect((await occurrenceNow(app, register)).booked).toBe(2)
    await mark(register, 'p', 'a')
    await close(register)
    expect(await occurrenceNow(app, register)).toEqual({ booked: 0, held: 0, overbooked: 0, closedAt: MONDAY })
  })

  it('dates the learning by London’s day of the last session', async () => {
    const lateEvening: [string, string][] = [
      ['2026-03-01 09:00', '2026-03-01 10:00'],
      ['2026-03-01 23:30', '2026-03-02 01:00'],
    ]
    const register = await aRegister(app, cast, { sessions: lateEvening, people: [cast.dana] })
    await mark(register, 'pp')
    await close(register)
    expect(await records(register)).toMatchObject([{ completedOn: '2026-03-01', validUntil: null }])
  })

  it('twice is harmless: the second is shown the closed register', async () => {
    const register = await aRegister(app, cast, { people: [cast.dana] })
    await mark(register, 'p')
    await close(register)
    const again = await close(register)
    expect([again.status, again.url]).toEqual([200, register.url])
    expect(await records(register)).toHaveLength(1)
  })

  it('from two phones at the same moment closes once', async () => {
    const register = await aRegister(app, cast, { people: [cast.dana, cast.oona] })
    await mark(register, 'p', 'p')
    const ada = await browserOf(app, cast.ada)
    await Promise.all([tara.get(`${register.url}/closure`), ada.get(`${register.url}/closure`)])
    const seen = await Promise.all([tara.post(`${register.url}/closure`), ada.post(`${register.url}/closure`)])
    expect(seen.map(one => one.url)).toEqual([register.url, register.url])
    const changes = await app.database.query<object[]>('SELECT change FROM register_change WHERE occurrence_id = $1', [
      register.occurrence.id,
    ])
    expect(changes).toEqual([{ change: 'closed' }])
    expect(await records(register)).toHaveLength(2)
  })

  it('and a tap at the same moment: either the tap is in the outcome, or it is refused', async () => {
    const ada = await browserOf(app, cast.ada)
    for (let i = 0; i < 5; i++) {
      const register = await aRegister(app, cast, { people: [cast.dana] })
      await mark(register, 'p')
      await ada.get(register.url)
      await tara.get(`${register.url}/closure`)
      const tap = { bookingId: register.bookings[0]!.id, session: 1, mark: 'absent', at: MONDAY.toISOString() }
      const [, { body }] = await Promise.all([
        tara.post(`${register.url}/closure`),
        ada.send<{ refused?: object }>(`${register.url}/marks`, { taps: [tap] }),
      ])
      expect(await states(register)).toEqual([body.refused ? 'attended' : 'no-show'])
    }
  })
})

describe('is refused', () => {
  it('while somebody is not marked, by name and session, with a button that marks them', async () => {
    const register = await aRegister(app, cast, { sessions: TWO_DAYS, people: [cast.dana, cast.cole] })
    await mark(register, 'pp', 'p-')
    const page = await tara.get(`${register.url}/closure`)
    expect(page.text).toMatch(/Mark everybody at every session before you close the register\. Not yet marked, session 2 Cole Colleague/)
    expect(page.text).not.toContain('Dana')
    expect(page.text).toMatch(/So far Booked 2 No-shows − 0 Walk-ins \+ 0 Not yet marked − 1 Present 1/)
    const refused = await tara.post(`${register.url}/closure`)
    expect([refused.status, refused.text.includes('There is a problem Mark everybody at every session')]).toEqual([409, true])
    expect((await occurrenceNow(app, register)).closedAt).toBeNull()
    expect(await states(register)).toEqual(['booked', 'booked'])
    const filled = await tara.post(`${register.url}/marks`, { session: '2', fill: 'present', back: 'closure' })
    expect(filled.url).toBe(`${register.url}/closure`)
    expect(filled.text).toContain('Present 2')
  })

  it('before the last session has started, to the moment', async () => {
    const register = await aRegister(app, cast, { people: [cast.dana] })
    await mark(register, 'p')
    app.clock.moveTo(new Date(MONDAY.getTime() - 1))
    expect((await close(register)).text).toContain('The register can be closed once its last session has started, Monday 2 March 2026, 9am')
    app.clock.moveTo(MONDAY)
    expect((await close(register)).text).toContain('The register is closed: 1 present')
  })

  it('for another trainer and for delegates', async () => {
    const register = await aRegister(app, cast, { people: [cast.dana] })
    await mark(register, 'p')
    for (const [person, status] of [
      [cast.toby, 404],
      [cast.dana, 403],
    ] as const) {
      const browser = await browserOf(app, person)
      expect((await browser.get(`${register.url}/closure`)).status).toBe(status)
      await browser.get('/my-learning')
      expect((await browser.post(`${register.url}/closure`)).status).toBe(status)
    }
    expect((await occurrenceNow(app, register)).closedAt).toBeNull()
  })
})

it('with nobody on it closes all the same: nobody came, and that is counted', async () => {
  const register = await aRegister(app, cast)
  expect((await close(register)).text).toContain('The register is closed: 0 present')
})

describe('charges for not coming', () => {
  const charges = (register: ARegister) =>
    app.database.query<object[]>(`SELECT booking_id AS "bookingId", kind, state, pence FROM charge WHERE booking_id = ANY($1)`, [
      register.bookings.map(one => one.id),
    ])

  it('are proposed by the policy, and taken back when the register is closed again without the no-show', async () => {
    const policy = await aPolicy(app.database)
    const register = await aRegister(app, cast, { people: [cast.dana, cast.oona], course: { policyId: policy.id } })
    await mark(register, 'p', 'a')
    await close(register)
    const proposed = await charges(register)
    expect(proposed).toEqual([{ bookingId: register.bookings[1]!.id, kind: 'no-show', state: 'proposed', pence: 2500 }])
    const ada = await browserOf(app, cast.ada)
    await ada.get(`${register.url}/reopening`)
    await ada.post(`${register.url}/reopening`, { reason: 'Oona came late' })
    await mark(register, 'p', 'l')
    await close(register)
    expect(await charges(register)).toEqual([])
  })

  it('are none where the course has no policy', async () => {
    const register = await aRegister(app, cast, { people: [cast.oona] })
    await mark(register, 'a')
    await close(register)
    expect(await charges(register)).toEqual([])
  })
})
