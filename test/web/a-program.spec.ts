import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Api } from '../support/api.js'
import { startApp, type TestApp } from '../support/app.js'
import { aPolicy } from '../support/builders/policy.js'
import { theNeglectPathway } from '../support/builders/course.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aVenue } from '../support/builders/venue.js'
import { lastMailTo } from '../support/mailbox.js'
import { aColleague, aDelegate, anAdministrator, aReader, aTrainer } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

type Body = Record<string, unknown>
interface List {
  items: Body[]
  next?: string
}

/** One program's way through the API, from registration to the figures: each step has exactly the members that are promised. */
let app: TestApp
let l2: BuiltOccurrence
let gcp2: BuiltOccurrence
let small: BuiltOccurrence
const api: Record<string, Api> = {}
const ids: Record<string, string> = {}
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/
const members = (body: object) => Object.keys(body).sort()

beforeAll(async () => {
  app = await startApp()
  const { database } = app
  const tara = await aTrainer(database)
  const trainer = await aTrainerRow(database, { person: tara })
  const [dana, cole] = [await aDelegate(database), await aColleague(database)]
  await anAdministrator(database)
  await aReader(database)
  const courses = await theNeglectPathway(database)
  for (const person of [dana, cole]) await aRecord(database, { person, course: courses.l1 })
  const policy = await aPolicy(database)
  await database.query('UPDATE course SET policy_id = $1', [policy.id])
  ids.policy = policy.key
  const shared = { venue: await aVenue(database, { name: 'Goscote Learning Centre' }), trainers: [trainer] }
  l2 = await anOccurrence(database, { ...shared, course: courses.l2, startsAt: '2026-03-10 09:30', endsAt: '2026-03-10 16:00' })
  gcp2 = await anOccurrence(database, { ...shared, course: courses.gcp2, startsAt: '2026-03-24 09:30', endsAt: '2026-03-24 16:00' })
  small = await anOccurrence(database, {
    ...shared,
    course: courses.l2,
    startsAt: '2026-04-14 09:30',
    endsAt: '2026-04-14 16:00',
    places: 0,
  })
  for (const name of ['dana', 'cole', 'tara', 'ada', 'rhea']) api[name] = await Api.of(app, `${name}@example.org`)
})
afterAll(() => app.stop())

describe('somebody new', () => {
  const nina = { email: 'nina@example.org', password: 'a word of her own' }
  const details = {
    name: 'Nina Newcomer',
    jobRole: 'Nurse',
    managerName: 'Mary',
    managerEmail: 'mary@example.org',
    agencyOther: 'A surgery',
  }

  it('registers', async () => {
    const { status, body } = await Api.stranger(app).post('/people', { ...nina, ...details })
    expect([status, body]).toEqual([201, { email: nina.email, state: 'confirmation-sent' }])
  })

  it('is told to confirm the address before a token is given', async () => {
    const { status, body } = await Api.stranger(app).post('/tokens', nina)
    expect([status, body.code]).toEqual([403, 'address-not-confirmed'])
  })

  it('gets a token once it is confirmed', async () => {
    const browser = new Visitor(app.url)
    const { link } = await lastMailTo(app, nina.email)
    await browser.get(link)
    await browser.post(link)
    const { status, body } = await Api.stranger(app).post<{ token: string; expiresAt: string }>('/tokens', nina)
    expect([status, members(body)]).toEqual([201, ['expiresAt', 'token']])
    expect(new Date(body.expiresAt).toISOString()).toBe(body.expiresAt)
    expect((await Api.holding(app, body.token).get<List>('/me/bookings')).body).toEqual({ items: [] })
  })

  it('hears of a wrong password, and of an address that nobody has, the same', async () => {
    const answers = [await Api.stranger(app).post('/tokens', { ...nina, password: 'another word' })]
    answers.push(await Api.stranger(app).post('/tokens', { email: 'nobody@example.org', password: 'another word' }))
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'sign-in-failed' } })
    expect(answers[1]).toEqual(answers[0])
  })
})

describe('the programme', () => {
  it('is the courses with what they require', async () => {
    const { body } = await Api.stranger(app).get<List>('/courses')
    expect(body.items.map(course => course.key)).toEqual(['neglect-l1', 'neglect-l2', 'gcp2'])
    for (const course of body.items) expect(members(course)).toEqual(['key', 'kind', 'level', 'provider', 'requires', 'title', 'topic'])
    expect(body.items[2]).toMatchObject({ level: 3, kind: 'scheduled', requires: ['neglect-l1', 'neglect-l2'] })
  })

  it('is the dates with their places, in order of time', async () => {
    const { body } = await Api.stranger(app).get<List>('/occurrences')
    expect(body.items.map(one => one.id)).toEqual([l2.id, gcp2.id, small.id])
    expect(body.items[0]).toEqual({
      id: l2.id,
      course: { key: 'neglect-l2', title: 'Understanding Neglect Level 2' },
      startsAt: '2026-03-10T09:30:00.000Z',
      endsAt: '2026-03-10T16:00:00.000Z',
      venue: 'Goscote Learning Centre',
      places: 20,
      placesLeft: 20,
      waiting: 0,
      bookingOpen: true,
    })
    // In April London's clocks are an hour ahead.
    expect(body.items[2]).toMatchObject({ startsAt: '2026-04-14T08:30:00.000Z', placesLeft: 0 })
  })

  it.each([
    ['course=gcp2', () => [gcp2.id]],
    ['from=2026-03-11&to=2026-03-24', () => [gcp2.id]],
    ['placesLeft=true', () => [l2.id, gcp2.id]],
    ['course=neglect-l2&placesLeft=true', () => [l2.id]],
  ])('is narrowed by %s', async (query, found) => {
    expect((await Api.stranger(app).get<List>(`/occurrences?${query}`)).body.items.map(one => one.id)).toEqual(found())
  })

  it('comes in pages', async () => {
    const first = (await Api.stranger(app).get<List>('/occurrences?limit=2')).body
    const rest = (await Api.stranger(app).get<List>(`/occurrences?limit=2&cursor=${encodeURIComponent(first.next!)}`)).body
    expect([...first.items, ...rest.items].map(one => one.id)).toEqual([l2.id, gcp2.id, small.id])
    expect(rest).not.toHaveProperty('next')
  })
})

describe('booking', () => {
  it('what is not open to one yet is refused, with what is missing', async () => {
    const { status, body } = await api.dana!.post(`/occurrences/${gcp2.id}/bookings`)
    expect([status, body.code, body.missing, body.canBookOnCondition]).toEqual([409, 'prerequisites-missing', ['neglect-l2'], false])
    expect(members(body)).toEqual(['canBookOnCondition', 'code', 'detail', 'missing', 'status', 'title', 'type'])
  })

  it('what is full is refused, and the list joined', async () => {
    expect(await api.dana!.post(`/occurrences/${small.id}/bookings`)).toMatchObject({ status: 409, body: { code: 'full' } })
    const { status, body } = await api.dana!.post('/courses/neglect-l2/waiting-list', { dates: [small.id] })
    expect([status, body.position]).toEqual([201, 1])
    expect(body.id).toMatch(UUID)
    const { items } = (await api.dana!.get<List>('/me/waiting-list')).body
    expect(items).toMatchObject([{ id: body.id, course: { key: 'neglect-l2' }, position: 1, dates: [small.id], offer: null }])
  })

  it('what is free is given, and then not again', async () => {
    const { status, body } = await api.dana!.post<{ id: string; state: string }>(`/occurrences/${l2.id}/bookings`)
    expect([status, body.state]).toEqual([201, 'booked'])
    expect(body.id).toMatch(UUID)
    ids.booking = body.id
    expect(await api.dana!.post(`/occurrences/${l2.id}/bookings`)).toMatchObject({ status: 409, body: { code: 'already-booked' } })
    expect((await api.dana!.get<List>('/me/bookings')).body.items).toMatchObject([
      { id: body.id, state: 'booked', occurrence: { id: l2.id } },
    ])
  })

  it('is cancelled free of charge in time', async () => {
    const { body } = await api.cole!.post<{ id: string }>(`/occurrences/${l2.id}/bookings`)
    const cancelled = await api.cole!.delete(`/bookings/${body.id}`)
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled', late: false, chargePence: 0 } })
  })

  it('is nobody else’s to cancel', async () => {
    expect(await api.cole!.delete(`/bookings/${ids.booking}`)).toMatchObject({ status: 404, body: { code: 'not-found' } })
  })

  it('shows beforehand what cancelling would cost', async () => {
    const asked = { policy: ids.policy, startsAt: l2.startsAt, endsAt: l2.endsAt, agencyGroup: 'Education' }
    const late = await api.dana!.post('/policies/try', { ...asked, cancelledAt: '2026-03-09T12:00:00Z' })
    expect([late.status, members(late.body)]).toEqual([200, ['chargePence', 'deadline', 'late', 'why']])
    expect(late.body).toMatchObject({ late: true, chargePence: 5000 })
    expect((await api.dana!.post('/policies/try', { ...asked, cancelledAt: late.body.deadline })).body).toMatchObject({
      late: false,
      chargePence: 0,
    })
  })
})

describe('afterwards', () => {
  beforeAll(() => app.clock.moveTo('2026-03-10T16:30:00Z'))

  it('the trainer marks who was there, somebody unexpected too, and closes the register', async () => {
    const path = `/occurrences/${l2.id}/register`
    const [cole] = await app.database.query<{ id: string }[]>(`SELECT id FROM person WHERE email = 'cole@example.org'`)
    const marked = await api.tara!.put(path, [{ bookingId: ids.booking, session: 1, mark: 'present' }])
    expect(marked.status).toBe(200)
    expect((await api.tara!.put(path, { walkIns: [{ personId: cole!.id, session: 1, mark: 'late' }] })).status).toBe(200)
    const closed = await api.tara!.post(`${path}/closure`)
    expect(closed).toMatchObject({ status: 200, body: { sums: { booked: 1, walkIns: 1, present: 2 } } })
    expect((await api.dana!.put(path, [])).status).toBe(403)
  })

  it('has opened what comes next to whoever was there', async () => {
    const { items } = (await api.dana!.get<List>('/me/records')).body
    expect(items[0]).toMatchObject({ course: { key: 'neglect-l2' }, completedOn: '2026-03-10', how: 'attended', counts: true })
    expect(await api.dana!.post(`/occurrences/${gcp2.id}/bookings`)).toMatchObject({ status: 201, body: { state: 'booked' } })
  })

  it('adds up in the figures, shown to the business unit and hidden from others while it is about so few', async () => {
    const asked = '/reports/figures?from=2026-03-01&to=2026-03-31&by=course'
    const figuresFor = async (reader: Api) => {
      const { status, body } = await reader.get<{ figures: Record<string, { value: number | null }>; groups: Body[] }>(asked)
      expect([status, members(body)]).toEqual([200, ['definitions', 'figures', 'groups', 'hidden', 'notYetCounted', 'period']])
      return body
    }
    const { figures, groups } = await figuresFor(api.ada!)
    expect(members(figures).join(' ')).toBe(FIGURES)
    expect(groups.length).toBeGreaterThan(0)
    expect([...new Set(groups.map(group => members(group).join(' ')))]).toEqual(['by figures hidden key name'])
    const counted = ['attended', 'walkIns', 'cancellations']
    expect(counted.map(name => figures[name]!.value)).toEqual([1, 1, 1])
    const hidden = (await figuresFor(api.rhea!)).figures
    expect(counted.map(name => hidden[name]!.value)).toEqual([null, null, null])
    expect((await api.dana!.get(asked)).status).toBe(403)
  })
})

const FIGURES =
  'attendancePercent attended bookings cancellations completed elearningTaken eventOccurrences events noShowPercent noShows ' +
  'onWaitingLists placesOffered trainers utilisationPercent venues walkIns'
