import type { DataSource } from 'typeorm'

/** Somebody on the papers of a date. `spelling`: their name in letters that files can draw, where they have given one. */
export interface PaperPerson {
  name: string
  spelling: string | null
  reference: string
  agency: string | null
}

/** A date as its papers tell it. Nobody's needs are on paper. */
export interface PaperDate {
  courseTitle: string
  startsAt: Date
  endsAt: Date
  where: string
  sessions: { startsAt: Date; endsAt: Date }[]
  trainers: string[]
  people: PaperPerson[]
}

// Who waits for approval has no place yet; whoever walked in is on the register, and so on the sheet.
const PAPERS = `
  SELECT c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt",
    coalesce(nullif(concat_ws(', ', nullif(v.name, ''), nullif(v.postcode, '')), ''), CASE WHEN o.online_url <> '' THEN 'Online' ELSE 'To be confirmed' END) AS where,
    coalesce((SELECT json_agg(json_build_object('startsAt', s.starts_at, 'endsAt', s.ends_at) ORDER BY s.number)
      FROM session s WHERE s.occurrence_id = o.id), '[]') AS sessions,
    ARRAY(SELECT t.name FROM occurrence_trainer x JOIN trainer r ON r.id = x.trainer_id JOIN person t ON t.id = r.person_id
      WHERE x.occurrence_id = o.id ORDER BY t.name) AS trainers,
    coalesce((SELECT json_agg(json_build_object('name', p.name, 'spelling', n.spelling, 'reference', b.reference,
        'agency', coalesce(a.name, nullif(p.agency_other, ''))))
      FROM booking b JOIN person p ON p.id = b.person_id LEFT JOIN agency a ON a.id = b.agency_id LEFT JOIN name_spelling n ON n.person_id = p.id
      WHERE b.occurrence_id = o.id AND b.state NOT IN ('requested', 'cancelled')), '[]') AS people
  FROM occurrence o JOIN course c ON c.id = o.course_id LEFT JOIN venue v ON v.id = o.venue_id
  WHERE o.id = $1 AND o.cancelled_at IS NULL AND ($2 OR EXISTS (SELECT 1 FROM occurrence_trainer t JOIN trainer r ON r.id = t.trainer_id
    WHERE t.occurrence_id = o.id AND r.person_id = $3))`

const BY_NAME = new Intl.Collator('en-GB', { sensitivity: 'base' })

/** What the papers of a date say, names in alphabetical order; null where there is no such date of this reader's, or it is cancelled. */
export async function papersOf(
  database: DataSource,
  id: string,
  reader: { id: string; administrator: boolean },
): Promise<PaperDate | null> {
  type Row = Omit<PaperDate, 'sessions'> & { sessions: { startsAt: string; endsAt: string }[] }
  const [row] = await database.query<Row[]>(PAPERS, [id, reader.administrator, reader.id])
  if (!row) return null
  const sessions = row.sessions.map(({ startsAt, endsAt }) => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) }))
  const people = [...row.people].sort((a, b) => BY_NAME.compare(a.name, b.name) || a.reference.localeCompare(b.reference))
  return { ...row, sessions, people }
}

/** The name that a file can show: their own, or as they spell it; else whose booking it is, to be asked at the door. */
export function nameOnPaper({ name, spelling, reference }: PaperPerson, missing: (name: string) => string[]): string {
  if (missing(name).length === 0) return name
  return spelling && missing(spelling).length === 0 ? spelling : `The holder of ${reference}`
}
