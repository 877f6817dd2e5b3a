import { KeepConditions } from '../../../src/jobs/keep-conditions.js'
import type { Person } from '../../../src/modules/people/person.entity.js'
import { Api } from '../../support/api.js'
import type { TestApp } from '../../support/app.js'
import { aCourse, type CourseOverrides } from '../../support/builders/course.js'
import { aModule } from '../../support/builders/module.js'
import { anOccurrence, type BuiltOccurrence, type OccurrenceOverrides } from '../../support/builders/occurrence.js'
import { mailsAbout } from '../../support/mailbox.js'
import { aDelegate, aPerson, aToken } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { theScene, type Scene } from '../scene.js'

export interface Learner {
  person: Person
  api: Api
  browser: () => Promise<Visitor>
}

/** The scene with Level 1 taken here, and people who have not done it. */
export interface PathScene extends Scene {
  /** Somebody new of Dana's school, without Level 1. */
  learner(change?: Partial<Person>): Promise<Learner>
  /** A date of a course of its own that builds on Level 1, on 20 March 2026: to be done by 13 March, warned of on 10 March. */
  date(overrides?: Partial<OccurrenceOverrides>, course?: CourseOverrides): Promise<BuiltOccurrence>
  /** Somebody new with a place on condition, on such a date. */
  kept(...where: Parameters<PathScene['date']>): Promise<Learner & { date: BuiltOccurrence; made: MadeOnCondition }>
}

export async function thePathScene(): Promise<PathScene> {
  const scene = await theScene()
  const { database, url } = scene.app
  await aModule(database, scene.l1)
  const school = (await aDelegate(database, { email: 'nobody@example.org' })).agencyId
  const own: Omit<PathScene, keyof Scene | 'kept'> = {
    async learner(change = {}) {
      const person = await aPerson(database, { agencyId: school, ...change })
      const api = Api.holding(scene.app, await aToken(database, person))
      const browser = async () => {
        const visitor = new Visitor(url)
        await visitor.signIn(person.email)
        return visitor
      }
      return { person, api, browser }
    },
    date: async (overrides = {}, course = {}) =>
      anOccurrence(database, {
        ...{ course: await aCourse(database, { title: 'Understanding Neglect Level 2', requires: [scene.l1], ...course }) },
        ...{ startsAt: '2026-03-20 09:30', endsAt: '2026-03-20 16:00', ...overrides },
      }),
  }
  return {
    ...{ ...scene, ...own },
    async kept(...where) {
      const [learner, date] = [await own.learner(), await own.date(...where)]
      return { ...learner, date, made: await bookOn(learner.api, date) }
    },
  }
}

export interface MadeOnCondition {
  id: string
  reference: string
  state: string
  condition?: { courses: { key: string; title: string }[]; until: string }
}

/** Books on condition, and answers with the booking; throws when it is refused. */
export async function bookOn(api: Api, date: { id: string }, body: object = {}): Promise<MadeOnCondition> {
  const answer = await api.post<MadeOnCondition>(`/occurrences/${date.id}/bookings`, { onCondition: true, ...body })
  if (answer.status !== 201 || !answer.body.condition) throw new Error(`Not booked on condition: ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** What the job does at a moment of London's, or at the clock's own. */
export async function keep(app: TestApp, at?: string): Promise<string> {
  if (at) app.clock.moveTo(at)
  return app.app.get(KeepConditions).run(app.clock.now(), new AbortController().signal)
}

/** A condition as the database has it, with its booking. */
export const conditionOf = async (scene: Scene, id: string) =>
  (await scene.row<Record<string, unknown>>(
    `SELECT k.state, k.until::text AS until, k.warned_at IS NOT NULL AS warned, b.state AS booking, b.cancelled_by AS by, b.late
     FROM booking_condition k JOIN booking b ON b.id = k.booking_id WHERE b.id = $1`,
    [id],
  ))!

export const kindsAbout = async (app: TestApp, id: string): Promise<string[]> =>
  (await mailsAbout(app, `booking:${id}`)).map(mail => mail.kind)

/** What a test leaves open would be settled by the next one. */
export const forgetAll = ({ app }: Scene) =>
  app.database.query(`UPDATE booking_condition SET state = 'over', ended_at = now() WHERE state = 'open'`)

/** When the warning of a date of 20 March is due, and when its place is let go. */
export const WARN = '2026-03-10T08:30:00Z'
export const LET_GO = '2026-03-14T08:30:00Z'
