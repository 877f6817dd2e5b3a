import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DataSource } from 'typeorm'
import { dataSourceOptions } from '../../src/database/data-source.js'
import { KINDS, ofPerson, type HeldTable } from '../../src/modules/retention/registry/held-table.js'
import { REGISTRY } from '../../src/modules/retention/registry/registry.js'
import { newId } from '../../src/shared/ids.js'
import { freshDatabase, type FreshDatabase } from '../support/database.js'

interface Column {
  table: string
  column: string
  type: string
  /** It points at a person. */
  person: boolean
}

// Text and JSON whatever holds it, bytes, and ids that are, or by their name could be, a person's.
const COLUMNS = `
  SELECT c.table_name AS "table", c.column_name AS "column", c.udt_name AS type,
    EXISTS (SELECT 1 FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY(k.conkey)
      WHERE k.contype = 'f' AND k.confrelid = 'person'::regclass AND k.conrelid = format('%I', c.table_name)::regclass
        AND a.attname = c.column_name) AS person
  FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' ORDER BY 1, 2`
const LOOKED_AT = [
  'text',
  'varchar',
  'bpchar',
  'json',
  'jsonb',
  'bytea',
  '_text',
  '_varchar',
  '_uuid',
  '_json',
  '_jsonb',
  'xml',
  'inet',
  '_inet',
]
const couldBeAPerson = ({ column, type, person }: Column) =>
  person || (type === 'uuid' && /(^|_)(person|by|manager|lead|holder|who)(_id)?$/.test(column))

let own: FreshDatabase
let source: DataSource
let columns: Column[]
beforeAll(async () => {
  own = await freshDatabase()
  source = await new DataSource(dataSourceOptions(own.url, 2)).initialize()
  columns = await source.query<Column[]>(COLUMNS)
})
afterAll(() => source.destroy().then(() => own.drop()))

const listsOf = ({ person = [], actors = [], personal = [], mentions = [], secret = [], plain = [] }: HeldTable) => [
  ...[person, actors, personal, mentions, secret, plain],
]
const matters = (one: Column) => LOOKED_AT.includes(one.type) || couldBeAPerson(one)
const unknown = (found: Column[]) =>
  found
    .filter(matters)
    .filter(({ table, column }) => !REGISTRY.some(held => held.table === table && listsOf(held).some(list => list.includes(column))))
    .map(({ table, column }) => `${table}.${column}`)

describe('the registry of personal data', () => {
  it('says of every column of words, of bytes and of people what it is', () => expect(unknown(columns)).toEqual([]))

  it('would name a column that a later table brings', () =>
    expect(
      unknown([
        { table: 'diary', column: 'words', type: 'text', person: false },
        { table: 'diary', column: 'pages', type: 'int4', person: false },
        { table: 'booking', column: 'noted_by_id', type: 'uuid', person: false },
        { table: 'booking', column: 'friend', type: 'uuid', person: true },
      ]),
    ).toEqual(['diary.words', 'booking.noted_by_id', 'booking.friend']))

  it('names each table once, each column once, and none that there is not', () => {
    const names = REGISTRY.map(({ table }) => table)
    expect(names).toEqual([...new Set(names)])
    const there = new Set(columns.map(({ table, column }) => `${table}.${column}`))
    const told = REGISTRY.flatMap(held => listsOf(held).flatMap(list => list.map(column => `${held.table}.${column}`)))
    expect(told).toEqual([...new Set(told)])
    expect(told.filter(one => !there.has(one))).toEqual([])
    expect([...new Set(columns.map(({ table }) => table))].filter(table => !names.includes(table))).toEqual([])
  })

  it('lists as people’s only what points at people, and leads from each row to its person', async () => {
    const pointing = columns.filter(({ person }) => person).map(({ table, column }) => `${table}.${column}`)
    const listed = REGISTRY.flatMap(({ table, person = [], actors = [] }) => [...person, ...actors].map(column => `${table}.${column}`))
    expect(pointing.filter(one => !listed.includes(one))).toEqual([])
    for (const held of REGISTRY.filter(({ kind }) => kind !== null)) {
      expect([held.table, Object.keys(KINDS)]).toEqual([held.table, expect.arrayContaining([held.kind])])
      expect([held.table, ofPerson(held)]).toEqual([held.table, expect.any(String)])
      expect(await source.query<unknown[]>(`SELECT 1 FROM ${held.table} t WHERE ${ofPerson(held)}`, [newId()])).toEqual([])
    }
  })

  it('keeps nothing personal in a table that is of nobody, but for what is said of others in passing', () =>
    expect(REGISTRY.filter(({ kind, personal, person }) => kind === null && (personal ?? person)).map(({ table }) => table)).toEqual([]))
})
