import type { DataSource, EntityManager } from 'typeorm'
import type { TrainerTimes } from '../rules/trainer-availability.js'

export interface KnownTrainer extends TrainerTimes {
  id: string
  key: string
}

/** What is known of these trainers (keys), in order of name: for `trainerDoubts`. Absences that were over before `from` (a London day) are left out. */
export const trainersOf = (source: DataSource | EntityManager, keys: readonly string[], from: string): Promise<KnownTrainer[]> =>
  source.query(
    `SELECT t.id, t.key, p.name, t.any_course AS "anyCourse", t.weekdays::int[] AS weekdays,
      ARRAY(SELECT course_id FROM trainer_course WHERE trainer_id = t.id) AS "courseIds",
      (SELECT coalesce(json_agg(json_build_object('fromDay', a.from_day, 'toDay', a.to_day, 'words', a.words) ORDER BY a.from_day), '[]')
       FROM trainer_absence a WHERE a.trainer_id = t.id AND a.to_day >= $2::date) AS absences
     FROM trainer t JOIN person p ON p.id = t.person_id WHERE t.key = ANY($1) ORDER BY p.name, t.key`,
    [keys, from],
  )
