import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Transaction } from '../../src/database/transaction.js'
import { newId } from '../../src/shared/ids.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aPerson } from '../support/people.js'
import { theScene, type Scene } from '../bookings/scene.js'
import { as, linesOf, retitle } from './lines.js'

let scene: Scene
const app = () => scene.app
const database = () => scene.app.database

beforeAll(async () => {
  scene = await theScene()
})
afterAll(() => scene.app.stop())

const aDate = async (places = 20) => anOccurrence(database(), { course: await aCourse(database()), places })
const write = () => app().app.get(Transaction)

describe('a line', () => {
  it('is left by two who change the same row, each with what it was when it was theirs', async () => {
    const { id } = await aCourse(database(), { title: 'Start' })
    const [ada, bea] = [newId(), newId()]
    const lines = await linesOf(app(), () =>
      Promise.all([as({ personId: ada }, () => retitle(app(), id, 'Ada’s')), as({ personId: bea }, () => retitle(app(), id, 'Bea’s'))]),
    )
    expect(lines).toHaveLength(2)
    const [first, second] = lines
    expect(first?.before).toEqual({ title: 'Start' })
    expect(second?.before).toEqual(first?.after)
    expect(new Set(lines.map(line => line.actorId))).toEqual(new Set([ada, bea]))
    const said: unknown = Object.fromEntries(lines.map(line => [line.actorId, line.after?.title]))
    expect(said).toEqual({ [ada]: 'Ada’s', [bea]: 'Bea’s' })
  })

  it('is not left by what is rolled back, and is left once by what is tried again', async () => {
    const { id } = await aCourse(database())
    const failing = () =>
      write().run(async tx => {
        await tx.query('UPDATE course SET title = $2 WHERE id = $1', [id, 'Never'])
        throw new Error('a later step failed')
      })
    expect(await linesOf(app(), () => failing().catch(() => undefined))).toEqual([])
    let tries = 0
    const lines = await linesOf(app(), () =>
      as({ personId: id }, () =>
        write().run(async tx => {
          await tx.query('UPDATE course SET title = $2 WHERE id = $1', [id, `Try ${++tries}`])
          if (tries < 3) await tx.query(`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$`)
        }),
      ),
    )
    expect(lines).toEqual([expect.objectContaining({ after: { title: 'Try 3' }, actorId: id })])
  })

  it('is not left where nothing changes, nor by counters that follow from other rows', async () => {
    const { id } = await aCourse(database(), { title: 'Same' })
    const date = await aDate()
    expect(await linesOf(app(), () => retitle(app(), id, 'Same'))).toEqual([])
    expect(await linesOf(app(), () => database().query('UPDATE occurrence SET booked = booked + 1 WHERE id = $1', [date.id]))).toEqual([])
  })

  it('is left where a counter moves together with something else, and by a column that came later than the watching', async () => {
    const date = await aDate()
    const [line] = await linesOf(app(), () =>
      database().query('UPDATE occurrence SET booked = booked + 1, places = 40 WHERE id = $1', [date.id]),
    )
    expect(line).toMatchObject({ before: { places: 20 }, after: { places: 40 } })
    const lines = await linesOf(app(), () =>
      database().query(
        `ALTER TABLE occurrence ADD colour text; UPDATE occurrence SET colour = 'red' WHERE id = '${date.id}'; ALTER TABLE occurrence DROP colour`,
      ),
    )
    expect(lines).toEqual([expect.objectContaining({ before: { colour: null }, after: { colour: 'red' } })])
  })

  it('says that a password was changed, and nothing of it', async () => {
    const person = await aPerson(database())
    const [line] = await linesOf(app(), () =>
      database().query(`UPDATE person SET password_hash = '$argon2id$new' WHERE id = $1`, [person.id]),
    )
    expect(line).toMatchObject({
      before: { password_hash: '[kept secret]' },
      after: { password_hash: '[kept secret]' },
      aboutId: person.id,
    })
  })

  it('says of a row whose key was changed which went and which came', async () => {
    const [one, other] = [await aPerson(database()), await aPerson(database())]
    await database().query(`INSERT INTO name_spelling (person_id, spelling, changed_at) VALUES ($1, 'Zoe', now())`, [one.id])
    const lines = await linesOf(app(), () =>
      database().query('UPDATE name_spelling SET person_id = $2 WHERE person_id = $1', [one.id, other.id]),
    )
    expect(lines.map(line => [line.action, line.aboutId]).sort()).toEqual(
      [
        ['added', other.id],
        ['removed', one.id],
      ].sort(),
    )
  })

  it('is left for each row of a statement that touches many, and for what goes with another row', async () => {
    const date = await aDate()
    const people = await Promise.all([1, 2, 3].map(() => aPerson(database())))
    for (const person of people) await aBooking(database(), { person, occurrence: date })
    const lines = await linesOf(app(), () => database().query(`UPDATE booking SET state = 'no-show' WHERE occurrence_id = $1`, [date.id]))
    expect(lines.map(line => line.aboutId).sort()).toEqual(people.map(person => person.id).sort())
    const [{ id }] = await database().query<[{ id: string }]>('SELECT id FROM booking WHERE occurrence_id = $1 LIMIT 1', [date.id])
    await database().query(
      `INSERT INTO booking_condition (booking_id, course_ids, days_before, until, next_at) VALUES ($1, $2, 7, '2026-03-13', now())`,
      [id, [date.courseId]],
    )
    const gone = await linesOf(app(), () => database().query('DELETE FROM booking WHERE id = $1', [id]))
    expect(gone.map(line => [line.subject, line.action]).sort()).toEqual([
      ['booking', 'removed'],
      ['booking_condition', 'removed'],
    ])
  })
})

describe('many rows at once', () => {
  const spread = (mode: string, rows: number) =>
    write().run(async tx => {
      await tx.query(`SELECT set_config('goldthread.audit', $1, true)`, [mode])
      await tx.query(
        `INSERT INTO topic (id, key, name) SELECT gen_random_uuid(), gen_random_uuid()::text, 'Many' FROM generate_series(1, $1::int)`,
        [rows],
      )
    })

  it('of an import are one line that says how many, by whom', async () => {
    const lines = await linesOf(app(), () => as({ personId: scene.people.ada.id }, () => spread('counted', 101)))
    expect(lines).toEqual([
      expect.objectContaining({ subject: 'topic', action: 'added', counted: 101, rowId: null, after: null, actorId: scene.people.ada.id }),
    ])
  })

  it('are written out where they are few: nothing can be hidden among them', async () => {
    const lines = await linesOf(app(), () => spread('counted', 100))
    expect(lines).toHaveLength(100)
    expect(lines.every(line => line.rowId && line.counted === null)).toBe(true)
  })

  it('are written out in any other transaction', async () => {
    expect(await linesOf(app(), () => spread('', 150))).toHaveLength(150)
  })

  it('cannot be emptied unseen', async () => {
    const lines = await linesOf(app(), () => database().query('TRUNCATE message_preference'))
    expect(lines).toEqual([expect.objectContaining({ subject: 'message_preference', action: 'emptied', actor: 'database' })])
  })
})
