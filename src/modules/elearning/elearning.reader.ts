import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

/** One enrolment as its person sees it: signed up, in progress once it is started, completed once it is. */
export interface MyEnrolment {
  id: string
  courseId: string
  courseKey: string
  courseTitle: string
  signedUpAt: Date
  startedAt: Date | null
  completedAt: Date | null
}

const ENROLMENTS = `
  SELECT e.id, e.course_id AS "courseId", c.key AS "courseKey", c.title AS "courseTitle", e.signed_up_at AS "signedUpAt",
    e.started_at AS "startedAt", e.completed_at AS "completedAt"
  FROM enrolment e JOIN course c ON c.id = e.course_id WHERE e.person_id = $1 ORDER BY e.signed_up_at DESC, e.id DESC`

/** What other modules may know of e-learning. */
@Injectable()
export class ElearningReader {
  constructor(private readonly database: DataSource) {}

  /** Every enrolment of one person, newest first. */
  enrolmentsOf(personId: string): Promise<MyEnrolment[]> {
    return this.database.query(ENROLMENTS, [personId])
  }
}
