import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { StillTrue } from '../../../src/modules/notifications/still-true.writer.js'
import { MONDAY } from '../../support/app.js'
import { aCourse } from '../../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence, type OccurrenceOverrides } from '../../support/builders/occurrence.js'
import { aLead, aPerson, aReader } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { bookingOf } from '../desk/desk.js'
import { cancelDate } from '../organiser.js'
import { theScene, type Scene } from '../scene.js'
import { counted, page, reserve, reservedOn } from './kept.js'

/** Dana and Cole are of the school that has places reserved, Oona is of the hospital. */
let scene: Scene
let ada: Visitor
let tenth: BuiltOccurrence
let later: BuiltOccurrence

beforeAll(async () => {
  scene = await theScene()
  await aLead(scene.app.database)
  ada = await scene.browser('ada')
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))
beforeEach(async () => {
  const made = await aCourse(scene.app.database, { title: 'Safer Recruitment' })
  tenth = await anOccurrence(scene.app.database, { course: made, places: 3 })
  later = await anOccurrence(scene.app.database, { course: made, places: 2, startsAt: '2026-03-20 09:30' })
})

const another = (more: Partial<OccurrenceOverrides>) =>
  anOccurrence(scene.app.database, { course: { id: tenth.courseId }, places: 2, ...more })

describe('what can be reserved', () => {
  it.each([
    ['2026-03-02', 422],
    ['2026-03-03', 200],
    ['2026-03-20', 200],
    ['2026-02-30', 422],
  ])('returns from tomorrow to the day itself: %s', async (returnsOn, status) => {
    expect((await reserve(ada, later, { returnsOn })).status).toBe(status)
  })

  it('is all that is free and not one more, beside another agency’s', async () => {
    await bookingOf(scene, 'oona', tenth)
    expect((await reserve(ada, tenth, { places: '3', returnsOn: '2026-03-10' })).text).toContain('Only 2 can be reserved')
    await reserve(ada, tenth, { places: '1', returnsOn: '2026-03-10' })
    await reserve(ada, tenth, { places: '1', returnsOn: '2026-03-09', agency: 'manor-hospital' })
    expect(await counted(scene, tenth)).toMatchObject({ booked: 1, held: 2 })
    expect((await ada.get(page(tenth))).text).toContain('All places are booked or held, so none can be reserved.')
    expect((await reserve(ada, tenth, { places: '1', agency: 'business-unit' })).text).toContain(
      'No place can be reserved: all are booked or held',
    )
  })

  it('is kept once, however often the form is sent', async () => {
    await ada.get(page(later))
    const [open, fields] = [ada.last, { agency: 'birchills-primary', places: '1', returnsOn: '2026-03-13' }]
    const first = await ada.post(page(later), fields)
    ada.last = open
    const again = await ada.post(page(later), fields)
    expect([first, again].map(seen => seen.text.includes('1 reserved for Birchills Primary School.'))).toEqual([true, true])
    expect(await counted(scene, later)).toMatchObject({ held: 1, unused: 1 })
  })

  it('is nothing of a draft, of a date that is booked elsewhere, or of one that is cancelled', async () => {
    const [draft, elsewhere, off] = [
      await another({ draft: true, startsAt: '2026-04-14 09:30' }),
      await another({ externalUrl: 'https://vrp.example.org/a', startsAt: '2026-04-15 09:30' }),
      await another({ startsAt: '2026-04-16 09:30' }),
    ]
    expect((await ada.get(page(draft))).status).toBe(404)
    await cancelDate(ada, off.id)
    expect((await ada.get(page(off))).text).not.toContain('Reserve them')
    await ada.get(page(later))
    for (const [date, status] of [
      [draft, 404],
      [elsewhere, 422],
      [off, 422],
    ] as const)
      // prettier-ignore
      expect((await ada.post(page(date), { agency: 'birchills-primary', places: '1', returnsOn: '2026-03-13' })).status).toBe(status)
    expect(
      await scene.row('SELECT 1 FROM reserved_places WHERE occurrence_id = ANY($1)', [[draft.id, elsewhere.id, off.id]]),
    ).toBeUndefined()
  })

  it('counts when a date is made smaller, and is called what it is', async () => {
    await reserve(ada, later)
    await ada.get(`/desk/occurrences/${later.id}`)
    const fields = { places: '1', 'sessions[0][day]': '2026-03-20', 'sessions[0][start]': '09:30', 'sessions[0][end]': '15:30' }
    const seen = await ada.post(`/desk/occurrences/${later.id}`, fields)
    expect([seen.status, seen.text.includes('Enter 2 or more: 0 are booked and 2 held for an offer or an agency')]).toEqual([422, true])
  })
})

describe('who is told of reserved places', () => {
  const told = (date: { id: string }) =>
    scene.app.database.query<{ to_email: string; kind: string }[]>(
      `SELECT m.to_email, m.kind FROM message m JOIN reserved_places r ON m.subject = 'reserved:' || r.id WHERE r.occurrence_id = $1 ORDER BY 2, 1`,
      [date.id],
    )

  it('is every confirmed lead of the agency, and nobody else of it', async () => {
    const { agencyId } = scene.people.dana
    const lead = { agencyId, roles: ['training lead' as const] }
    const second = await aPerson(scene.app.database, lead)
    const unconfirmed = await aPerson(scene.app.database, { ...lead, confirmedAt: null })
    await aPerson(scene.app.database, { ...lead, agencyId: scene.people.oona.agencyId })
    await reserve(ada, later, { returnsOn: '2026-03-09' })
    expect((await told(later)).map(mail => mail.to_email).sort()).toEqual(['lena@example.org', second.email].sort())
    await scene.app.database.query('UPDATE person SET roles = $2 WHERE id = ANY($1)', [[second.id, unconfirmed.id], []])
  })

  it.each([
    ['2026-03-09', ['places-reserved']],
    ['2026-03-10', ['places-reserved', 'reserved-places-return']],
  ])('is reminded a week before where that is still to come: back on %s', async (returnsOn, kinds) => {
    await reserve(ada, later, { returnsOn })
    expect((await told(later)).map(mail => mail.kind)).toEqual(kinds)
  })

  it.each<[string, () => Promise<unknown>]>([
    ['all is used', () => scene.app.database.query('UPDATE reserved_places SET unused = 0 WHERE occurrence_id = $1', [later.id])],
    ['the date is cancelled', () => cancelDate(ada, later.id)],
    ['they have returned', () => Promise.resolve(scene.app.clock.moveTo('2026-03-13T00:00:00Z'))],
  ])('is told nothing any more once %s', async (_case, happens) => {
    await reserve(ada, later)
    const { id } = (await reservedOn(scene, later))!
    const message = { subject: `reserved:${id}`, kind: 'reserved-places-return', sequence: 0 }
    const holds = async () => (await scene.app.app.get(StillTrue, { strict: false }).of([message], scene.app.clock.now())).size
    expect(await holds()).toBe(1)
    await happens()
    expect(await holds()).toBe(0)
  })
})

it('reserved places are the desk’s alone: neither leads nor trainers nor readers see or change them there', async () => {
  await aReader(scene.app.database)
  await reserve(ada, later)
  const { id } = (await reservedOn(scene, later))!
  for (const email of ['lena@example.org', 'tara@example.org', 'rhea@example.org', 'dana@example.org']) {
    const visitor = new Visitor(scene.app.url)
    await visitor.signIn(email)
    expect([email, (await visitor.get(page(later))).status]).toEqual([email, 403])
    await visitor.get('/')
    for (const path of [page(later), `${page(later)}/${id}/giving-back`])
      expect((await visitor.post(path, { agency: 'birchills-primary', places: '1', returnsOn: '2026-03-13' })).status).toBe(403)
  }
  expect(await counted(scene, later)).toMatchObject({ held: 2, unused: 2 })
})
