import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import type { ProviderForm } from './provider.form.js'
import type { TopicForm } from './topic.form.js'

export type ProviderValues = { [Field in keyof ProviderForm]: ProviderForm[Field] }
export type TopicValues = { [Field in keyof TopicForm]: TopicForm[Field] }

/** A row of the catalogue as its form shows it, with the version it has. */
export interface Stored<Values> {
  id: string
  key: string
  version: number
  values: Values
}

/** A course that names a provider or a topic. */
export interface UsedBy {
  key: string
  title: string
  retired: boolean
}

export interface ProviderListed {
  key: string
  name: string
  internal: boolean
  retired: boolean
  courses: number
}

export interface TopicListed {
  key: string
  name: string
  priority: boolean
  years: number[]
  retired: boolean
  courses: number
}

const PROVIDER = `SELECT id, key, version, name, CASE WHEN internal THEN 'yes' ELSE '' END AS internal,
  CASE WHEN retired THEN 'yes' ELSE '' END AS retired FROM provider WHERE key = $1`
const TOPIC = `SELECT id, key, version, name, CASE WHEN retired THEN 'yes' ELSE '' END AS retired, priority_years::text[] AS years,
  CASE WHEN NOT priority THEN '' WHEN priority_years = '{}' THEN 'always' ELSE 'years' END AS priority FROM topic WHERE key = $1`

async function stored<Values>(source: DataSource | EntityManager, sql: string, key: string, lock: boolean): Promise<Stored<Values> | null> {
  const [row] = await source.query<({ id: string; key: string; version: number } & Values)[]>(lock ? `${sql} FOR UPDATE` : sql, [key])
  if (!row) return null
  const { id, key: own, version, ...values } = row
  return { id, key: own, version, values: values as unknown as Values }
}

/** The provider of a key, or null. Inside a transaction `lock` keeps others from changing it until the end. */
export const storedProvider = (source: DataSource | EntityManager, key: string, lock = false) =>
  stored<ProviderValues>(source, PROVIDER, key, lock)
export const storedTopic = (source: DataSource | EntityManager, key: string, lock = false) => stored<TopicValues>(source, TOPIC, key, lock)

/** The courses that name it, retired ones last. */
export const usedBy = (source: DataSource | EntityManager, what: 'provider' | 'topic', id: string): Promise<UsedBy[]> =>
  source.query(`SELECT key, title, retired FROM course WHERE ${what}_id = $1 ORDER BY retired, title`, [id])

/** What the pages of providers and topics list. */
@Injectable()
export class CatalogueQueries {
  constructor(private readonly database: DataSource) {}

  providers(): Promise<ProviderListed[]> {
    return this.database.query(
      `SELECT p.key, p.name, p.internal, p.retired, (SELECT count(*)::int FROM course c WHERE c.provider_id = p.id) AS courses
       FROM provider p ORDER BY p.retired, p.name, p.key`,
    )
  }

  /** In the order in which everybody sees them. */
  topics(): Promise<TopicListed[]> {
    return this.database.query(
      `SELECT t.key, t.name, t.priority, t.priority_years AS years, t.retired, (SELECT count(*)::int FROM course c WHERE c.topic_id = t.id) AS courses
       FROM topic t ORDER BY t.retired, t.position, t.name, t.key`,
    )
  }
}
