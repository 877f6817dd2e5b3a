import { startApp, type TestApp } from '../../support/app.js'
import type { Course } from '../../../src/modules/courses/course.entity.js'
import type { Person } from '../../../src/modules/people/person.entity.js'
import { theNeglectPathway } from '../../support/builders/course.js'
import { aPdf } from '../../support/files.js'
import { aColleague, aDelegate, aLead, anAdministrator, anOutsider } from '../../support/people.js'
import { Visitor, type Seen } from '../../support/visitor.js'

/** What is decided most, and where each decides. */
export const accept = { decision: 'accept', counts: 'usual' }
export const refuse = { decision: 'refuse', reason: 'The name on it is another.\nSend yours.' }
export const atLena = (id: string) => `/my-agency/evidence/${id}`
export const atAda = (id: string) => `/desk/evidence/${id}`

type Name = 'dana' | 'cole' | 'oona' | 'lena' | 'ada'

/** Dana and Cole of the school with Lena, their training lead; Oona of the hospital, which has none; Ada, who administers. */
export interface Desk {
  app: TestApp
  l1: Course
  l2: Course
  people: Record<Name, Person>
  browser(name: Name): Promise<Visitor>
}

export async function aDesk(): Promise<Desk> {
  const app = await startApp()
  const { database } = app
  const { l1, l2 } = await theNeglectPathway(database)
  await database.query('UPDATE course SET valid_months = 36 WHERE id = $1', [l1.id])
  const people = {
    dana: await aDelegate(database),
    cole: await aColleague(database),
    oona: await anOutsider(database),
    lena: await aLead(database),
    ada: await anAdministrator(database),
  }
  const windows = new Map<Name, Visitor>()
  return {
    ...{ app, l1, l2, people },
    async browser(name) {
      const visitor = windows.get(name) ?? new Visitor(app.url)
      if (!windows.has(name)) await visitor.signIn(people[name].email)
      windows.set(name, visitor)
      return visitor
    },
  }
}

const TYPED = { course: 'neglect-l1', completedOn: '2026-02-20', provider: 'NSPCC Learning', words: '' }

/** Hands in evidence by the form, as this person; the id of what is kept. */
export async function handIn(visitor: Visitor, change: Partial<typeof TYPED> = {}): Promise<string> {
  await visitor.get('/my-learning/evidence/new')
  const { url } = await visitor.upload('/my-learning/evidence', { ...TYPED, ...change }, { name: 'proof.pdf', bytes: aPdf() })
  return url.split('/').at(-1)!
}

/** Opens the page on which it is decided, and presses. */
export async function decide(visitor: Visitor, at: string, fields: Record<string, string>): Promise<Seen> {
  await visitor.get(at)
  return visitor.post(`${at}/decision`, fields)
}

export const stateOf = async ({ app }: Desk, id: string) =>
  (
    await app.database.query<Record<string, unknown>[]>('SELECT state, decided_by_id, reason, upload_id FROM evidence WHERE id = $1', [id])
  )[0]!

export const recordsOf = ({ app }: Desk, person: Person) =>
  app.database.query<Record<string, unknown>[]>(
    `SELECT c.key, r.how, r.source, r.completed_on::text AS on, r.valid_until::text AS until, r.note FROM learning_record r
     JOIN course c ON c.id = r.course_id WHERE r.person_id = $1 ORDER BY r.recorded_at, c.key`,
    [person.id],
  )

/** As if nobody had ever handed in anything. */
export async function clear({ app }: Desk): Promise<void> {
  for (const table of ['evidence', 'upload', 'learning_record', 'message']) await app.database.query(`DELETE FROM ${table}`)
}
