import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { aBooking } from '../../support/builders/booking.js'
import { aCourse } from '../../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence, type OccurrenceOverrides } from '../../support/builders/occurrence.js'
import { aTrainerRow } from '../../support/builders/trainer.js'
import { aPerson } from '../../support/people.js'
import type { Visitor } from '../../support/visitor.js'
import { readPdf } from '../../certificates/read-pdf.js'
import { theScene, type Scene } from '../scene.js'

let scene: Scene
let ada: Visitor
let tara: Visitor
let trainer: Awaited<ReturnType<typeof aTrainerRow>>

beforeAll(async () => {
  scene = await theScene()
  trainer = await aTrainerRow(scene.app.database, { person: scene.people.tara })
  ;[ada, tara] = await Promise.all([scene.browser('ada'), scene.browser('tara')])
})
afterAll(() => scene.app.stop())

const aDate = async (overrides: Partial<OccurrenceOverrides> = {}) => {
  const { database } = scene.app
  const course = await aCourse(database, { title: 'Safer Recruitment' })
  return anOccurrence(database, { course, trainers: [trainer], places: 100, ...overrides })
}
async function book(date: BuiltOccurrence, people: { name: string; state?: 'requested' | 'cancelled' | 'booked'; spelling?: string }[]) {
  for (const { name, state = 'booked', spelling } of people) {
    const person = await aPerson(scene.app.database, { name, agencyId: scene.people.dana.agencyId })
    const ended = state === 'cancelled' ? { cancelledAt: new Date('2026-03-01T09:00:00Z') } : {}
    await aBooking(scene.app.database, { person, occurrence: date, state, ...ended })
    if (spelling)
      await scene.app.database.query('INSERT INTO name_spelling (person_id, spelling, changed_at) VALUES ($1, $2, now())', [
        person.id,
        spelling,
      ])
  }
}
async function file(browser: Visitor, date: { id: string }, what: 'sign-in-sheet' | 'badges') {
  const headers = { cookie: `gt_session=${browser.cookie('gt_session')}` }
  const response = await fetch(`${scene.app.url}/occurrences/${date.id}/${what}.pdf`, { headers, redirect: 'manual' })
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
}
const read = async (date: { id: string }, what: 'sign-in-sheet' | 'badges') => readPdf((await file(ada, date, what)).bytes, { draw: false })
const folded = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ')
const times = (text: string, words: string) => text.split(words).length - 1

describe('the sign-in sheet', () => {
  it('has names in alphabetical order with agencies, room to sign, and nobody’s needs', async () => {
    const date = await aDate()
    await book(date, [
      { name: 'Zoë Zane' },
      { name: 'émile Ash' },
      { name: 'Emily Ash' },
      { name: 'Requested Ray', state: 'requested' },
      { name: 'Gone Gus', state: 'cancelled' },
    ])
    await scene.api.dana.post(`/occurrences/${date.id}/bookings`, { access: 'Hearing loop', dietary: 'Halal' })
    const sheet = await read(date, 'sign-in-sheet')
    const text = folded(sheet.text)
    expect(text).toContain('Sign-in sheet: Safer Recruitment')
    expect(text).toContain('Tuesday 10 March 2026, 9:30am to 4pm, To be confirmed')
    expect(text).toMatch(/Trainer: .*Tara/)
    const order = ['Dana Delegate', 'émile Ash', 'Emily Ash', 'Zoë Zane'].map(name => text.indexOf(name))
    expect(order.every(at => at > 0)).toBe(true)
    expect([order[0]! < order[1]!, order[1]! < order[2]! || order[2]! < order[1]!, Math.max(order[1]!, order[2]!) < order[3]!]).toEqual([
      true,
      true,
      true,
    ])
    for (const not of ['Hearing loop', 'Halal', 'Requested Ray', 'Gone Gus']) expect(text).not.toContain(not)
    expect(times(text, 'Birchills Primary School')).toBe(4)
    expect([sheet.pages, times(text, 'Signature'), text.includes('Page 1 of 1')]).toEqual([1, 1, true])
  })

  it('is tagged, titled, in English, with every font in it', async () => {
    const date = await aDate()
    await book(date, [{ name: 'Dana Reed' }])
    const sheet = await read(date, 'sign-in-sheet')
    expect(sheet).toMatchObject({
      marked: true,
      language: 'en-GB',
      title: 'Sign-in sheet: Safer Recruitment, Tuesday 10 March 2026, 9:30am to 4pm',
    })
    expect(sheet.fonts.filter(font => !font.embedded)).toEqual([])
    const row = (cells: number) => ['TR', 'TH', ...Array.from({ length: cells }, () => 'TD')]
    expect(sheet.roles).toEqual(['Document', 'P', 'H1', 'P', 'P', 'Table', 'TR', 'TH', 'TH', 'TH', ...[1, 1, 1, 1].flatMap(row)])
  })

  it('runs over several pages, each with its head and its number, and loses nobody', async () => {
    const date = await aDate()
    const people = Array.from({ length: 60 }, (_, i) => ({ name: `Person ${String(i + 1).padStart(2, '0')}` }))
    await book(date, people)
    const sheet = await read(date, 'sign-in-sheet')
    expect(sheet.pages).toBeGreaterThan(2)
    const text = folded(sheet.text)
    for (const { name } of people) expect(times(text, name)).toBe(1)
    expect(times(text, 'Signature')).toBe(sheet.pages)
    for (let page = 1; page <= sheet.pages; page++) expect(text).toContain(`Page ${page} of ${sheet.pages}`)
    expect(text).not.toContain(`Page ${sheet.pages + 1}`)
  })

  it('has room for a signature for each session, with its day', async () => {
    const sessions: [string, string][] = [
      ['2026-03-10 09:30', '2026-03-10 12:30'],
      ['2026-03-11 09:30', '2026-03-11 12:30'],
      ['2026-03-18 09:30', '2026-03-18 12:30'],
    ]
    const date = await aDate({ sessions })
    await book(date, [{ name: 'Bartholomew Featherstonehaugh-Cholmondeley of the Very Long Name' }])
    const text = folded((await read(date, 'sign-in-sheet')).text)
    for (const day of ['Tuesday 10 March 2026, 9:30am', 'Wednesday 11 March 2026, 9:30am', 'Wednesday 18 March 2026, 9:30am'])
      expect(text).toContain(day)
  })
})

describe('badges', () => {
  it.each([
    [1, 1],
    [8, 1],
    [9, 2],
    [17, 3],
  ])('of %i people are on %i pages, eight on each, one for everybody', async (count, pages) => {
    const date = await aDate()
    await book(
      date,
      Array.from({ length: count }, (_, i) => ({ name: `Person ${String(i + 1).padStart(2, '0')}` })),
    )
    const sheet = await read(date, 'badges')
    const text = folded(sheet.text)
    expect([sheet.pages, sheet.roles.filter(role => role === 'Sect').length, times(text, 'Safer Recruitment')]).toEqual([
      pages,
      count,
      count,
    ])
    for (let i = 1; i <= count; i++) expect(times(text, `Person ${String(i).padStart(2, '0')}`)).toBe(1)
    expect(sheet).toMatchObject({ marked: true, language: 'en-GB' })
    expect(sheet.fonts.filter(font => !font.embedded)).toEqual([])
  })

  it('show long names whole, other scripts, and what stands for a name that no font has', async () => {
    const date = await aDate()
    const names = ['W'.repeat(90), 'Ольга Ковальчук-Їжакевич', 'Bartholomew Featherstonehaugh-Cholmondeley of the Long Name']
    await book(date, [...names.map(name => ({ name })), { name: '李小龍' }, { name: '李明', spelling: 'Li Ming' }])
    const reference = (await scene.row<{ reference: string }>(
      `SELECT reference FROM booking b JOIN person p ON p.id = b.person_id WHERE p.name = '李小龍' AND b.occurrence_id = $1`,
      [date.id],
    ))!.reference
    for (const what of ['badges', 'sign-in-sheet'] as const) {
      const text = (await read(date, what)).text.normalize('NFC')
      const whole = text.replace(/\s/g, '')
      for (const name of names) expect(whole).toContain(name.replace(/\s/g, ''))
      expect(whole).toContain('LiMing')
      expect(folded(text)).toContain(`The holder of ${reference}`)
    }
  })

  it('say so where nobody is booked', async () => {
    const date = await aDate()
    expect(folded((await read(date, 'badges')).text)).toContain('Nobody is booked yet.')
    expect((await read(date, 'sign-in-sheet')).pages).toBe(1)
  })
})

it('both are for administrators and the trainers of this very date', async () => {
  const mine = await aDate()
  const others = await anOccurrence(scene.app.database, { course: { id: mine.courseId } })
  const dana = await scene.browser('dana')
  for (const what of ['sign-in-sheet', 'badges'] as const) {
    const got = await file(tara, mine, what)
    expect([got.status, got.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(got.headers.get('content-disposition')).toContain(`${what}-2026-03-10.pdf`)
    expect((await file(ada, others, what)).status).toBe(200)
    expect((await file(tara, others, what)).status).toBe(404)
    expect((await file(dana, mine, what)).status).toBe(403)
    expect((await file(ada, { id: 'not-an-id' }, what)).status).toBe(404)
    expect((await file(ada, await aDate({ cancelledAt: new Date() }), what)).status).toBe(404)
  }
})
