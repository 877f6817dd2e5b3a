import { PERSON_COLUMNS } from '../../src/modules/people-desk/merge/merge-registry.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import type { TestApp } from '../support/app.js'
import { Api } from '../support/api.js'
import { Visitor } from '../support/visitor.js'

/** Every column of every table that names a row of `table`, as `table.column`. */
export async function columnsNaming({ database }: TestApp, table: string): Promise<string[]> {
  const rows = await database.query<{ name: string }[]>(
    `SELECT c.conrelid::regclass || '.' || a.attname AS name FROM pg_constraint c
     JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND c.confrelid = $1::regclass ORDER BY 1`,
    [table],
  )
  return rows.map(({ name }) => name)
}

/** How many rows of each column name one of these accounts. */
export async function rowsOf({ database }: TestApp, ids: string[]): Promise<Record<string, number>> {
  const counted = Object.keys(PERSON_COLUMNS)
    .map(name => name.split('.') as [string, string])
    .map(([table, column]) => `'${table}.${column}', (SELECT count(*)::int FROM ${table} WHERE ${column} = ANY($1::uuid[]))`)
  const half = Math.ceil(counted.length / 2)
  const [row] = await database.query<[{ a: Record<string, number>; b: Record<string, number> }]>(
    `SELECT json_build_object(${counted.slice(0, half).join(', ')}) AS a, json_build_object(${counted.slice(half).join(', ')}) AS b`,
    [ids],
  )
  return { ...row.a, ...row.b }
}

export async function signedIn(app: TestApp, { email }: { email: string }): Promise<Visitor> {
  const visitor = new Visitor(app.url)
  await visitor.signIn(email)
  return visitor
}

/** The year's figures in all their groups, as text, without the counts of persons. */
export async function figuresOf(app: TestApp, reader: Person): Promise<string> {
  const api = await Api.of(app, reader.email)
  const { body } = await api.get('/reports/figures?from=2025-04-01&to=2026-03-31&by=agency,agency-group,course,quarter')
  return JSON.stringify(body)
}

/** Opens the page on which both accounts stand, and presses its button. */
export async function putTogether(desk: Visitor, stays: { id: string }, goes: { id: string }, choices: Record<string, string> = {}) {
  const path = `/desk/people/${stays.id}/merge/${goes.id}`
  await desk.get(path)
  return desk.post(path, choices)
}
