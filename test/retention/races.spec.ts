import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { FinishErasures } from '../../src/jobs/finish-erasures.js'
import { MessageSender } from '../../src/modules/notifications/sender.writer.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { EraseAPerson } from '../../src/modules/retention/erasing/erase-a-person.js'
import type { Refusal } from '../../src/shared/refusal.js'
import { Api } from '../support/api.js'
import { startApp, startBeside, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { messageRow, theMessages } from '../support/builders/message.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aColleague, aDelegate, anAdministrator, aPerson, aToken } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { whereWordsStand } from './whole-person.js'

let app: TestApp
let beside: TestApp
let ada: Person
let dates: { id: string; courseId: string }[]
const going = new AbortController().signal

beforeAll(async () => {
  app = await startApp()
  beside = await startBeside(app)
  ada = await anAdministrator(app.database)
  dates = []
  for (let n = 0; n < 6; n += 1) dates.push(await anOccurrence(app.database, { course: await aCourse(app.database), places: 50 }))
})
afterAll(() => beside.stop().then(() => app.stop()))

const erase = (id: string, of = app): Promise<Refusal | null> => of.app.get(EraseAPerson, { strict: false }).run(id, ada, app.clock.now())

describe('somebody who is erased in the second in which they book', () => {
  it('either had the place and lost it with the rest, or never gets it; nothing of them is left either way', async () => {
    for (let round = 0; round < 4; round += 1) {
      const name = `Roundabout Number${round}`
      const person = await aDelegate(app.database, { email: `round-${round}@example.org`, name })
      const token = await aToken(app.database, person)
      const [here, there] = [Api.holding(app, token), Api.holding(beside, token)]
      const asked = dates.map(({ id }, i) => (i % 2 ? here : there).post(`/occurrences/${id}/bookings`, {}, `key-${round}-${i}`))
      const answers = await Promise.all([erase(person.id, round % 2 ? app : beside), ...asked])
      expect(answers[0]).toBeNull()
      // Too late is told as gone, signed out, or busy: never as a fault of ours.
      expect(answers.slice(1).every(one => [201, 401, 404, 503].includes((one as { status: number }).status))).toBe(true)
      const live = await app.database.query<unknown[]>(`SELECT 1 FROM booking WHERE person_id = $1 AND state IN ('requested', 'booked')`, [
        person.id,
      ])
      expect(live).toEqual([])
      await app.app.get(MessageSender, { strict: false }).sendDue(going)
      await app.app.get(FinishErasures).run(app.clock.now())
      expect([round, await whereWordsStand(app.database, [name, person.email])]).toEqual([round, []])
    }
    const counters = await app.database.query<unknown[]>(
      `SELECT 1 FROM occurrence o WHERE booked <> (SELECT count(*) FROM booking b WHERE b.occurrence_id = o.id AND b.state IN ('requested', 'booked'))`,
    )
    expect(counters).toEqual([])
  })

  it('leaves everybody else in the same batch their place', async () => {
    const leaving = await aPerson(app.database)
    const staying = await Promise.all(Array.from({ length: 8 }, () => aPerson(app.database)))
    const date = dates[0]!
    const programs = await Promise.all([...staying, leaving].map(async person => Api.holding(app, await aToken(app.database, person))))
    const book = (api: Api) => api.post(`/occurrences/${date.id}/bookings`, {})
    const [gone, ...booked] = await Promise.all([erase(leaving.id), ...programs.map(book)])
    expect(gone).toBeNull()
    expect(booked.slice(0, 8).map(one => one.status)).toEqual(Array.from({ length: 8 }, () => 201))
  })

  it('is refused by the database itself, whoever asks', async () => {
    const [stub] = await app.database.query<{ id: string }[]>('SELECT id FROM person WHERE erased_at IS NOT NULL LIMIT 1')
    await expect(aToken(app.database, stub!)).rejects.toThrow('this person was erased')
  })
})

it('erased while their mails are being sent: each is sent once or not at all, and its row says nothing any more', async () => {
  const person = await aPerson(app.database, { name: 'Posted Letterbox', email: 'posted@example.org' })
  const to = { toName: person.name, toEmail: person.email, data: { name: person.name, course: 'x', when: 'y', path: '/' } }
  await theMessages(
    app.database,
    Array.from({ length: 60 }, () => messageRow(app.clock.now(), to)),
  )
  const sender = (of: TestApp) => of.app.get(MessageSender, { strict: false }).sendDue(going)
  await Promise.all([sender(app), sender(beside), erase(person.id)])
  await sender(app)
  await app.app.get(FinishErasures).run(app.clock.now())
  expect(await whereWordsStand(app.database, [person.name, person.email])).toEqual([])
  const [due] = await app.database.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM message WHERE state = 'due'`)
  expect(due!.n).toBe(0)
})

it('pressed twice at once by two administrators is done once, and the second is told', async () => {
  const person = await aPerson(app.database)
  const answers = await Promise.all([erase(person.id), erase(person.id, beside)])
  expect(answers.map(answer => answer?.refused ?? 'done').sort()).toEqual(['done', 'erased-already'])
  expect(await app.database.query(`SELECT 1 FROM erasure WHERE person_id = $1`, [person.id])).toHaveLength(1)
})

describe('who cannot be erased', () => {
  let visitor: Visitor
  const press = async (person: Person) => {
    await visitor.get(`/desk/people/${person.id}/data`)
    return visitor.post(`/desk/people/${person.id}/erasure`, { confirmed: person.email })
  }
  beforeAll(async () => {
    visitor = new Visitor(app.url)
    await visitor.signIn(ada.email)
  })

  it.each<[string, () => Promise<Person>, string]>([
    ['oneself', () => Promise.resolve(ada), 'You cannot erase yourself'],
    ['another administrator', () => aPerson(app.database, { roles: ['administrator'] }), 'Take the role away first'],
    [
      'a trainer with a date to come',
      async () => {
        const person = await aPerson(app.database)
        const trainer = await aTrainerRow(app.database, { person })
        await app.database.query('INSERT INTO occurrence_trainer (occurrence_id, trainer_id) VALUES ($1, $2)', [dates[1]!.id, trainer.id])
        return person
      },
      'They deliver 1 date that is still to come',
    ],
    [
      'a manager who is asked to approve',
      async () => {
        const manager = await aPerson(app.database, { email: 'manager.asked@example.org' })
        const course = await aCourse(app.database, { needsApproval: true })
        const occurrence = await anOccurrence(app.database, { course })
        const cole = await aColleague(app.database, { managerEmail: manager.email })
        await Api.holding(app, await aToken(app.database, cole)).post(`/occurrences/${occurrence.id}/bookings`, {})
        return manager
      },
      '1 booking waits for their approval',
    ],
  ])('%s', async (_who, make, sentence) => {
    const person = await make()
    const answer = await press(person)
    expect([answer.status, answer.text]).toEqual([409, expect.stringContaining(sentence)])
    const [still] = await app.database.query<{ email: string }[]>('SELECT email FROM person WHERE id = $1', [person.id])
    expect(still!.email).toBe(person.email)
  })
})
