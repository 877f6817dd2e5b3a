import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { PassOnOffers } from '../../../src/jobs/pass-on-offers.js'
import { StillTrue } from '../../../src/modules/notifications/still-true.writer.js'
import { Api } from '../../support/api.js'
import { MONDAY, startApp, startBeside, type TestApp } from '../../support/app.js'
import { anAgency } from '../../support/builders/agency.js'
import { aCourse } from '../../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../../support/builders/occurrence.js'
import { aCrowd, apiOf, atOnce } from '../../support/crowd.js'
import { mailsTo } from '../../support/mailbox.js'
import { aDelegate, aLead, anAdministrator, anOutsider } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { cancelDate } from '../organiser.js'

const RETURNS = '2026-03-13'
const THEN = new Date('2026-03-13T00:00:00Z')

let app: TestApp
let [ada, dana]: Visitor[] = []
let [danaApi, oona]: Api[] = []
let courseKey: string
let date: BuiltOccurrence

beforeAll(async () => {
  app = await startApp()
  await aDelegate(app.database)
  await anOutsider(app.database)
  await anAdministrator(app.database)
  await aLead(app.database)
  ;[ada, dana] = [new Visitor(app.url), new Visitor(app.url)]
  await Promise.all([ada.signIn('ada@example.org'), dana.signIn('dana@example.org')])
  ;[danaApi, oona] = [await Api.of(app, 'dana@example.org'), await Api.of(app, 'oona@example.org')]
})
afterAll(() => app.stop())
beforeEach(async () => {
  app.clock.moveTo(MONDAY)
  const course = await aCourse(app.database)
  courseKey = course.key
  date = await anOccurrence(app.database, { course, places: 2, startsAt: '2026-03-20 09:30' })
})

const path = (rest = '') => `/desk/occurrences/${date.id}/reserved${rest}`
async function reserve(fields: Record<string, string> = {}) {
  await ada!.get(path())
  return ada!.post(path(), { agency: 'birchills-primary', places: '2', returnsOn: RETURNS, ...fields })
}
const book = (api: Api) => api.post<{ id: string; code?: string }>(`/occurrences/${date.id}/bookings`)
async function rows() {
  const [occurrence] = await app.database.query<{ booked: number; held: number }[]>('SELECT booked, held FROM occurrence WHERE id = $1', [
    date.id,
  ])
  const [reserved] = await app.database.query<{ id: string; unused: number; back: boolean }[]>(
    'SELECT id, unused, returned_at IS NOT NULL AS back FROM reserved_places WHERE occurrence_id = $1',
    [date.id],
  )
  return { ...occurrence!, ...(reserved ?? { id: '', unused: 0, back: false }) }
}
const settle = () => app.app.get(PassOnOffers, { strict: false }).run(app.clock.now())

describe('reserving', () => {
  it('keeps places for an agency’s people, shown to them and to nobody else', async () => {
    expect((await ada!.get(path())).text).toContain('No place of this date is reserved.')
    expect((await reserve()).text).toContain('2 reserved for Birchills Primary School')
    expect(await rows()).toMatchObject({ booked: 0, held: 2, unused: 2 })
    expect((await dana!.get(`/courses/${courseKey}`)).text).toContain('2 places are reserved for your agency')
    const stranger = await new Visitor(app.url).get(`/courses/${courseKey}`)
    expect(stranger.text).toContain('Full')
    expect(stranger.text).not.toContain('reserved')
    expect(await book(oona!)).toMatchObject({ status: 409, body: { code: 'full' } })
    expect((await ada!.get(`/desk/occurrences/${date.id}/bookings`)).text).toContain('0 of 2 booked, 2 reserved for agencies, 0 left')
  })

  it('is used by booking as always, and what is given up goes to everybody', async () => {
    await reserve({ places: '1' })
    const booking = await book(danaApi!)
    expect(booking.status).toBe(201)
    expect(await rows()).toMatchObject({ booked: 1, held: 0, unused: 0 })
    expect((await ada!.get(path())).text).toContain('1 place reserved up to and including Thursday 12 March 2026, 0 not booked yet')
    await danaApi!.delete(`/bookings/${booking.body.id}`)
    expect(await rows()).toMatchObject({ booked: 0, held: 0, unused: 0 })
    expect(await book(oona!)).toMatchObject({ status: 201 })
  })

  it.each([
    ['more than are free', { places: '3' }, 'Only 2 can be reserved'],
    ['none', { places: '0' }, 'Enter how many places'],
    ['for nobody', { agency: 'nobody-there' }, 'Choose the agency'],
    ['for a day too late', { returnsOn: '2026-03-21' }, 'Enter a day from Tuesday 3 March 2026 to Friday 20 March 2026'],
  ])('refuses %s, near the field and with all that was typed', async (_, change, sentence) => {
    const seen = await reserve(change)
    expect(seen.status).toBe(422)
    expect(seen.text).toContain(sentence)
    expect(seen.html).toContain(`value="${'returnsOn' in change ? change.returnsOn : RETURNS}"`)
    expect(await rows()).toMatchObject({ held: 0 })
  })

  it('reserves once for an agency, of two who press at once too, and never more than are free', async () => {
    await ada!.get(path())
    const other = await anAgency(app.database, { key: 'manor-hospital', name: 'Manor Hospital', agencyGroup: 'Health' })
    const fields = { places: '2', returnsOn: RETURNS }
    const answers = await Promise.all(
      ['birchills-primary', other.key, 'birchills-primary'].map(agency =>
        ada!.post(path(), { ...fields, agency, idempotencyKey: agency + Math.random() }),
      ),
    )
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 422, 422])
    expect(await rows()).toMatchObject({ held: 2 })
  })

  it('takes nothing from a date that has begun or is cancelled', async () => {
    await ada!.get(path())
    app.clock.moveTo(new Date('2026-03-20T09:30:00Z'))
    const late = await ada!.post(path(), { agency: 'birchills-primary', places: '1', returnsOn: '2026-03-20' })
    expect([late.status, late.text.includes('has begun')]).toEqual([422, true])
    expect(await rows()).toMatchObject({ held: 0 })
  })
})

describe('returning', () => {
  it('happens with the first moment of the day: whoever waits is offered the place, or whoever asks first has it', async () => {
    await reserve({ places: '2' })
    await oona!.post(`/courses/${courseKey}/waiting-list`)
    app.clock.moveTo(new Date(THEN.getTime() - 1))
    await settle()
    expect(await rows()).toMatchObject({ held: 2, unused: 2, back: false })
    app.clock.moveTo(THEN)
    expect(await book(danaApi!)).toMatchObject({ status: 201 })
    await Promise.all([settle(), settle()])
    // One was booked by whoever asked, the other is held for who waits.
    expect(await rows()).toMatchObject({ booked: 1, held: 1, unused: 0, back: true })
    expect((await mailsTo(app, 'oona@example.org')).at(-1)!.subject).toContain('A place')
  })

  it('happens at the desk’s press too, once of two', async () => {
    await reserve()
    await oona!.post(`/courses/${courseKey}/waiting-list`)
    const { id } = await rows()
    await ada!.get(path())
    const pressed = await Promise.all([ada!.post(path(`/${id}/giving-back`)), ada!.post(path(`/${id}/giving-back`))])
    expect(pressed.map(seen => seen.status)).toEqual([200, 200])
    expect(await rows()).toMatchObject({ held: 1, unused: 0, back: true })
    expect((await ada!.get(path())).text).toContain('given back Monday 2 March 2026')
  })

  it('leaves nothing behind when the date is cancelled', async () => {
    await reserve()
    await cancelDate(ada!, date.id)
    expect(await rows()).toMatchObject({ booked: 0, held: 0, unused: 0, back: true })
    app.clock.moveTo(THEN)
    await settle()
    expect(await rows()).toMatchObject({ held: 0 })
  })
})

describe('training leads', () => {
  it('are told, and reminded a week before while something is unused', async () => {
    await reserve()
    const told = (await mailsTo(app, 'lena@example.org')).slice(-2)
    expect(told.map(mail => mail.kind)).toEqual(['places-reserved', 'reserved-places-return'])
    expect(told[0]!.text).toContain('Reserved up to and including: Thursday 12 March 2026')
    const { id } = await rows()
    const [due] = await app.database.query<{ at: Date }[]>(
      `SELECT due_at AS at FROM message WHERE subject = $1 AND kind = 'reserved-places-return'`,
      [`reserved:${id}`],
    )
    expect(due!.at).toEqual(new Date('2026-03-06T08:30:00Z'))
    const holds = async () => {
      const message = { subject: `reserved:${id}`, kind: 'reserved-places-return', sequence: 0 }
      return (await app.app.get(StillTrue, { strict: false }).of([message], due!.at)).size
    }
    expect(await holds()).toBe(1)
    await app.database.query('UPDATE reserved_places SET unused = 0 WHERE id = $1', [id])
    expect(await holds()).toBe(0)
  })
})

describe('in a rush', () => {
  it('gives reserved places to the agency’s people only, over two processes, and no place twice', async () => {
    const beside = await startBeside(app)
    const agency = await anAgency(app.database)
    const crowd = await aCrowd(app.database, 40)
    const ours = crowd.slice(0, 20)
    await app.database.query('UPDATE person SET agency_id = $1 WHERE id = ANY($2::uuid[])', [agency.id, ours.map(one => one.id)])
    await app.database.query('UPDATE occurrence SET places = 10 WHERE id = $1', [date.id])
    await reserve({ places: '6' })
    await atOnce(40, crowd, (person, i) => book(apiOf(i % 2 ? app : beside, person)))
    const [{ mine, all }] = await app.database.query<[{ mine: number; all: number }]>(
      `SELECT count(*) FILTER (WHERE agency_id = $2)::int AS mine, count(*)::int AS all FROM booking WHERE occurrence_id = $1 AND state = 'booked'`,
      [date.id, agency.id],
    )
    expect(all).toBe(10)
    expect(mine).toBeGreaterThanOrEqual(6)
    expect(await rows()).toMatchObject({ booked: 10, held: 0, unused: 0 })
    await beside.stop()
  })
})
