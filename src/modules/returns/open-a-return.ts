import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once, type RequestKey } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { isDay, londonDate, longDate } from '../../shared/dates.js'
import { newId } from '../../shared/ids.js'
import { financialYear } from '../../shared/periods.js'
import type { FieldError } from '../../web/forms.js'
import { AgencyReturn } from './agency-return.entity.js'
import { dueDays } from './rules/chasing.js'
import { readLines } from './rules/lines.js'
import { TrainingReturn } from './training-return.entity.js'

/** A return as it is typed: the year, the day it is due, and the lines, one to a row. */
export interface TypedReturn {
  year: string
  dueOn: string
  lines: string
}

/** The years that agencies can be asked about: this one and the two before, newest first. */
export function askableYears(now: Date): string[] {
  const start = Number(financialYear(londonDate(now)).slice(0, 4))
  return [0, 1, 2].map(back => financialYear(`${start - back}-04-01`))
}

// Each agency that people choose when they register, or that has people: with the contact of its last return, else its first training lead.
const AGENCIES = `
  SELECT a.id AS "agencyId", coalesce(last.contact_name, lead.name, '') AS "contactName", coalesce(last.contact_email, lead.email, '') AS "contactEmail"
  FROM agency a
    LEFT JOIN LATERAL (SELECT r.contact_name, r.contact_email FROM agency_return r JOIN training_return t ON t.id = r.return_id
      WHERE r.agency_id = a.id AND r.contact_email <> '' ORDER BY t.year DESC LIMIT 1) last ON true
    LEFT JOIN LATERAL (SELECT p.name, p.email FROM person p WHERE p.agency_id = a.id AND 'training lead' = ANY(p.roles) AND p.confirmed_at IS NOT NULL
      ORDER BY lower(p.name), p.id LIMIT 1) lead ON true
  WHERE a.listed OR EXISTS (SELECT 1 FROM person p WHERE p.agency_id = a.id)`

/** Begins the return of a year: its lines, its due day, and a sheet for each agency. Nobody is asked yet. */
@Injectable()
export class OpenAReturn {
  constructor(private readonly transaction: Transaction) {}

  /** The year that was begun, or what is wrong. A year is asked about once. */
  run(typed: TypedReturn, sender: RequestKey, now: Date): Promise<{ opened: string } | { errors: FieldError[] }> {
    return this.transaction.add(tx => once(tx, sender, () => open(tx, typed, sender.personId, now)))
  }
}

async function open(tx: EntityManager, typed: TypedReturn, openedById: string, now: Date) {
  const { lines, problem } = readLines(typed.lines)
  const errors: FieldError[] = []
  if (!askableYears(now).includes(typed.year)) errors.push({ field: 'year', message: 'Choose a year' })
  else if (await tx.getRepository(TrainingReturn).existsBy({ year: typed.year }))
    errors.push({ field: 'year', message: `Agencies are asked about ${typed.year} already` })
  const { first, last } = dueDays(now)
  if (!isDay(typed.dueOn) || typed.dueOn < first || typed.dueOn > last)
    errors.push({ field: 'dueOn', message: `Enter a day from ${longDate(first)} to ${longDate(last)}` })
  if (problem) errors.push({ field: 'lines', message: problem })
  if (errors.length > 0) return { errors }
  const id = newId()
  await tx
    .getRepository(TrainingReturn)
    .insert({ id, year: typed.year, lines, dueOn: typed.dueOn, openedAt: now, openedById, closedAt: null })
  const agencies = await tx.query<Pick<AgencyReturn, 'agencyId' | 'contactName' | 'contactEmail'>[]>(AGENCIES)
  await tx.getRepository(AgencyReturn).insert(agencies.map(agency => ({ id: newId(), returnId: id, ...agency })))
  return { opened: typed.year }
}
