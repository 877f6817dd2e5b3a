import type { DataSource, EntityManager } from 'typeorm'
import { type Day, isDay, longDate } from '../../../shared/dates.js'
import type { FieldError } from '../../../web/forms.js'
import { changeInWords, type Changed, type FormValue } from '../rules/merge-edits.js'
import type { AvailabilityForm } from './availability.form.js'

/** Days away as they are typed. */
export interface TypedAbsence {
  fromDay: string
  toDay: string
  words: string
}

/** What a trainer's page changes. Absences are written as lines (`absenceLine`), so that two versions can be compared. */
export type TrainerValues = { [Field in keyof AvailabilityForm]: AvailabilityForm[Field] } & { absences: string[] }

export interface StoredTrainer {
  id: string
  version: number
  name: string
  email: string
  agency: string | null
  active: boolean
  values: TrainerValues
}

const STORED = `
  SELECT t.id, t.version, p.name, p.email, coalesce(a.name, p.agency_other) AS agency, t.active,
    CASE WHEN t.any_course THEN 'any' ELSE 'some' END AS teaches, ARRAY(SELECT unnest(t.weekdays)::text ORDER BY 1) AS weekdays,
    ARRAY(SELECT c.key FROM trainer_course x JOIN course c ON c.id = x.course_id WHERE x.trainer_id = t.id ORDER BY c.key) AS courses,
    (SELECT coalesce(json_agg(json_build_object('fromDay', x.from_day, 'toDay', x.to_day, 'words', x.words) ORDER BY x.from_day, x.to_day), '[]')
     FROM trainer_absence x WHERE x.trainer_id = t.id) AS absences
  FROM trainer t JOIN person p ON p.id = t.person_id LEFT JOIN agency a ON a.id = p.agency_id WHERE t.id = $1`

type Row = Omit<StoredTrainer, 'values'> & Omit<TrainerValues, 'absences'> & { absences: TypedAbsence[] }

/** The trainer of an id, or null. Inside a transaction `lock` keeps others from changing it until the end. */
export async function storedTrainer(source: DataSource | EntityManager, id: string, lock = false): Promise<StoredTrainer | null> {
  // Locked in a statement of its own: one that waits for the lock goes on with what it saw of other tables before it waited.
  if (lock) await source.query('SELECT 1 FROM trainer WHERE id = $1 FOR UPDATE', [id])
  const [row] = await source.query<Row[]>(STORED, [id])
  if (!row) return null
  const { teaches, weekdays, courses, absences, ...rest } = row
  return { ...rest, values: { teaches, weekdays, courses, absences: absences.map(absenceLine) } }
}

export const absenceLine = ({ fromDay, toDay, words }: TypedAbsence): string => [fromDay, toDay, words].join('|')

export function absenceOfLine(line: string): TypedAbsence {
  const [fromDay = '', toDay = '', ...words] = line.split('|')
  return { fromDay, toDay, words: words.join('|') }
}

const MOST_ABSENCES = 60
const text = (value: unknown, most: number): string => (typeof value === 'string' ? value.trim().slice(0, most) : '')

/** The absences that a form sent (`absences[0][fromDay]`), rows left empty included. A single day need not be typed twice. */
export function readAbsences(body: unknown): TypedAbsence[] {
  const rows = (body as { absences?: unknown } | null)?.absences
  const list: unknown[] = Array.isArray(rows) ? rows : typeof rows === 'object' && rows !== null ? Object.values(rows) : []
  return list.slice(0, MOST_ABSENCES).map(row => {
    const fields = (row ?? {}) as Record<string, unknown>
    const fromDay = text(fields.fromDay, 10)
    return { fromDay, toDay: text(fields.toDay, 10) || fromDay, words: text(fields.words, 200) }
  })
}

/** Why no days can be added: of more than these none would be read again. */
export const noMoreAbsences = (absences: readonly TypedAbsence[]): FieldError[] =>
  absences.length < MOST_ABSENCES
    ? []
    : [
        {
          field: `absences-${MOST_ABSENCES - 1}-fromDay`,
          message: `There is room for ${MOST_ABSENCES} rows: empty those that have gone by and save`,
        },
      ]

export const typedAbsences = (absences: readonly TypedAbsence[]): TypedAbsence[] =>
  absences.filter(({ fromDay, toDay, words }) => fromDay || toDay || words)

/** What is wrong with the absences, at the fields that hold it. */
export function absenceErrors(absences: readonly TypedAbsence[]): FieldError[] {
  return absences.flatMap(({ fromDay, toDay }, i): FieldError[] => {
    if (!isDay(fromDay)) return [{ field: `absences-${i}-fromDay`, message: `Days away ${i + 1}: enter the first day` }]
    if (!isDay(toDay)) return [{ field: `absences-${i}-toDay`, message: `Days away ${i + 1}: enter the last day` }]
    return toDay < fromDay ? [{ field: `absences-${i}-toDay`, message: `Days away ${i + 1}: the last day lies before the first` }] : []
  })
}

/** "Tuesday 10 March 2026 to Friday 13 March 2026: annual leave". */
export function absenceInWords({ fromDay, toDay, words }: { fromDay: Day; toDay: Day; words: string }): string {
  const days = fromDay === toDay ? longDate(fromDay) : `${longDate(fromDay)} to ${longDate(toDay)}`
  return words ? `${days}: ${words}` : days
}

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map((text, i) => ({
  value: String((i + 1) % 7),
  text,
}))

const FIELDS: Record<keyof TrainerValues, string> = {
  teaches: 'What they may deliver',
  courses: 'Courses',
  weekdays: 'Weekdays',
  absences: 'Days away',
}

function shown(field: string, value: FormValue): FormValue {
  const list = [value].flat().filter(Boolean)
  if (field === 'weekdays') return list.map(one => WEEKDAYS.find(day => day.value === one)?.text ?? one)
  if (field === 'absences') return list.map(line => absenceInWords(absenceOfLine(line)))
  return field === 'teaches' ? (value === 'any' ? 'any course' : 'some courses') : value
}

/** What somebody else changed meanwhile, in words. */
export const trainerChange = ({ field, was, now }: Changed): string =>
  changeInWords({ field, was: shown(field, was), now: shown(field, now) }, FIELDS)
