import type { ClientBase } from 'pg'

const ROLE = `
  UPDATE person p SET roles = array_append(p.roles, 'trainer') FROM import_trainer s
  WHERE p.id = s.person_id AND NOT 'trainer' = ANY(p.roles)`

/** Links of a row that its list names: those no longer named go, new ones come, and the row counts as changed. */
const links = (link: string, owner: string, target: string, named: string, table: string, list: string): string => `
  WITH wanted AS (
    SELECT s.id AS owner, t.id AS target
    FROM ${table} s CROSS JOIN LATERAL unnest(s.${list}) AS item (key) JOIN ${named} t ON t.key = item.key),
  gone AS (
    DELETE FROM ${link} l USING ${table} s WHERE l.${owner} = s.id AND s.${list} IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.owner = l.${owner} AND w.target = l.${target}) RETURNING l.${owner} AS owner),
  come AS (
    INSERT INTO ${link} (${owner}, ${target}) SELECT owner, target FROM wanted ON CONFLICT DO NOTHING RETURNING ${owner} AS owner)
  UPDATE ${table} s SET changed = true FROM (SELECT owner FROM gone UNION SELECT owner FROM come) o WHERE s.id = o.owner`

const SURPLUS_SESSIONS = `
  DELETE FROM session t USING (SELECT occurrence_id, max(number) AS last FROM import_session GROUP BY occurrence_id) s
  WHERE t.occurrence_id = s.occurrence_id AND t.number > s.last`

// Occurrences that the folder gives sessions without naming them in occurrences.csv.
const TIMES = `
  UPDATE occurrence o SET starts_at = s.starts_at, ends_at = s.ends_at, version = o.version + 1
  FROM (SELECT occurrence_id, min(starts_at) AS starts_at, max(ends_at) AS ends_at FROM import_session GROUP BY occurrence_id) s
  WHERE o.id = s.occurrence_id AND (o.starts_at, o.ends_at) <> (s.starts_at, s.ends_at)`

const COURSE_OF_EVENT = `
  UPDATE occurrence o SET course_id = e.course_id, version = o.version + 1
  FROM event e JOIN import_event s ON s.id = e.id WHERE o.event_id = e.id AND o.course_id <> e.course_id`

/** Writes what hangs on a row: roles of trainers, prerequisites, who delivers an occurrence, when it is. */
export async function writeLinks(client: ClientBase): Promise<void> {
  await client.query(ROLE)
  await client.query(PREREQUISITES)
  await client.query(DELIVERERS)
  for (const step of [SURPLUS_SESSIONS, TIMES, COURSE_OF_EVENT]) await client.query(step)
}

const PREREQUISITES = links('course_prerequisite', 'course_id', 'requires_id', 'course', 'import_course', 'requires_key')
const DELIVERERS = links('occurrence_trainer', 'occurrence_id', 'trainer_id', 'trainer', 'import_occurrence', 'trainers_key')
