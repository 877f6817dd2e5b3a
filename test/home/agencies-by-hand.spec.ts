import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { anAgency } from '../support/builders/agency.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aDelegate, anAdministrator, aPerson } from '../support/people.js'
import { countQueries } from '../support/queries.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let ada: Visitor
let dana: Visitor

beforeAll(async () => {
  app = await startApp()
  ;[ada, dana] = [new Visitor(app.url), new Visitor(app.url)]
  await aDelegate(app.database)
  await dana.signIn('dana@example.org')
  await ada.signIn((await anAdministrator(app.database)).email)
})
afterAll(() => app.stop())

const rows = <Row>(sql: string, values: unknown[] = []) => app.database.query<Row[]>(sql, values)
const FIELDS = { name: 'Pleck Playgroup', group: 'Education', listed: 'yes', needsApproval: '', leadsApprove: '', copies: ['cancellation'] }
const add = async (fields: Record<string, string | string[]> = {}, page = '/desk/agencies/new') => {
  await ada.get(page)
  return ada.post('/desk/agencies', { ...FIELDS, ...fields })
}
const typing = (agencyOther: string, more = {}) => aPerson(app.database, { agencyId: null, agencyOther, ...more })
const agencyOf = async (id: string) => (await rows<{ key: string | null; other: string | null }>('SELECT a.key, p.agency_other AS other FROM person p LEFT JOIN agency a ON a.id = p.agency_id WHERE p.id = $1', [id]))[0] // prettier-ignore

describe('an agency added by hand', () => {
  it('is in the list under a key of its name, with all that was chosen', async () => {
    expect((await ada.get('/desk/agencies/new')).text).toContain('The sector that figures and charges go by: Education')
    expect((await add()).text).toContain('Pleck Playgroup is added.')
    expect(await rows(`SELECT name, agency_group, listed, copies, version FROM agency WHERE key = 'pleck-playgroup'`)).toEqual([{ name: 'Pleck Playgroup', agency_group: 'Education', listed: true, copies: ['cancellation'], version: 1 }]) // prettier-ignore
    expect((await add({ name: 'Unlisted', group: 'EDUCATION' })).text).toContain('Unlisted is added.')
    expect(await rows(`SELECT 1 FROM agency WHERE agency_group = 'EDUCATION'`)).toEqual([])
    expect(await rows(`SELECT 1 FROM agency WHERE key IN ('unlisted', 'new')`)).toEqual([])
    expect((await new Visitor(app.url).get('/register')).text).toContain('Pleck Playgroup')
  })

  it.each([
    ['no name', { name: '' }, 'Enter the name of the agency'],
    ['no group', { group: '' }, 'Enter its agency group'],
    ['a name that is taken', { name: 'PLECK playgroup' }, 'Another agency has this name'],
  ])('is refused with %s, and keeps what was typed', async (_case, fields, message) => {
    const seen = await add({ ...fields, needsApproval: 'yes' })
    expect([seen.status, seen.text.includes(message), /id="needsApproval-2"[^>]*checked/.test(seen.html)]).toEqual([422, true, true])
  })

  it('is renamed, but not to the name of another', async () => {
    const path = '/desk/agencies/pleck-playgroup'
    await ada.get(path)
    expect((await ada.post(path, { ...FIELDS, name: 'Birchills Primary School' })).text).toContain('Another agency has this name')
    expect((await ada.post(path, { ...FIELDS, name: 'Pleck Pre-school' })).text).toContain('Pleck Pre-school is saved.')
    expect(await rows(`SELECT name, version FROM agency WHERE key = 'pleck-playgroup'`)).toEqual([{ name: 'Pleck Pre-school', version: 2 }])
  })
})

describe('people whose agency was not listed', () => {
  it('are shown by the name that they typed, however they wrote it, most first', async () => {
    await typing('Lone Ltd', { name: 'Lou Lone' })
    for (const [typed, name] of [['Walsall Housing', 'Anna'], [' walsall  housing', 'Bea'], ['WALSALL HOUSING', 'Cy']] as const) await typing(typed, { name }) // prettier-ignore
    const { text, html } = await ada.get('/desk/agencies/unlisted')
    expect(text).toMatch(/3 people: Anna , Bea , Cy .* 1 person: Lou Lone/)
    expect(html).toContain('/desk/agencies/new?typed=')
    expect((await ada.get('/desk/agencies')).text).toContain('2 names that people typed because their agency was not listed')
    expect(await countQueries(() => ada.get('/desk/agencies/unlisted'))).toBeLessThanOrEqual(6)
  })

  it('are placed with an agency: what is to come counts for it, what was stays', async () => {
    const birchills = await anAgency(app.database)
    const person = await typing('Birchils Primary')
    const course = await aCourse(app.database)
    const was = await anOccurrence(app.database, { course, startsAt: '2026-02-10 09:30' })
    const coming = await anOccurrence(app.database, { course: await aCourse(app.database) })
    const past = await aBooking(app.database, { person, occurrence: was, state: 'attended' })
    const next = await aBooking(app.database, { person, occurrence: coming })
    await rows(`INSERT INTO waiting_entry (id, course_id, person_id, number, joined_at) VALUES (gen_random_uuid(), $1, $2, 1, now())`, [course.id, person.id]) // prettier-ignore
    await ada.get('/desk/agencies/unlisted')
    const seen = await ada.post('/desk/agencies/unlisted', { typed: 'birchils primary', agency: birchills.key })
    expect(seen.text).toContain('Birchills Primary School: 1 person is placed with it.')
    expect(await agencyOf(person.id)).toEqual({ key: birchills.key, other: null })
    const credited = await rows<{ id: string; agency_id: string | null }>('SELECT id, agency_id FROM booking WHERE person_id = $1', [
      person.id,
    ])
    expect(new Map(credited.map(row => [row.id, row.agency_id]))).toEqual(new Map([[past.id, null], [next.id, birchills.id]])) // prettier-ignore
    expect(await rows('SELECT agency_id FROM waiting_entry WHERE person_id = $1', [person.id])).toEqual([{ agency_id: birchills.id }])
    await ada.get('/desk/agencies/unlisted')
    expect((await ada.post('/desk/agencies/unlisted', { typed: 'Birchils Primary', agency: birchills.key })).text).toContain('Nobody had to be placed any more.') // prettier-ignore
  })

  it('are placed with the agency that is added for them, and nobody else is', async () => {
    const [one, other] = [await typing('New Hope Trust'), await typing('Hope Trust')]
    const page = '/desk/agencies/new?typed=New%20Hope%20Trust'
    expect((await ada.get(page)).text).toContain('1 person who typed “New Hope Trust” is placed with it when you save.')
    expect((await add({ name: 'New Hope', group: 'Voluntary' }, page)).text).toContain('New Hope is added. 1 person is placed with it.')
    expect([await agencyOf(one.id), await agencyOf(other.id)]).toEqual([{ key: 'new-hope', other: null }, { key: null, other: 'Hope Trust' }]) // prettier-ignore
  })

  it('stay where no agency, or none that there is, is chosen', async () => {
    const person = await typing('Nowhere yet')
    for (const agency of ['', 'gone']) {
      await ada.get('/desk/agencies/unlisted')
      const seen = await ada.post('/desk/agencies/unlisted', { typed: 'Nowhere yet', agency })
      expect([seen.status, seen.text.includes('Choose the agency that they work for')]).toEqual([422, true])
    }
    expect(await agencyOf(person.id)).toEqual({ key: null, other: 'Nowhere yet' })
  })

  it('at the same moment placed by two, are placed once', async () => {
    const person = await typing('Both of us')
    const bert = new Visitor(app.url)
    await bert.signIn((await anAdministrator(app.database, { email: 'bert@example.org' })).email)
    await Promise.all([ada.get('/desk/agencies/unlisted'), bert.get('/desk/agencies/unlisted')])
    const seen = await Promise.all([
      ada.post('/desk/agencies/unlisted', { typed: 'Both of us', agency: 'new-hope' }),
      bert.post('/desk/agencies/unlisted', { typed: 'Both of us', agency: 'pleck-playgroup' }),
    ])
    expect(seen.filter(one => one.text.includes('1 person is placed')).length).toBe(1)
    expect(seen.filter(one => one.text.includes('Nobody had to be placed any more.')).length).toBe(1)
    expect((await agencyOf(person.id))?.key).not.toBeNull()
  })

  it('are seen by administrators only', async () => {
    for (const path of ['/desk/agencies/unlisted', '/desk/agencies/new']) expect((await dana.get(path)).status).toBe(403)
  })
})
