import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import type { Visitor } from '../support/visitor.js'
import { aRegister, browserOf, marksIn, theCast, type ARegister, type Cast } from './a-register.js'

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
  ['2026-03-02 09:30', '2026-03-02 16:00'],
  ['2026-03-03 09:30', '2026-03-03 16:00'],
]
const danaAndOona = () => aRegister(app, cast, { people: [cast.dana, cast.oona] })
const checked = (html: string) => [...html.matchAll(/name="mark-([^"]+)" value="([^"]+)" checked/g)].map(found => [found[1], found[2]])

describe('the page', () => {
  it('has everybody by name with their agency, and four choices for each', async () => {
    const { url } = await danaAndOona()
    const seen = await tara.get(url)
    expect(seen.status).toBe(200)
    expect(seen.text).toMatch(/Register Understanding Neglect Level 2 Monday 2 March 2026, 9am to 12:30pm/)
    expect(seen.text).toMatch(/0 of 2 marked Dana Delegate , Birchills Primary School Present Late Left early Absent Oona Outsider/)
    expect(checked(seen.html)).toEqual([])
  })

  it('leaves out who cancelled', async () => {
    const register = await danaAndOona()
    const cancel = `UPDATE booking SET state = 'cancelled', cancelled_at = now(), cancelled_by = 'delegate' WHERE id = $1`
    await app.database.query(cancel, [register.bookings[1]!.id])
    expect((await tara.get(register.url)).text).not.toContain('Oona')
  })

  it('shows needs only where there are some', async () => {
    const register = await danaAndOona()
    await app.database.query(`INSERT INTO need (booking_id, access, dietary) VALUES ($1, 'Hearing loop', 'Vegan')`, [
      register.bookings[0]!.id,
    ])
    const seen = await tara.get(register.url)
    expect(seen.text).toContain('Needs of Dana Delegate Access: Hearing loop Dietary: Vegan')
    expect(seen.text).not.toContain('Needs of Oona')
  })

  it('says so when nobody has booked', async () => {
    expect((await tara.get((await aRegister(app, cast)).url)).text).toContain('Nobody has booked. If somebody comes all the same')
  })

  it('shows one session at a time, with a way between them', async () => {
    const register = await aRegister(app, cast, { sessions: TWO_DAYS, people: [cast.dana] })
    const first = await tara.get(register.url)
    expect(first.text).toMatch(/Session 1 1 to mark Session 2 1 to mark Session 1 of 2: Monday 2 March 2026, 9:30am to 4pm/)
    expect((await tara.get(`${register.url}?session=2`)).text).toContain('Session 2 of 2: Tuesday 3 March 2026, 9:30am to 4pm')
    expect((await tara.get(`${register.url}?session=3`)).text).toContain('Session 1 of 2')
  })

  it('opens at the session of the day', async () => {
    const register = await aRegister(app, cast, { sessions: [['2026-03-01 09:30', '2026-03-01 16:00'], TWO_DAYS[1]!], people: [cast.dana] })
    expect((await tara.get(register.url)).text).toContain('Session 2 of 2')
  })
})

describe('marking without script', () => {
  let register: ARegister
  const [mark, was] = [(n: number) => `mark-${register.bookings[n]!.id}`, (n: number) => `was-${register.bookings[n]!.id}`]

  beforeAll(async () => {
    register = await danaAndOona()
  })

  it('saves the whole session at once, and shows it', async () => {
    await tara.get(register.url)
    const seen = await tara.post(`${register.url}/marks`, { [mark(0)]: 'late', [mark(1)]: 'absent' })
    expect(seen.url).toBe(`${register.url}?session=1`)
    expect(seen.text).toContain('2 marks saved')
    expect(seen.text).toContain('2 of 2 marked')
    expect(checked(seen.html)).toEqual([
      [register.bookings[0]!.id, 'late'],
      [register.bookings[1]!.id, 'absent'],
    ])
  })

  it('does not undo what another trainer marked while the page was open', async () => {
    await tara.get(register.url)
    const ada = await browserOf(app, cast.ada)
    await ada.get(register.url)
    await ada.post(`${register.url}/marks`, { [mark(0)]: 'left early', [was(0)]: 'late' })
    const seen = await tara.post(`${register.url}/marks`, { [mark(0)]: 'late', [mark(1)]: 'present' })
    expect(seen.text).toContain('1 mark saved')
    expect(await marksIn(app, register)).toMatchObject({
      [`${register.bookings[0]!.id} 1`]: 'left early',
      [`${register.bookings[1]!.id} 1`]: 'present',
    })
  })

  it('says when nothing had changed', async () => {
    await tara.get(register.url)
    expect((await tara.post(`${register.url}/marks`, {})).text).toContain('Nothing had changed')
  })

  it('marks everybody not yet marked as present, and nobody else', async () => {
    const fresh = await danaAndOona()
    await tara.get(fresh.url)
    await tara.post(`${fresh.url}/marks`, { [`mark-${fresh.bookings[0]!.id}`]: 'absent' })
    expect((await tara.post(`${fresh.url}/marks`, { fill: 'present' })).text).toContain('1 mark saved')
    expect(Object.values(await marksIn(app, fresh)).sort()).toEqual(['absent', 'present'])
  })

  it('refuses a session that is not there', async () => {
    await tara.get(register.url)
    expect((await tara.post(`${register.url}/marks`, { session: '7', [mark(0)]: 'late' })).status).toBe(400)
  })
})

describe('who and when', () => {
  it('is not there for another trainer, nor for anybody else', async () => {
    const { url } = await danaAndOona()
    expect((await (await browserOf(app, cast.toby)).get(url)).status).toBe(404)
    expect((await (await browserOf(app, cast.dana)).get(url)).status).toBe(403)
    const toby = await browserOf(app, cast.toby)
    await toby.get('/my-occurrences')
    expect((await toby.post(`${url}/marks`, { session: '1' })).status).toBe(404)
  })

  it('is there for an administrator', async () => {
    const { url } = await danaAndOona()
    expect((await (await browserOf(app, cast.ada)).get(url)).status).toBe(200)
  })

  it.each(['not-an-id', '019b0000-0000-7000-8000-000000000000'])('says that there is no %s', async id => {
    expect((await tara.get(`/occurrences/${id}/register`)).status).toBe(404)
  })

  it('takes marks from the morning of the first day on, and not a moment before', async () => {
    const register = await aRegister(app, cast, { people: [cast.dana] })
    const field = `mark-${register.bookings[0]!.id}`
    app.clock.moveTo('2026-03-01T23:59:59.999Z')
    const early = await tara.get(register.url)
    expect(early.text).toContain('Marks can be made from the morning of Monday 2 March 2026. 1 person has booked Dana Delegate')
    const refused = await tara.post(`${register.url}/marks`, { session: '1', [field]: 'present' })
    expect([refused.status, refused.text.includes('There is a problem Marks can be made from the morning')]).toEqual([409, true])
    app.clock.moveTo('2026-03-02T00:00:00Z')
    await tara.get(register.url)
    expect((await tara.post(`${register.url}/marks`, { [field]: 'present' })).text).toContain('1 mark saved')
    app.clock.moveTo(MONDAY)
  })

  it('takes none for a cancelled occurrence', async () => {
    const register = await aRegister(app, cast, { people: [cast.dana], cancelledAt: new Date('2026-03-01T12:00:00Z') })
    expect((await tara.get(register.url)).text).toContain('This occurrence was cancelled')
    const refused = await tara.post(`${register.url}/marks`, { session: '1', [`mark-${register.bookings[0]!.id}`]: 'present' })
    expect(refused.status).toBe(409)
    expect(await marksIn(app, register)).toEqual({})
  })
})

it('a register closed elsewhere, of which no marks were kept, adds up from its outcomes', async () => {
  const register = await aRegister(app, cast, { people: [cast.dana, cast.oona], startsAt: '2026-02-02 09:00', endsAt: '2026-02-02 12:00' })
  const outcome = `UPDATE booking SET state = $2 WHERE id = $1`
  await app.database.query(outcome, [register.bookings[0]!.id, 'partly attended'])
  await app.database.query(outcome, [register.bookings[1]!.id, 'no-show'])
  await app.database.query('UPDATE occurrence SET register_closed_at = ends_at, booked = 0 WHERE id = $1', [register.occurrence.id])
  const seen = await tara.get(register.url)
  expect(seen.text).toMatch(/Booked 2 No-shows − 1 Walk-ins \+ 0 Present 1 /)
  expect(seen.text).toMatch(/Name Counts as Dana Delegate Birchills Primary School Partly attended Oona Outsider Manor Hospital No-show/)
})
