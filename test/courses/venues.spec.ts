import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aVenue } from '../support/builders/venue.js'
import { aDelegate, anAdministrator } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let ada: Visitor
let bert: Visitor
let dana: Visitor
let danaId: string

beforeAll(async () => {
  app = await startApp()
  ;[ada, bert, dana] = [new Visitor(app.url), new Visitor(app.url), new Visitor(app.url)]
  danaId = (await aDelegate(app.database)).id
  await ada.signIn((await anAdministrator(app.database)).email)
  await bert.signIn((await anAdministrator(app.database, { email: 'bert@example.org' })).email)
  await dana.signIn('dana@example.org')
})
afterAll(() => app.stop())

type Fields = Record<string, string | string[]>
const rows = <Row>(sql: string, values: unknown[] = []) => app.database.query<Row[]>(sql, values)
const FIELDS: Fields = {
  name: 'Town Hall',
  address: '1 Lime Street',
  postcode: 'WS1 1AA',
  capacity: '',
  access: '',
  mapUrl: '',
  retired: '',
}
const room = (n: number, name: string, capacity = ''): Fields => ({ [`rooms[${n}][name]`]: name, [`rooms[${n}][capacity]`]: capacity })
const roomsOf = (key: string) =>
  rows<{ name: string; capacity: number | null; retired: boolean; id: string }>(
    `SELECT r.id, r.name, r.capacity, r.retired FROM venue_room r JOIN venue v ON v.id = r.venue_id WHERE v.key = $1 ORDER BY r.retired, r.position`,
    [key],
  )
/** A venue with rooms, as Ada has it open. */
async function open(name: string, more: Fields = {}): Promise<string> {
  await ada.get('/desk/venues/new')
  await ada.post('/desk/venues', { ...FIELDS, name, ...more })
  const [{ key } = { key: '' }] = await rows<{ key: string }>('SELECT key FROM venue WHERE name = $1', [name])
  await ada.get(`/desk/venues/${key}`)
  return `/desk/venues/${key}`
}

describe('rooms of a venue', () => {
  it('are typed in rows, of which one more can be had, and those left empty fall away', async () => {
    await ada.get('/desk/venues/new')
    const more = await ada.post('/desk/venues', { ...FIELDS, name: 'Grange', rows: 'add-room', ...room(0, 'Hall', '60') })
    expect([more.status, more.html.includes('name="rooms[1][name]"'), more.html.includes('value="Hall"')]).toEqual([200, true, true])
    expect(await rows('SELECT 1 FROM venue')).toEqual([])
    await ada.post('/desk/venues', { ...FIELDS, name: 'Grange', ...room(0, 'Hall', '60'), ...room(1, ''), ...room(2, 'Annex') })
    expect(await roomsOf('grange')).toMatchObject([
      { name: 'Hall', capacity: 60 },
      { name: 'Annex', capacity: null },
    ])
    expect((await ada.get('/desk/venues')).text).toContain('Grange WS1 1AA 2 0')
  })

  it.each<[string, Fields, string]>([
    ['a number without a name', room(0, '', '20'), 'Room 1: enter its name, or empty the row'],
    ['two of one name', { ...room(0, 'Hall'), ...room(1, 'hall') }, 'Room 2: another room here is called “hall”'],
    ['nobody in it', room(0, 'Hall', '0'), 'Room 1: enter how many people it holds, from 1 to 5,000'],
    ['a crowd in it', room(0, 'Hall', '5001'), 'Room 1: enter how many people it holds, from 1 to 5,000'],
    ['a name beyond all measure', room(0, 'x'.repeat(81)), 'Room 1: use 80 characters or fewer'],
    ['what nobody can tick', { features: ['pool'] }, 'Choose from the list what there is'],
    ['a map that runs a script', { mapUrl: 'javascript:alert(1)' }, 'Enter a full web address that starts with https://'],
  ])('are refused with %s, and keep what was typed', async (_case, fields, message) => {
    await ada.get('/desk/venues/new')
    const seen = await ada.post('/desk/venues', { ...FIELDS, name: 'Refused Hall', ...fields })
    expect([seen.status, seen.text.includes(message), seen.html.includes('Refused Hall')]).toEqual([422, true, true])
    expect(await rows(`SELECT 1 FROM venue WHERE name = 'Refused Hall'`)).toEqual([])
  })

  it('swap their names, are named anew, and go; one that a date was held in is only retired', async () => {
    const path = await open('Swap', { ...room(0, 'A', '10'), ...room(1, 'B', '20'), ...room(2, 'C') })
    const [a, b, c] = await roomsOf('swap')
    const venue = { id: (await rows<{ id: string }>(`SELECT id FROM venue WHERE key = 'swap'`))[0]!.id }
    await anOccurrence(app.database, { course: await aCourse(app.database), venue, roomId: b!.id, places: 5, startsAt: '2026-02-10 09:30' })
    const as = (n: number, id: string, name: string) => ({ [`rooms[${n}][id]`]: id, ...room(n, name) })
    await ada.post(path, { ...FIELDS, name: 'Swap', ...as(0, a!.id, 'B'), ...as(1, b!.id, 'A'), ...as(2, c!.id, 'Cellar') })
    expect((await roomsOf('swap')).map(({ id, name }) => [id, name])).toEqual([[a!.id, 'B'], [b!.id, 'A'], [c!.id, 'Cellar']]) // prettier-ignore
    await ada.get(path)
    await ada.post(path, { ...FIELDS, name: 'Swap', ...as(0, a!.id, 'B'), ...as(1, b!.id, ''), ...as(2, c!.id, '') })
    expect(await roomsOf('swap')).toMatchObject([
      { id: a!.id, retired: false },
      { id: b!.id, name: 'A', retired: true },
    ])
    await ada.get(path)
    await ada.post(path, { ...FIELDS, name: 'Swap', ...as(0, a!.id, 'A') })
    expect(await roomsOf('swap')).toMatchObject([
      { id: a!.id, name: 'A', retired: false },
      { id: b!.id, name: 'A', retired: true },
    ])
  })
})

describe('a venue that two change at once', () => {
  it('tells the second what the first changed, rooms in words, and loses nothing typed', async () => {
    for (let n = 0; n < 3; n++) {
      const path = await open(`Twice ${n}`, room(0, 'Hall', '30'))
      await bert.get(path)
      const fields = (more: Fields) => ({ ...FIELDS, name: `Twice ${n}`, ...more })
      const seen = await Promise.all([
        ada.post(path, fields({ ...room(0, 'Hall', '31'), 'rooms[0][id]': (await roomsOf(`twice-${n}`))[0]!.id })),
        bert.post(
          path,
          fields({ access: 'Ring the bell.', ...room(0, 'Hall', '30'), 'rooms[0][id]': (await roomsOf(`twice-${n}`))[0]!.id }),
        ),
      ])
      expect(seen.map(one => one.status).sort()).toEqual([200, 409])
      const late = seen.find(one => one.status === 409)!
      expect(late.text).toContain(
        late === seen[0] ? 'Access: was empty, is now “Ring the bell.”' : 'Rooms: was “Hall for 30”, is now “Hall for 31”',
      )
      expect(late.html).toContain('value="31"')
      expect(late.html).toContain('Ring the bell.</textarea>')
      expect(await rows('SELECT version FROM venue WHERE key = $1', [`twice-${n}`])).toEqual([{ version: 2 }])
    }
  })
})

describe('before a venue is made smaller or retired', () => {
  it('the dates that it will be too small for are named with links, and only then it is saved', async () => {
    const path = await open('Shrinking', { capacity: '30' })
    const venue = { id: (await rows<{ id: string }>(`SELECT id FROM venue WHERE key = 'shrinking'`))[0]!.id }
    const course = await aCourse(app.database, { title: 'Big course' })
    const big = await anOccurrence(app.database, { course, venue, places: 20 })
    await anOccurrence(app.database, { course, venue, places: 19, startsAt: '2026-03-11 09:30' })
    await anOccurrence(app.database, { course, venue, places: 25, startsAt: '2026-02-11 09:30' })
    await anOccurrence(app.database, { course, venue, places: 25, startsAt: '2026-03-12 09:30', cancelledAt: new Date('2026-03-01') })
    const asked = await ada.post(path, { ...FIELDS, name: 'Shrinking', capacity: '19', access: 'By the back door' })
    expect(asked.text).toContain('Too small for 1 date to come')
    expect(asked.html).toContain(`<a class="govuk-link" href="/desk/occurrences/${big.id}">Big course, Tuesday 10 March 2026, 9:30am</a>`)
    expect(asked.text).toContain('20 places, 0 booked; it will hold 19')
    expect(await rows(`SELECT capacity, version FROM venue WHERE key = 'shrinking'`)).toEqual([{ capacity: 30, version: 1 }])
    const back = await ada.post(path, { again: 'yes' })
    expect(back.html).toContain('By the back door</textarea>')
    await ada.post(path, { ...FIELDS, name: 'Shrinking', capacity: '19' })
    await anOccurrence(app.database, { course, venue, places: 21, startsAt: '2026-03-13 09:30' })
    expect((await ada.post(path)).text).toContain('The dates have changed since you looked.')
    expect((await ada.post(path)).text).toContain('Shrinking is saved.')
    expect(await rows(`SELECT capacity, version FROM venue WHERE key = 'shrinking'`)).toEqual([{ capacity: 19, version: 2 }])
    await ada.get(path)
    expect((await ada.post(path, { ...FIELDS, name: 'Shrinking', capacity: '19', access: 'Again' })).text).toContain('Shrinking is saved.')
  })

  it('dates that stay there are named; then it is not offered for new dates, but kept by those it has', async () => {
    const path = await open('Leaving', { capacity: '30' })
    const venue = { id: (await rows<{ id: string }>(`SELECT id FROM venue WHERE key = 'leaving'`))[0]!.id }
    const { id } = await anOccurrence(app.database, { course: await aCourse(app.database), venue })
    expect((await ada.post(path, { ...FIELDS, name: 'Leaving', capacity: '30', retired: 'yes' })).text).toContain(
      '1 date is still to be held here',
    )
    expect((await ada.post(path)).text).toContain('Leaving Retired')
    expect((await ada.get('/desk/events/new')).text).not.toContain('Leaving')
    expect((await ada.get(`/desk/occurrences/${id}`)).html).toContain('<option value="leaving" selected>')
  })
})

describe('a room that a date names', () => {
  const EVENT = { places: '20', closesDays: '1', 'dates[0][sessions][0][day]': '2026-04-14', 'dates[0][sessions][0][start]': '09:30', 'dates[0][sessions][0][end]': '16:00' } // prettier-ignore
  const DATE = { places: '20', 'sessions[0][day]': '2026-04-14', 'sessions[0][start]': '09:30', 'sessions[0][end]': '16:00' }
  let course: string
  let id: string

  beforeAll(async () => {
    course = (await aCourse(app.database, { key: 'in-a-room' })).key
    await open('Library', {
      capacity: '100',
      features: ['step-free', 'hearing loop'],
      access: 'Ring twice.',
      ...room(0, 'Blue room', '20'),
      ...room(1, 'Attic'),
    })
    await aVenue(app.database, { key: 'elsewhere', name: 'Elsewhere' })
  })

  it('brings its venue with it, and is refused where it lies elsewhere or is too small', async () => {
    await ada.get('/desk/events/new')
    const other = await ada.post('/desk/events', { ...EVENT, course, venue: 'elsewhere', room: 'library/Blue room' })
    expect(other.text).toContain('Blue room is at Library: choose that venue, or another room')
    const small = await ada.post('/desk/events', { ...EVENT, course, places: '21', room: 'library/Blue room' })
    expect(small.text).toContain('Blue room holds 20: enter 20 places or fewer, or choose another room')
    expect((await ada.post('/desk/events', { ...EVENT, course, room: 'library/Gone' })).text).toContain('Choose a room from the list')
    await ada.post('/desk/events', { ...EVENT, course, room: 'library/Blue room' })
    const [made] = await rows<{ id: string; key: string }>(`SELECT o.id, v.key FROM occurrence o JOIN venue v ON v.id = o.venue_id JOIN course c ON c.id = o.course_id WHERE c.key = $1`, [course]) // prettier-ignore
    expect(made?.key).toBe('library')
    id = made!.id
  })

  it('stands on the course’s page and in what is told of joining, with what there is', async () => {
    await rows(`UPDATE occurrence SET draft = false WHERE id = $1`, [id])
    await ada.get('/desk/venues')
    await ada.post('/desk/venues/library', {})
    expect((await dana.get(`/courses/${course}`)).text).toContain('Face to face, Blue room, Library, WS1 1AA')
    const { id: booking } = await aBooking(app.database, { person: { id: danaId, agencyId: null }, occurrence: await occurrence() })
    const seen = await dana.get(`/bookings/${booking}`)
    expect(seen.text).toContain('Blue room, Library, 1 Lime Street')
    expect(seen.text).toContain('Step-free, hearing loop. Ring twice.')
  })

  it('when it changes is told to who comes, and frees nobody from a charge', async () => {
    const path = `/desk/occurrences/${id}`
    await ada.get(path)
    const asked = await ada.post(path, { ...DATE, venue: 'library', room: 'library/Attic' })
    expect(asked.text).toContain('Room Attic before: Blue room')
    await ada.post(path)
    const [now] = await rows(
      `SELECT r.name, o.moved_at, o.calendar_sequence FROM occurrence o JOIN venue_room r ON r.id = o.room_id WHERE o.id = $1`,
      [id],
    )
    expect(now).toEqual({ name: 'Attic', moved_at: null, calendar_sequence: 1 })
  })

  const occurrence = async () => {
    const [row] = await rows<{ id: string; courseId: string }>('SELECT id, course_id AS "courseId" FROM occurrence WHERE id = $1', [id])
    return row as Parameters<typeof aBooking>[1]['occurrence']
  }
})
