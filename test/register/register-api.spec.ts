import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { Api } from '../support/api.js'
import { aRegister, marksIn, occurrenceNow, statesIn, theCast, type ARegister, type Cast } from './a-register.js'

interface Register {
  closedAt: string | null
  sums: Record<string, number>
  items: { bookingId: string; personId: string; name: string; walkIn: boolean; state: string; marks: { session: number; mark: string }[] }[]
}

let app: TestApp
let cast: Cast
let tara: Api
let register: ARegister
let path: string

beforeAll(async () => {
  app = await startApp()
  cast = await theCast(app)
  tara = await Api.of(app, cast.tara.email)
})
afterAll(() => app.stop())
beforeEach(async () => {
  register = await aRegister(app, cast, { people: [cast.dana, cast.cole] })
  path = `/occurrences/${register.occurrence.id}/register`
})

const booking = (n: number) => register.bookings[n]!.id
const mark = (n: number, word = 'present', session = 1) => ({ bookingId: booking(n), session, mark: word })

describe('putting marks', () => {
  it('sets those named, and answers with the register', async () => {
    const { status, body } = await tara.put<Register>(path, [mark(0, 'late')])
    expect(status).toBe(200)
    expect(body).toMatchObject({ closedAt: null, sums: { booked: 2, noShows: 0, walkIns: 0, present: 1, cancelled: 0 } })
    expect(body.items.find(item => item.bookingId === booking(0))).toMatchObject({
      name: 'Dana Delegate',
      marks: [{ session: 1, mark: 'late' }],
    })
    expect((await tara.put<Register>(path, [mark(1, 'absent')])).body.sums).toMatchObject({ noShows: 1, present: 1 })
  })

  it('sets all of a list or none of it', async () => {
    const stranger = { bookingId: '019b0000-0000-7000-8000-000000000000', session: 1, mark: 'present' }
    const { status, body } = await tara.put(path, [mark(0), stranger])
    expect([status, body.code, body.bookings]).toEqual([422, 'not-on-register', [stranger.bookingId]])
    expect(await marksIn(app, register)).toEqual({})
  })

  it('adds a walk-in by person, once, however often it is sent', async () => {
    const walkIn = { personId: cast.oona.id, session: 1, mark: 'present' }
    await tara.put(path, [mark(0), walkIn])
    const { body } = await tara.put<Register>(path, [walkIn])
    expect(body.items.filter(item => item.walkIn)).toMatchObject([{ personId: cast.oona.id, marks: [{ session: 1, mark: 'present' }] }])
    expect(body.sums).toMatchObject({ booked: 2, walkIns: 1, present: 2 })
  })

  it('takes walk-ins in a list of their own too', async () => {
    const { body } = await tara.put<Register>(path, { marks: [mark(0)], walkIns: [{ personId: cast.oona.id, session: 1, mark: 'late' }] })
    expect(body.items).toHaveLength(3)
  })

  it('marks a person who has booked as booked, not as a walk-in', async () => {
    const { body } = await tara.put<Register>(path, [{ personId: cast.dana.id, session: 1, mark: 'late' }])
    expect(body.items.map(item => item.walkIn)).toEqual([false, false])
    expect(await marksIn(app, register)).toEqual({ [`${booking(0)} 1`]: 'late' })
  })

  it('refuses a person who is nobody, and adds nobody', async () => {
    const nobody = { personId: '019b0000-0000-7000-8000-000000000000', session: 1, mark: 'present' }
    const { status, body } = await tara.put(path, [{ personId: cast.oona.id, session: 1, mark: 'present' }, nobody])
    expect([status, body.code]).toEqual([422, 'nobody-found'])
    expect(Object.keys(await statesIn(app, register))).toHaveLength(2)
  })

  it.each([
    ['an unknown mark', [{ mark: 'asleep' }], '0.mark', 'Each mark is one of: present, late, left early, absent'],
    ['no session', [{}, { session: 'first' }], '1.session', 'Each mark names its session by number, from 1'],
    ['neither booking nor person', [{ bookingId: undefined }], '0.bookingId', 'Name either bookingId or personId'],
    ['an id that is none', [{ bookingId: '7' }], '0.bookingId', 'bookingId is the id of a booking on this register'],
  ])('names %s by its place', async (_case, changes, field, message) => {
    const { status, body } = await tara.put(
      path,
      changes.map(change => ({ ...mark(0), ...change })),
    )
    expect([status, body.code, body.errors]).toEqual([422, 'fields-invalid', [{ field, message }]])
  })

  it.each([[{ marks: 'all' }], ['present'], [null]])('does not know what to do with %j', async body => {
    expect((await tara.put(path, body)).status).toBe(400)
  })

  it('refuses a session that the occurrence does not have', async () => {
    expect(await tara.put(path, [mark(0, 'present', 2)])).toMatchObject({ status: 422, body: { code: 'no-such-session', session: 2 } })
  })
})

describe('closing and reopening', () => {
  it('closes with its sums, twice is a conflict, and marks after it are refused', async () => {
    await tara.put(path, [mark(0), mark(1, 'absent')])
    const closed = await tara.post(`${path}/closure`)
    expect(closed).toEqual({
      status: 200,
      body: { closedAt: MONDAY.toISOString(), sums: { booked: 2, noShows: 1, walkIns: 0, present: 1 } },
    })
    expect(await tara.post(`${path}/closure`)).toMatchObject({ status: 409, body: { code: 'register-already-closed' } })
    expect(await tara.put(path, [mark(0, 'absent')])).toMatchObject({ status: 409, body: { code: 'register-closed' } })
    const { body } = await tara.get<Register>(path)
    expect(body.closedAt).toBe(MONDAY.toISOString())
    expect(body.items.map(item => item.state).sort()).toEqual(['attended', 'no-show'])
  })

  it('names the bookings that are not marked', async () => {
    await tara.put(path, [mark(0)])
    expect(await tara.post(`${path}/closure`)).toMatchObject({ status: 409, body: { code: 'register-incomplete', unmarked: [booking(1)] } })
  })

  it('reopens for administrators, with a reason', async () => {
    await tara.put(path, [mark(0), mark(1)])
    await tara.post(`${path}/closure`)
    const ada = await Api.of(app, cast.ada.email)
    expect(await ada.post(`${path}/reopening`, { reason: ' ' })).toMatchObject({ status: 422, body: { code: 'fields-invalid' } })
    expect((await tara.post(`${path}/reopening`, { reason: 'A mistake' })).status).toBe(403)
    expect((await ada.post(`${path}/reopening`, { reason: 'A mistake' })).status).toBe(200)
    expect(await ada.post(`${path}/reopening`, { reason: 'A mistake' })).toMatchObject({
      status: 409,
      body: { code: 'register-not-closed' },
    })
    expect((await occurrenceNow(app, register)).closedAt).toBeNull()
  })
})

describe('who may', () => {
  it.each([
    ['another trainer', () => cast.toby, 404],
    ['a delegate on it', () => cast.dana, 403],
    ['an administrator', () => cast.ada, 200],
  ])('%s', async (_case, person, status) => {
    const api = await Api.of(app, person().email)
    expect((await api.get(path)).status).toBe(status)
    expect((await api.put(path, [mark(0)])).status).toBe(status)
    expect((await api.post(`${path}/closure`)).status).toBe(status === 200 ? 409 : status)
  })

  it('not a stranger', async () => {
    expect((await Api.stranger(app).get(path)).status).toBe(401)
  })
})

it('programs are not told of needs', async () => {
  await app.database.query(`INSERT INTO need (booking_id, access, dietary) VALUES ($1, 'Hearing loop', '')`, [booking(0)])
  expect(JSON.stringify((await tara.get(path)).body)).not.toContain('Hearing')
})
