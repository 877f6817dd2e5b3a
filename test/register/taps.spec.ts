import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import type { Visitor } from '../support/visitor.js'
import { aCrowd, aRegister, browserOf, marksIn, theCast, type ARegister, type Cast } from './a-register.js'

interface Answer {
  outcomes: string[]
  marks: { bookingId: string; session: number; mark: string }[]
  refused?: { code: string; sentence: string }
}

let app: TestApp
let cast: Cast
let tara: Visitor
let ada: Visitor
let register: ARegister

beforeAll(async () => {
  app = await startApp()
  cast = await theCast(app)
  tara = await browserOf(app, cast.tara)
  ada = await browserOf(app, cast.ada)
})
afterAll(() => app.stop())
beforeEach(async () => {
  app.clock.moveTo(MONDAY)
  register = await aRegister(app, cast, { people: [cast.dana, cast.oona] })
  await tara.get(register.url)
  await ada.get(register.url)
})

const at = (time: string) => `2026-03-02T${time}Z`
const tap = (mark: string, time: string, more: object = {}) => ({
  bookingId: register.bookings[0]!.id,
  session: 1,
  mark,
  at: at(time),
  ...more,
})
const send = (browser: Visitor, ...taps: object[]) => browser.send<Answer>(`${register.url}/marks`, { taps })
const kept = async () => Object.values(await marksIn(app, register))

describe('a tap', () => {
  it('is acknowledged, with the marks of the whole register', async () => {
    const { status, body } = await send(tara, tap('present', '08:50:00'))
    expect([status, body]).toEqual([
      200,
      { outcomes: ['saved'], marks: [{ bookingId: register.bookings[0]!.id, session: 1, mark: 'present' }] },
    ])
  })

  it('sent again changes nothing', async () => {
    await send(tara, tap('late', '08:50:00'))
    expect((await send(tara, tap('late', '08:50:00'))).body.outcomes).toEqual(['saved'])
    expect(await kept()).toEqual(['late'])
  })

  it.each([
    ['a moment older loses', '08:49:59.999', 'older', 'present'],
    ['of the same moment wins, as the last to come', '08:50:00.000', 'saved', 'absent'],
    ['a moment newer wins', '08:50:00.001', 'saved', 'absent'],
  ])('that arrives later and is %s', async (_case, time, outcome, mark) => {
    await send(tara, tap('present', '08:50:00.000'))
    expect((await send(ada, tap('absent', time))).body.outcomes).toEqual([outcome])
    expect(await kept()).toEqual([mark])
  })

  it('from a clock that runs ahead is dated when it arrives, so that a later one can still win', async () => {
    await send(tara, tap('absent', '23:59:00'))
    app.clock.pass({ minutes: 1 })
    await send(ada, tap('present', '09:00:30'))
    expect(await kept()).toEqual(['present'])
  })

  it('on somebody no longer on the register says so, and the others are saved', async () => {
    const gone = { ...tap('present', '08:50:00'), bookingId: '019b0000-0000-7000-8000-000000000000' }
    const { body } = await send(tara, gone, { ...tap('present', '08:50:00'), session: 9 }, tap('late', '08:50:00'))
    expect(body.outcomes).toEqual(['not-on-register', 'not-on-register', 'saved'])
    expect(await kept()).toEqual(['late'])
  })

  it('of several on one person in one post the last made counts, in whatever order', async () => {
    await send(tara, tap('left early', '08:52:00'), tap('present', '08:50:00'), tap('late', '08:51:00'))
    expect(await kept()).toEqual(['left early'])
  })

  it('keeps who made it and when', async () => {
    await send(ada, tap('present', '08:50:00'))
    const [row] = await app.database.query<object[]>('SELECT marked_at, marked_by_id FROM register_mark WHERE booking_id = $1', [
      register.bookings[0]!.id,
    ])
    expect(row).toEqual({ marked_at: new Date(at('08:50:00')), marked_by_id: cast.ada.id })
  })
})

describe('present for everybody not yet marked', () => {
  it('gives way to a tap by hand that was made before and arrives later', async () => {
    await send(tara, tap('present', '08:55:00', { fill: true }))
    expect((await send(ada, tap('absent', '08:30:00'))).body.outcomes).toEqual(['saved'])
    expect(await kept()).toEqual(['absent'])
  })

  it('never overwrites a tap by hand', async () => {
    await send(ada, tap('absent', '08:30:00'))
    expect((await send(tara, tap('present', '08:55:00', { fill: true }))).body.outcomes).toEqual(['older'])
    expect(await kept()).toEqual(['absent'])
  })
})

describe('what is not a tap', () => {
  it.each([
    ['no list', 'present'],
    ['an unknown mark', [{ mark: 'asleep' }]],
    ['no time', [{ at: 'yesterday' }]],
    ['a booking that is no id', [{ bookingId: '1; DROP TABLE booking' }]],
    ['a session out of all bounds', [{ session: 1e12 }]],
    ['half a session', [{ session: 1.5 }]],
  ])('%s', async (_case, taps) => {
    const sent = Array.isArray(taps) ? taps.map(one => tap('present', '08:50:00', one)) : taps
    expect((await tara.send(`${register.url}/marks`, { taps: sent })).status).toBe(400)
    expect(await kept()).toEqual([])
  })

  it('without the page’s form token', async () => {
    const stranger = await browserOf(app, cast.tara)
    stranger.last = undefined
    expect((await stranger.send(`${register.url}/marks`, { taps: [tap('present', '08:50:00')] })).status).toBe(403)
  })
})

it('after the closing is refused kindly and changes nothing', async () => {
  await send(tara, tap('present', '08:50:00'), tap('absent', '08:50:00', { bookingId: register.bookings[1]!.id }))
  await tara.post(`${register.url}/closure`)
  const { status, body } = await send(ada, tap('absent', '08:59:00'))
  expect([status, body.refused]).toEqual([
    200,
    { code: 'register-closed', sentence: 'This register is closed. Ask an administrator to reopen it if a mark is wrong.' },
  ])
  expect((await kept()).sort()).toEqual(['absent', 'present'])
})

it('two phones at once lose no tap', async () => {
  const crowd = await aCrowd(app, 30)
  register = await aRegister(app, cast, { people: crowd, places: 40 })
  await tara.get(register.url)
  await ada.get(register.url)
  const all = register.bookings.map(booking => tap('present', '08:50:00', { bookingId: booking.id }))
  const answers = await Promise.all([
    ...all.slice(0, 20).map(one => send(tara, one)),
    ...all.slice(10).map(one => send(ada, { ...one, mark: 'late', at: at('08:51:00') })),
    send(tara, ...all.slice(0, 20)),
    send(ada, ...[...all].reverse().map(one => ({ ...one, mark: 'left early', at: at('08:49:00') }))),
  ])
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  const marks = await marksIn(app, register)
  const expected = register.bookings.map(({ id }, i) => [`${id} 1`, i < 10 ? 'present' : 'late'])
  expect(marks).toEqual(Object.fromEntries(expected))
})
