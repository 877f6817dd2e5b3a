import type { ClientBase } from 'pg'
import { londonAt, type Day } from '../../../shared/dates.js'
import { newId } from '../../../shared/ids.js'

/** Evidence that comes with data, such as the demo's, of somebody in an agency who has not done the course. */
export interface GivenEvidence {
  agency: string
  course: string
  completedOn: Day
  provider: string
  words: string
  handedInOn: Day
  /** A PDF with this person's name and the course's title. */
  certificate: (name: string, course: string) => Buffer
}

// The same person each time, by their address, and another for each piece.
const WHO = `
  SELECT p.id AS "personId", p.name, c.id AS "courseId", c.title FROM person p JOIN agency a ON a.id = p.agency_id AND a.key = $1
  JOIN course c ON c.key = $2 WHERE p.confirmed_at IS NOT NULL AND p.roles = '{}' AND p.key IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM learning_record r WHERE r.person_id = p.id AND r.course_id = c.id)
    AND NOT EXISTS (SELECT 1 FROM enrolment n WHERE n.person_id = p.id AND n.course_id = c.id)
    AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.person_id = p.id)
  ORDER BY p.email DESC LIMIT 1`
const LOAD = `
  WITH file AS (INSERT INTO upload (id, name, type, bytes, uploaded_at, uploaded_by_id)
      VALUES ($1, 'Certificate.pdf', 'application/pdf', length($2::bytea), $3, $4) RETURNING id),
    piece AS (INSERT INTO upload_piece (upload_id, number, content) SELECT id, 0, $2::bytea FROM file)
  INSERT INTO evidence (id, person_id, course_id, upload_id, completed_on, provider, words, handed_in_at)
  SELECT $5, $4, $6, id, $7, $8, $9, $3 FROM file`

/** Loads evidence that waits; a piece for which there is nobody is left out. */
export async function loadEvidence(tx: Pick<ClientBase, 'query'>, given: readonly GivenEvidence[]): Promise<void> {
  for (const { agency, course, completedOn, provider, words, handedInOn, certificate } of given) {
    const { rows } = await tx.query<{ personId: string; name: string; courseId: string; title: string }>(WHO, [agency, course])
    const [who] = rows
    if (!who) continue
    const file = certificate(who.name, who.title)
    const at = londonAt(handedInOn, '10:20')
    await tx.query(LOAD, [newId(), file, at, who.personId, newId(), who.courseId, completedOn, provider, words])
  }
}
