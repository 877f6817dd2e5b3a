import type { DataSource, EntityManager } from 'typeorm'
import { newId } from '../../src/shared/ids.js'
import { PersonToken } from '../../src/modules/people/person-token.entity.js'
import { hashPassword } from '../../src/modules/accounts/passwords.js'
import { hashSecret, newSecret } from '../../src/shared/secrets.js'
import { Person } from '../../src/modules/people/person.entity.js'
import { anAgency } from './builders/agency.js'
import type { TestApp } from './app.js'

/** The password of everybody in the tests. */
export const PASSWORD = 'goldthread-demo'

type Database = DataSource | EntityManager
type Change = Partial<Omit<Person, 'agency'>>

// Hashing is slow on purpose, so everybody shares one hash.
let passwordHash: Promise<string> | undefined
let count = 0

/** A confirmed person who can sign in with PASSWORD. Without a change: somebody of no agency, with an address of their own. */
export async function aPerson(database: Database, change: Change = {}): Promise<Person> {
  count += 1
  passwordHash ??= hashPassword(PASSWORD)
  const person: Person = {
    id: newId(),
    key: null,
    email: `somebody-${count}@example.org`,
    name: `Somebody Number ${count}`,
    agencyId: null,
    agencyOther: null,
    jobRole: 'Social worker',
    managerName: 'Mary Manager',
    managerEmail: 'mary.manager@example.org',
    deputyName: '',
    deputyEmail: '',
    roles: [],
    passwordHash: await passwordHash,
    confirmedAt: new Date('2025-09-01T09:00:00Z'),
    registeredAt: new Date('2025-09-01T08:55:00Z'),
    version: 1,
    signedOut: 0,
    lastSignedInAt: null,
    ...change,
  }
  await database.getRepository(Person).insert(person)
  return person
}

async function inAgency(database: Database, agency: Parameters<typeof anAgency>[1], person: Change): Promise<Person> {
  const { id } = await anAgency(database, agency)
  return aPerson(database, { agencyId: id, ...person })
}

const SCHOOL = {}
const HOSPITAL = { key: 'manor-hospital', name: 'Manor Hospital', agencyGroup: 'Health' }
const UNIT = { key: 'business-unit', name: 'Business Unit', agencyGroup: 'Local authority' }

/** Dana, who books, of Birchills Primary School. */
export const aDelegate = (database: Database, change: Change = {}) =>
  inAgency(database, SCHOOL, { email: 'dana@example.org', name: 'Dana Delegate', jobRole: 'Teacher', ...change })

/** Cole, who works at Dana's school. */
export const aColleague = (database: Database, change: Change = {}) =>
  inAgency(database, SCHOOL, { email: 'cole@example.org', name: 'Cole Colleague', jobRole: 'Teaching assistant', ...change })

/** Oona, of Manor Hospital, who has nothing to do with Dana. */
export const anOutsider = (database: Database, change: Change = {}) =>
  inAgency(database, HOSPITAL, { email: 'oona@example.org', name: 'Oona Outsider', jobRole: 'Nurse', ...change })

/** Tara, in the trainer pool by her role; a Trainer row is the courses' own builder's to make. */
export const aTrainer = (database: Database, change: Change = {}) =>
  inAgency(database, UNIT, { email: 'tara@example.org', name: 'Tara Trainer', roles: ['trainer'], ...change })

export const anAdministrator = (database: Database, change: Change = {}) =>
  inAgency(database, UNIT, { email: 'ada@example.org', name: 'Ada Administrator', roles: ['administrator'], ...change })

export const aReader = (database: Database, change: Change = {}) =>
  inAgency(database, UNIT, { email: 'rhea@example.org', name: 'Rhea Reader', roles: ['report reader'], ...change })

/** Lena, training lead of Dana's school. */
export const aLead = (database: Database, change: Change = {}) =>
  inAgency(database, SCHOOL, { email: 'lena@example.org', name: 'Lena Lead', roles: ['training lead'], ...change })

/** A Bearer token of the person with this address, got as a program gets it. */
export async function tokenOf(app: TestApp, email: string, password = PASSWORD): Promise<string> {
  const response = await fetch(`${app.url}/api/v1/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  const { token } = (await response.json()) as { token?: string }
  if (!token) throw new Error(`No token for ${email}: ${response.status}`)
  return token
}

/** A Bearer token written straight into the table: for crowds, whose hundreds of passwords would take longer than their race. */
export async function aToken(database: Database, person: { id: string }): Promise<string> {
  const token = newSecret()
  const expiresAt = new Date('2036-01-01T00:00:00Z')
  await database.getRepository(PersonToken).insert({ hash: hashSecret(token), kind: 'api', personId: person.id, expiresAt })
  return token
}
