import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { periodBounds } from '../../shared/dates.js'
import type { Period } from '../../shared/periods.js'
import type { BuiltContent, Question } from '../elearning/rules/built-content.js'
import {
  questionFigures,
  shownFunnel,
  shownRows,
  takenTotal,
  type Answers,
  type AskedOf,
  type Funnel,
  type QuestionFigures,
  type Taken,
  type TakenRow,
  type TakenTotal,
} from './rules/elearning-report.js'
import type { SafeGroup } from './rules/small-groups.js'

const COUNTS = `count(*)::int AS "signedUp", count(e.completed_at)::int AS completed, count(DISTINCT e.person_id)::int AS people,
    (count(*) FILTER (WHERE e.completed_at IS NULL AND e.started_at IS NOT NULL))::int AS "inProgress",
    (count(*) FILTER (WHERE e.completed_at IS NULL AND e.started_at IS NULL))::int AS "notStarted",
    round((percentile_cont(0.5) WITHIN GROUP (ORDER BY e.seconds) FILTER (WHERE e.completed_at IS NOT NULL AND e.seconds > 0) / 60)::numeric)::int
      AS "medianMinutes"`
const OF = `FROM enrolment e JOIN course c ON c.id = e.course_id LEFT JOIN agency a ON a.id = e.agency_id
  WHERE e.signed_up_at >= $1 AND e.signed_up_at < $2 AND ($3::text IS NULL OR c.key = $3)`

const BY_COURSE = `SELECT c.key, c.title AS name, ${COUNTS} ${OF} GROUP BY c.key, c.title ORDER BY count(*) DESC, c.title`
const BY_GROUP = `
  SELECT coalesce(a.agency_group, '') AS key, coalesce(a.agency_group, 'No agency') AS name, ${COUNTS} ${OF}
  GROUP BY a.agency_group ORDER BY count(*) DESC, 2`

const ANSWERS = `
  SELECT q.question, q.chosen, q.correct, count(*)::int AS count, json_agg(DISTINCT e.person_id) AS by FROM quiz_answer q JOIN enrolment e ON e.id = q.enrolment_id
  JOIN course c ON c.id = e.course_id WHERE c.key = $3 AND e.signed_up_at >= $1 AND e.signed_up_at < $2 GROUP BY 1, 2, 3`
const CONTENTS = `
  SELECT v.content FROM module_version v JOIN module m ON m.id = v.module_id JOIN course c ON c.id = m.course_id
  WHERE c.key = $3 AND m.kind = 'built' ORDER BY v.published_at DESC LIMIT 5`
const QUESTIONS = `
  SELECT coalesce((SELECT json_agg(a) FROM (${ANSWERS}) a), '[]') AS answers,
    coalesce((SELECT json_agg(v.content) FROM (${CONTENTS}) v), '[]') AS contents`

const LEARNED = 'SELECT DISTINCT l.person_id FROM learning_record l WHERE l.course_id = r.id'
// Each step of each pathway, with none that passes over a course between, and then the courses at which pathways end.
const FUNNEL = `
  SELECT r.key, r.title AS course, n.title AS next, (SELECT count(*)::int FROM (${LEARNED}) have) AS have,
    (SELECT count(*)::int FROM (${LEARNED}) have WHERE EXISTS (SELECT 1 FROM booking b WHERE b.person_id = have.person_id AND b.course_id = n.id
      AND b.state IN ('requested', 'booked', 'attended', 'partly attended'))) AS booked,
    (SELECT count(*)::int FROM (${LEARNED}) have WHERE EXISTS (SELECT 1 FROM learning_record d WHERE d.person_id = have.person_id
      AND d.course_id = n.id)) AS done, r.level AS "level", n.level AS "nextLevel"
  FROM course_prerequisite q JOIN course r ON r.id = q.requires_id JOIN course n ON n.id = q.course_id
  WHERE NOT n.retired AND NOT EXISTS (SELECT 1 FROM course_prerequisite one JOIN course m ON m.id = one.course_id AND NOT m.retired
    JOIN course_prerequisite two ON two.requires_id = m.id WHERE one.requires_id = r.id AND two.course_id = n.id)
  UNION ALL
  SELECT r.key, r.title, NULL, (SELECT count(*)::int FROM (${LEARNED}) have), NULL, NULL, r.level, NULL FROM course r
  WHERE NOT r.retired AND EXISTS (SELECT 1 FROM course_prerequisite q WHERE q.course_id = r.id)
    AND NOT EXISTS (SELECT 1 FROM course_prerequisite q JOIN course n ON n.id = q.course_id WHERE q.requires_id = r.id AND NOT n.retired)
  ORDER BY 7 NULLS LAST, 2, 8 NULLS LAST, 3`

/** What is told of e-learning: of all of it, or of the course with this key. */
export interface ElearningAsked {
  period: Period
  course: string | null
  everything: boolean
}

/** `total` null: it is of too few, or would tell of them. `questions` of one course; `funnel`, as of today, where none was asked for. */
export interface ElearningReport {
  courses: SafeGroup<TakenRow>[]
  agencyGroups: SafeGroup<TakenRow>[]
  total: TakenTotal | null
  questions: QuestionFigures[]
  funnel: Funnel[]
}

@Injectable()
export class ElearningQueries {
  constructor(private readonly database: DataSource) {}

  async report({ period, course, everything }: ElearningAsked): Promise<ElearningReport> {
    const { start, end } = periodBounds(period.from, period.to)
    const values = [start, end, course]
    const [courses, groups, funnel, questions] = await Promise.all([
      this.database.query<Taken[]>(BY_COURSE, values),
      this.database.query<Taken[]>(BY_GROUP, values),
      course ? [] : this.database.query<Funnel[]>(`SELECT key, course, next, have, booked, done FROM (${FUNNEL}) steps`),
      course ? this.questions(values, everything) : [],
    ])
    const byCourse = shownRows(courses, everything)
    const byGroup = shownRows(groups, everything)
    const hidden = byCourse.totalHidden || byGroup.totalHidden
    return {
      courses: byCourse.groups,
      agencyGroups: byGroup.groups,
      total: hidden ? null : takenTotal(courses),
      questions,
      funnel: shownFunnel(funnel, everything),
    }
  }

  private async questions(values: unknown[], everything: boolean) {
    const [row] = await this.database.query<{ answers: Answers[]; contents: BuiltContent[] }[]>(QUESTIONS, values)
    const { answers, contents } = row!
    // A question that a newer version no longer asks is told of with its last words.
    const asked = new Map<string, AskedOf>()
    for (const one of contents.flatMap(askedIn)) if (!asked.has(one.id)) asked.set(one.id, one)
    return questionFigures([...asked.values()], answers, everything)
  }
}

function askedIn({ pages, quiz }: BuiltContent): AskedOf[] {
  const of = ({ id, text, kind, options }: Question, where: string): AskedOf => ({
    id,
    text,
    where,
    ordering: kind === 'ordering',
    options,
  })
  const between = pages.flatMap(({ question }, i) => (question ? [of(question, `Page ${i + 1}`)] : []))
  return [...between, ...quiz.questions.map(question => of(question, 'Quiz'))]
}
