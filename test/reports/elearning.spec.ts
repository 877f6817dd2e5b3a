import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Course } from '../../src/modules/courses/course.entity.js'
import { ReportsReader } from '../../src/modules/reports/reports.reader.js'
import { newId } from '../../src/shared/ids.js'
import { Api } from '../support/api.js'
import { startApp } from '../support/app.js'
import { anAgency } from '../support/builders/agency.js'
import { theNeglectPathway } from '../support/builders/course.js'
import { moment } from '../support/builders/occurrence.js'
import { aRecord } from '../support/builders/learning-record.js'
import { aModule } from '../support/builders/module.js'
import { aPerson } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { cancelled, Stage } from './stage.js'

interface Row {
  key: string
  name: string
  hidden: unknown
  signedUp: number
  medianMinutes: number | null
}
interface Told {
  total: { signedUp: number } | null
  courses: Row[]
  agencyGroups: Row[]
  questions: { id: string; answered: number }[]
  funnel: { key: string; next: string | null; have: number | null; booked: number | null; done: number | null }[]
}

const MAY = { from: '2025-05-01', to: '2025-05-31' }
let stage: Stage
let l1: Course
let l2: Course

beforeAll(async () => {
  stage = new Stage(await startApp())
  await stage.enter()
})
afterAll(() => stage.app.stop())
beforeEach(async () => {
  await stage.app.database.query('TRUNCATE course, event, occurrence, booking, enrolment, learning_record CASCADE')
  ;({ l1, l2 } = await theNeglectPathway(stage.app.database))
})

const rows = (sql: string, values: unknown[]) => stage.app.database.query<unknown[]>(sql, values)
const told = async (more = '', as: Api = stage.ada) => (await as.get<Told>(`/reports/e-learning?from=${MAY.from}&to=${MAY.to}${more}`)).body
/** Somebody who signed up for Level 1 then; `seconds` of those who completed it. */
async function taken(signedUpAt = '2025-05-06 09:00', { seconds, agencyId = null }: { seconds?: number; agencyId?: string | null } = {}) {
  const [person, id, at] = [await aPerson(stage.app.database, { agencyId }), newId(), moment(signedUpAt)]
  await rows(
    `INSERT INTO enrolment (id, course_id, person_id, agency_id, signed_up_at, started_at, completed_at, seconds)
     VALUES ($1, $2, $3, $4, $5, $6, $6, $7)`,
    [id, l1.id, person.id, agencyId, at, seconds === undefined ? null : at, seconds ?? 0],
  )
  return { person, id }
}

describe('who signed up for e-learning', () => {
  it('is counted by London’s days, both counted', async () => {
    for (const at of ['2025-04-30 23:59', '2025-05-01 00:00', '2025-05-31 23:59', '2025-06-01 00:00']) await taken(at)
    expect((await told()).total).toMatchObject({ signedUp: 2, completed: 0, inProgress: 0, notStarted: 2, completedPercent: 0 })
  })

  it('has the median of those who completed it and were measured, in whole minutes', async () => {
    for (const seconds of [0, 0, 60, 600, 1230]) await taken(undefined, { seconds })
    const { id } = await taken(undefined, { seconds: 9999 })
    await rows('UPDATE enrolment SET completed_at = NULL WHERE id = $1', [id])
    expect((await told()).courses).toMatchObject([{ key: 'neglect-l1', signedUp: 6, completed: 5, inProgress: 1, medianMinutes: 10 }])
    await taken(undefined, { seconds: 1290 })
    expect((await told()).courses[0]!.medianMinutes).toBe(15)
  })

  it('is of another course, or of none, when that is asked for', async () => {
    await taken()
    expect((await told('&course=neglect-l2')).courses).toEqual([])
    expect((await told('&course=neglect-l1')).courses).toHaveLength(1)
    expect((await told('&course=neglect-l1')).funnel).toEqual([])
  })

  it('is in a spreadsheet in which no name runs, and of too few people nothing but that', async () => {
    await rows(`UPDATE course SET title = '=1+1' WHERE id = $1`, [l1.id])
    const reader = new ReportsReader(stage.app.database)
    const csv = async (everything: boolean) => reader.elearningCsv(MAY, await reader.elearning(MAY, null, everything))
    const health = await anAgency(stage.app.database, { key: 'h', name: 'H', agencyGroup: 'Health' })
    for (let n = 0; n < 4; n++) await taken(undefined, { agencyId: health.id })
    expect(await csv(true)).toContain(`e-learning course,neglect-l1,'=1+1,Signed up,4,,,,`)
    const hidden = (await csv(false)).split('\n').filter(line => /e-learning (course|agency-group)/.test(line))
    expect(hidden.map(line => line.split(',').slice(2, 10).join())).toEqual([
      `e-learning course,neglect-l1,'=1+1,Signed up,,,,not shown: fewer than 5 people`,
      'e-learning agency-group,Health,Health,Signed up,,,,not shown: fewer than 5 people',
    ])
    expect(await csv(false)).not.toMatch(/e-learning,,,/)
    await taken(undefined, { agencyId: health.id })
    expect(await csv(false)).toContain('e-learning,,,Signed up,5,,,,')
  })
})

describe('which answers go wrong', () => {
  it('is told to readers once five people answered, not when one answered five times', async () => {
    await aModule(stage.app.database, l1)
    const people: { id: string }[] = []
    for (let n = 0; n < 6; n++) people.push(await taken())
    const answer = (who: number, attempt: number) =>
      rows(
        `INSERT INTO quiz_answer (enrolment_id, attempt, question, chosen, correct, answered_at) VALUES ($1, $2, 'q1', '{a}', false, now())`,
        [people[who]!.id, attempt],
      )
    for (let attempt = 1; attempt <= 5; attempt++) await answer(0, attempt)
    for (const who of [1, 2, 3]) await answer(who, 1)
    const ask = async (as: Api) => (await told('&course=neglect-l1', as)).questions.map(({ id, answered }) => [id, answered])
    expect([await ask(stage.ada), await ask(stage.rhea)]).toEqual([[['q1', 8]], []])
    await answer(4, 1)
    expect(await ask(stage.rhea)).toEqual([['q1', 9]])
  })
})

describe('a pathway', () => {
  const step = async (as = stage.ada) => (await told('', as)).funnel.find(one => one.key === 'neglect-l1')
  const learned = async (n: number) => {
    const people = []
    for (let i = 0; i < n; i++) {
      people.push(await aPerson(stage.app.database))
      await aRecord(stage.app.database, { person: people[i]!, course: l1 })
    }
    return people
  }

  it('counts people once, those who hold the next course or asked for it, and neither who cancelled nor who did not come', async () => {
    const people = await learned(6)
    await aRecord(stage.app.database, { person: people[0]!, course: l1, completedOn: '2024-01-10' })
    await aRecord(stage.app.database, { person: people[0]!, course: l2 })
    const date = await stage.held('2025-05-06 09:00', { course: l2 })
    for (const [n, state] of ['requested', 'booked', 'attended', 'partly attended', 'no-show', 'cancelled'].entries())
      await stage.booking(date, people[n]!, state, state === 'cancelled' ? cancelled() : {})
    // Somebody who has not learned the first level is no part of it.
    await stage.booking(date, stage.dana, 'booked')
    expect(await step()).toMatchObject({ next: 'Understanding Neglect Level 2', have: 6, booked: 4, done: 1 })
    expect(await step(stage.rhea)).toMatchObject({ have: 6, booked: null, done: null })
  })

  it('is not told to readers of fewer than five, and leads to no course that is retired', async () => {
    await learned(4)
    expect([(await step())!.have, (await step(stage.rhea))!.have]).toEqual([4, null])
    await learned(1)
    expect((await step(stage.rhea))!.have).toBe(5)
    await rows('UPDATE course SET retired = true WHERE id = $1', [l2.id])
    expect(await step()).toMatchObject({ next: 'Graded Care Profile 2 (GCP2)' })
  })
})

describe('the rows behind a figure', () => {
  it('name the trainers of each date, though the first has none, and say which page there is not', async () => {
    const ada = new Visitor(stage.app.url)
    await ada.signIn('ada@example.org')
    const trainer = newId()
    await rows('INSERT INTO trainer (id, key, person_id) VALUES ($1, $2, $3)', [trainer, trainer, stage.cole.id])
    await stage.held('2025-05-06 09:00', { course: l2 })
    await stage.held('2025-05-07 09:00', { course: l2, trainers: [{ id: trainer }] })
    const address = '/reports/rows?figure=eventOccurrences&from=2025-05-01&to=2025-05-31'
    expect((await ada.get(address)).text).toMatch(/2 rows .* Who What .* Cole \S+ Understanding Neglect Level 2 Wednesday 7 May 2025/)
    expect((await ada.get(`${address}&page=2`)).text).toMatch(/There is no such page\. Back to the first/)
    expect((await ada.get(address.replace('2025-05-01', '2025-05-08'))).text).toContain('0 rows')
  })
})
