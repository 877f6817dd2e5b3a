import type { Course } from '../../src/modules/courses/course.entity.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { startApp, type TestApp } from '../support/app.js'
import { theNeglectPathway } from '../support/builders/course.js'
import { aColleague, aDelegate, aLead, anOutsider, aPerson } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

type Name = 'dana' | 'cole' | 'oona' | 'lena' | 'olga'

/** The school with Dana, Cole and their lead Lena; the hospital with Oona and its lead Olga; and the Neglect pathway. */
export interface AgencyScene {
  app: TestApp
  l1: Course
  l2: Course
  gcp2: Course
  people: Record<Name, Person>
  schoolId: string
  /** A browser in which this address has signed in. */
  browser(email: string): Promise<Visitor>
  row<Row>(sql: string, values?: unknown[]): Promise<Row | undefined>
}

export async function anAgencyScene(): Promise<AgencyScene> {
  const app = await startApp()
  const { database } = app
  const [dana, cole, oona, lena] = [
    await aDelegate(database),
    await aColleague(database),
    await anOutsider(database),
    await aLead(database),
  ]
  const olga = await aPerson(database, { email: 'olga@example.org', name: 'Olga Other', roles: ['training lead'], agencyId: oona.agencyId })
  return {
    app,
    ...(await theNeglectPathway(database)),
    people: { dana, cole, oona, lena, olga },
    schoolId: dana.agencyId!,
    async browser(email) {
      const visitor = new Visitor(app.url)
      await visitor.signIn(email)
      return visitor
    },
    row: async <Row>(sql: string, values: unknown[] = []) => (await app.database.query<Row[]>(sql, values))[0],
  }
}
