import type { TestApp } from '../support/app.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { Visitor } from '../support/visitor.js'

/** A browser in which this person is signed in. */
export async function signedIn(app: TestApp, { email }: Pick<Person, 'email'>): Promise<Visitor> {
  const visitor = new Visitor(app.url)
  await visitor.signIn(email)
  return visitor
}

export const at = (person: Pick<Person, 'id'>, page = ''): string => `/desk/people/${person.id}${page}`

/** What is stored of a person that the desk changes. */
export async function stored(app: TestApp, person: Pick<Person, 'id'>): Promise<Person> {
  const [row] = await app.database.query<Person[]>(
    `SELECT name, email, agency_id AS "agencyId", roles, version, manager_email AS "managerEmail" FROM person WHERE id = $1`,
    [person.id],
  )
  return row!
}

/** Opens the page, so that the form's hidden fields are its own, and sends it. */
export async function send(visitor: Visitor, path: string, fields: Record<string, string | string[]>) {
  await visitor.get(path)
  return visitor.post(path, fields)
}
