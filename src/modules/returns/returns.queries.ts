import type { DataSource, EntityManager } from 'typeorm'
import type { ReturnAnswers, ReturnLine } from './rules/answers.js'

type Database = DataSource | EntityManager

/** A year's return, with how far it has come. */
export interface YearOfReturns {
  id: string
  year: string
  lines: ReturnLine[]
  dueOn: string
  closedAt: Date | null
  agencies: number
  asked: number
  sent: number
}

const YEARS = `
  SELECT t.id, t.year, t.lines, t.due_on::text AS "dueOn", t.closed_at AS "closedAt", count(r.id)::int AS agencies,
    count(r.id) FILTER (WHERE r.asked_at IS NOT NULL OR r.sent_at IS NOT NULL)::int AS asked, count(r.sent_at)::int AS sent
  FROM training_return t LEFT JOIN agency_return r ON r.return_id = t.id`

/** Every year that agencies were asked about, newest first. */
export const years = (database: Database): Promise<YearOfReturns[]> => database.query(`${YEARS} GROUP BY t.id ORDER BY t.year DESC`)

/** One year, such as `2025-26`; undefined where it was not asked about. */
export async function yearOf(database: Database, year: string): Promise<YearOfReturns | undefined> {
  const [row] = await database.query<YearOfReturns[]>(`${YEARS} WHERE t.year = $1 GROUP BY t.id`, [year])
  return row
}

/** One agency's return, as its pages show it. */
export interface AgencySheet {
  id: string
  agencyId: string
  agencyKey: string
  agency: string
  group: string
  contactName: string
  contactEmail: string
  answers: ReturnAnswers
  askedAt: Date | null
  nextAt: Date | null
  mails: number
  sentAt: Date | null
  sentBy: string
  version: number
  year: string
  lines: ReturnLine[]
  dueOn: string
  closedAt: Date | null
}

const SHEET = `
  SELECT r.id, a.id AS "agencyId", a.key AS "agencyKey", a.name AS agency, a.agency_group AS "group", r.contact_name AS "contactName",
    r.contact_email AS "contactEmail", r.answers, r.asked_at AS "askedAt", r.next_at AS "nextAt", r.mails, r.sent_at AS "sentAt",
    r.sent_by AS "sentBy", r.version, t.year, t.lines, t.due_on::text AS "dueOn", t.closed_at AS "closedAt"
  FROM agency_return r JOIN training_return t ON t.id = r.return_id JOIN agency a ON a.id = r.agency_id`

/** Every agency's return of a year: those not sent first, then by name. */
export const sheets = (database: Database, year: string): Promise<AgencySheet[]> =>
  database.query(`${SHEET} WHERE t.year = $1 ORDER BY r.sent_at IS NOT NULL, lower(a.name), a.key`, [year])

/** Which return is meant: by the hash of its link, by agency and year at the desk, or the newest that one's own agency was asked for. */
export type Asked = { hash: string } | { year: string; agencyKey: string } | { agencyId: string }

/** One return, or undefined. `lock`: nobody else changes it until the transaction ends. */
export async function sheetOf(database: Database, asked: Asked, lock = false): Promise<AgencySheet | undefined> {
  const [where, values] = whereOf(asked)
  const [row] = await database.query<AgencySheet[]>(`${SHEET} WHERE ${where}${lock ? ' FOR UPDATE OF r' : ''}`, values)
  return row
}

function whereOf(asked: Asked): [string, string[]] {
  if ('hash' in asked) return ['r.link_hash = $1', [asked.hash]]
  if ('year' in asked) return ['t.year = $1 AND a.key = $2', [asked.year, asked.agencyKey]]
  const newest =
    'SELECT n.id FROM agency_return n JOIN training_return y ON y.id = n.return_id WHERE n.agency_id = $1 AND n.asked_at IS NOT NULL'
  return [`r.id = (${newest} ORDER BY y.year DESC LIMIT 1)`, [asked.agencyId]]
}
