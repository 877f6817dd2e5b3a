import type { Course } from '../../src/modules/courses/course.entity.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { Api } from '../support/api.js'
import { startApp, type TestApp } from '../support/app.js'
import { theNeglectPathway } from '../support/builders/course.js'
import { aRecord } from '../support/builders/learning-record.js'
import { aColleague, aDelegate, anAdministrator, anOutsider, aToken, aTrainer } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

type Name = 'dana' | 'cole' | 'oona' | 'tara' | 'ada'

/** The Neglect pathway and its people: Dana and Cole of the school have Level 1, Oona of the hospital has nothing; Ada administers. */
export interface Scene {
  app: TestApp
  l1: Course
  l2: Course
  gcp2: Course
  people: Record<Name, Person>
  api: Record<Name, Api>
  /** A browser in which this person has signed in. */
  browser(name: Name): Promise<Visitor>
  /** One row of one query. */
  row<Row>(sql: string, values?: unknown[]): Promise<Row | undefined>
}

export async function theScene(): Promise<Scene> {
  const app = await startApp()
  const { database } = app
  const pathway = await theNeglectPathway(database)
  const [dana, cole, oona] = [await aDelegate(database), await aColleague(database), await anOutsider(database)]
  const people = { dana, cole, oona, tara: await aTrainer(database), ada: await anAdministrator(database) }
  for (const person of [dana, cole]) await aRecord(database, { person, course: pathway.l1 })
  const names = Object.keys(people) as Name[]
  const tokens = await Promise.all(names.map(async name => [name, Api.holding(app, await aToken(database, people[name]))] as const))
  return {
    app,
    ...pathway,
    people,
    api: Object.fromEntries(tokens) as Record<Name, Api>,
    async browser(name) {
      const visitor = new Visitor(app.url)
      await visitor.signIn(people[name].email)
      return visitor
    },
    row: async <Row>(sql: string, values: unknown[] = []) => (await app.database.query<Row[]>(sql, values))[0],
  }
}
