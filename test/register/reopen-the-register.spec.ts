import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import type { Visitor } from '../support/visitor.js'
import { aRegister, browserOf, marksIn, occurrenceNow, statesIn, theCast, type ARegister, type Cast } from './a-register.js'

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

const reopen = async (reason: string) => {
  await ada.get(`${register.url}/reopening`)
  return ada.post(`${register.url}/reopening`, { reason })
}
const close = async (...marks: string[]) => {
  await tara.get(register.url)
  const taps = marks.map((mark, i) => ({ bookingId: register.bookings[i]!.id, session: 1, mark, at: app.clock.now().toISOString() }))
  await tara.send(`${register.url}/marks`, { taps })
  await tara.get(`${register.url}/closure`)
  return tara.post(`${register.url}/closure`)
}
const states = async () => {
  const found = await statesIn(app, register)
  return register.bookings.map(({ id }) => found[id])
}
const learners = async () => {
  const rows = await app.database.query<{ person_id: string }[]>('SELECT person_id FROM learning_record WHERE course_id = $1', [
    register.course.id,
  ])
  return rows.map(row => row.person_id)
}

beforeEach(async () => {
  app.clock.moveTo(MONDAY)
  register = await aRegister(app, cast, { people: [cast.dana, cast.oona] })
  await close('present', 'absent')
})

describe('reopening', () => {
  it('puts everybody back to booked, with their marks and places, and keeps who did it, when and why', async () => {
    app.clock.pass({ hours: 3 })
    const seen = await reopen('Oona came late')
    expect([seen.url, seen.text.includes('The register is open again')]).toEqual([register.url, true])
    expect(await states()).toEqual(['booked', 'booked'])
    expect(await occurrenceNow(app, register)).toMatchObject({ booked: 2, closedAt: null })
    expect(Object.values(await marksIn(app, register)).sort()).toEqual(['absent', 'present'])
    expect(seen.text).toContain('Reopened by Ada Administrator, Monday 2 March 2026, midday: Oona came late')
  })

  it('leaves the learning as it is, until the next closing puts it right', async () => {
    await reopen('The other way round')
    expect(await learners()).toEqual([cast.dana.id])
    app.clock.pass({ minutes: 1 })
    await close('absent', 'late')
    expect(await states()).toEqual(['no-show', 'attended'])
    expect(await learners()).toEqual([cast.oona.id])
    expect((await occurrenceNow(app, register)).booked).toBe(0)
  })

  it('takes learning back from a booking that was cancelled meanwhile', async () => {
    await reopen('Dana had called')
    const cancel = `UPDATE booking SET state = 'cancelled', cancelled_at = now(), cancelled_by = 'delegate' WHERE id = $1`
    await app.database.query(cancel, [register.bookings[0]!.id])
    await close()
    expect(await learners()).toEqual([])
  })

  it('does not mind that somebody has booked another date of the course meanwhile', async () => {
    const later = await anOccurrence(app.database, { course: register.course })
    await aBooking(app.database, { person: cast.oona, occurrence: later })
    expect((await reopen('A mark was wrong')).text).toContain('The register is open again')
    expect((await close('present', 'present')).text).toContain('The register is closed: 2 present')
  })

  it('does not mind places that were taken away meanwhile', async () => {
    await app.database.query('UPDATE occurrence SET places = 1 WHERE id = $1', [register.occurrence.id])
    await reopen('A mark was wrong')
    expect(await occurrenceNow(app, register)).toMatchObject({ booked: 2, overbooked: 1 })
  })

  it('makes marks of the outcomes where none were kept, as for records from elsewhere', async () => {
    await app.database.query('DELETE FROM register_mark WHERE booking_id = ANY($1)', [register.bookings.map(one => one.id)])
    await reopen('To look at it')
    const [dana, oona] = register.bookings.map(one => `${one.id} 1`)
    expect(await marksIn(app, register)).toEqual({ [dana!]: 'present', [oona!]: 'absent' })
  })
})

describe('is refused', () => {
  it('without a reason, and asks for it', async () => {
    const seen = await reopen('   ')
    expect([seen.status, seen.text.includes('There is a problem Enter why the register is reopened')]).toEqual([422, true])
    expect((await occurrenceNow(app, register)).closedAt).not.toBeNull()
  })

  it('to trainers, who are not shown the way there either', async () => {
    expect((await tara.get(register.url)).text).not.toContain('Reopen')
    expect((await ada.get(register.url)).text).toContain('Reopen the register')
    expect((await tara.get(`${register.url}/reopening`)).status).toBe(403)
    await tara.get(register.url)
    expect((await tara.post(`${register.url}/reopening`, { reason: 'I was wrong' })).status).toBe(403)
  })

  it('where it is open already: one is led back to it', async () => {
    await reopen('Once')
    expect((await ada.get(`${register.url}/reopening`)).url).toBe(register.url)
    expect((await ada.post(`${register.url}/reopening`, { reason: 'Twice' })).url).toBe(register.url)
    const changes = await app.database.query<object[]>('SELECT change FROM register_change WHERE occurrence_id = $1', [
      register.occurrence.id,
    ])
    expect(changes).toHaveLength(2)
  })
})
