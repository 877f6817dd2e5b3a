import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Transaction } from '../../src/database/transaction.js'
import type { Course } from '../../src/modules/courses/course.entity.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { RecordsReader } from '../../src/modules/records/records.reader.js'
import { RecordsWriter, type Learned } from '../../src/modules/records/records.writer.js'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { aRecord } from '../support/builders/learning-record.js'
import { aColleague, aDelegate, anOutsider } from '../support/people.js'

let app: TestApp
let reader: RecordsReader
let writer: RecordsWriter
let dana: Person
let cole: Person
let oona: Person
let forGood: Course
let yearly: Course

beforeAll(async () => {
  app = await startApp()
  reader = app.app.get(RecordsReader)
  writer = app.app.get(RecordsWriter)
  dana = await aDelegate(app.database)
  cole = await aColleague(app.database)
  oona = await anOutsider(app.database)
  forGood = await aCourse(app.database, { title: 'For good' })
  yearly = await aCourse(app.database, { title: 'Every year', validMonths: 12 })
})
afterAll(() => app.stop())
beforeEach(() => app.database.query('DELETE FROM learning_record'))

const learned = (change: Partial<Learned> = {}): Learned => ({
  source: 'booking:1',
  personId: dana.id,
  courseId: yearly.id,
  completedOn: '2026-01-10',
  how: 'attended',
  recordedById: null,
  ...change,
})
const write = (rows: Learned[]) => app.app.get(Transaction).run(tx => writer.write(tx, rows, MONDAY))
const reconcile = (sources: string[], rows: Learned[]) => app.app.get(Transaction).run(tx => writer.reconcile(tx, sources, rows, MONDAY))
const of = async (...people: Person[]) =>
  reader.completedBy(
    app.database,
    people.map(person => person.id),
  )

describe('what people have completed', () => {
  it('is told of several at once, as days, with an empty list for who has nothing', async () => {
    await aRecord(app.database, { person: dana, course: yearly, completedOn: '2026-02-01', validUntil: '2027-02-01' })
    await aRecord(app.database, { person: dana, course: forGood })
    await aRecord(app.database, { person: oona, course: forGood })
    expect(await of(dana, cole)).toEqual(
      new Map([
        [
          dana.id,
          [
            { courseId: forGood.id, completedOn: '2026-01-10', validUntil: null },
            { courseId: yearly.id, completedOn: '2026-02-01', validUntil: '2027-02-01' },
          ],
        ],
        [cole.id, []],
      ]),
    )
  })

  it('is told of some courses only, where asked', async () => {
    await aRecord(app.database, { person: dana, course: yearly })
    await aRecord(app.database, { person: dana, course: forGood })
    const found = await reader.completedBy(app.database, [dana.id], [forGood.id])
    expect(found.get(dana.id)).toMatchObject([{ courseId: forGood.id }])
    expect((await reader.completedBy(app.database, [dana.id], [])).get(dana.id)).toEqual([])
  })

  it('is read inside a transaction under way too', async () => {
    await app.database.transaction(async tx => {
      await writer.write(tx, [learned()], MONDAY)
      expect((await reader.completedBy(tx, [dana.id])).get(dana.id)).toHaveLength(1)
      expect((await reader.completedBy(app.database, [dana.id])).get(dana.id)).toHaveLength(0)
    })
  })

  it('is shown to its person newest first', async () => {
    await aRecord(app.database, { person: dana, course: yearly, completedOn: '2025-01-10' })
    await aRecord(app.database, { person: dana, course: forGood, note: 'Seen the certificate', how: 'evidence' })
    const records = await reader.recordsOf(dana.id)
    expect(records.map(one => one.courseTitle)).toEqual(['For good', 'Every year'])
    expect(records[0]).toMatchObject({ completedOn: '2026-01-10', how: 'evidence', note: 'Seen the certificate', validUntil: null })
  })
})

describe('writing', () => {
  it.each([
    ['counts the course’s months', { completedOn: '2026-01-10' }, '2027-01-10'],
    ['stays in the month where the day does not exist', { completedOn: '2024-02-29' }, '2025-02-28'],
    ['counts for good where the course says nothing', {}, null],
    ['takes the day given', { validUntil: '2026-06-30' }, '2026-06-30'],
    ['takes "for good" given', { validUntil: null }, null],
  ])('%s', async (name, change, validUntil) => {
    const courseId = name.includes('says nothing') ? forGood.id : yearly.id
    await write([learned({ courseId, ...change })])
    expect((await of(dana)).get(dana.id)).toMatchObject([{ validUntil }])
  })

  it('writes one record a source, and brings it up to date', async () => {
    await write([learned()])
    await write([learned({ completedOn: '2026-02-20' })])
    expect((await of(dana)).get(dana.id)).toEqual([{ courseId: yearly.id, completedOn: '2026-02-20', validUntil: '2027-02-20' }])
  })

  it('writes evidence as often as there is', async () => {
    await write([learned({ source: null, how: 'evidence' }), learned({ source: null, how: 'evidence' })])
    expect((await of(dana)).get(dana.id)).toHaveLength(2)
  })

  it('writes nothing when the transaction fails', async () => {
    const failing = app.app.get(Transaction).run(async tx => {
      await writer.write(tx, [learned()], MONDAY)
      throw new Error('the rest went wrong')
    })
    await expect(failing).rejects.toThrow('the rest went wrong')
    expect((await of(dana)).get(dana.id)).toEqual([])
  })
})

describe('reconciling', () => {
  it('makes the records of some sources exactly those given, and touches no other', async () => {
    await write([learned(), learned({ source: 'booking:2', personId: cole.id }), learned({ source: 'enrolment:9', personId: oona.id })])
    await reconcile(['booking:1', 'booking:2', 'booking:3'], [learned({ source: 'booking:3' })])
    const found = await of(dana, cole, oona)
    expect([dana, cole, oona].map(person => found.get(person.id)?.length)).toEqual([1, 0, 1])
  })

  it('changes nothing when nothing has changed', async () => {
    await write([learned()])
    const before = await app.database.query<object[]>('SELECT *, xmin FROM learning_record')
    await reconcile(['booking:1'], [learned()])
    expect(await app.database.query('SELECT *, xmin FROM learning_record')).toEqual(before)
  })
})
