import { Controller, Get, NotFoundException, Param } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { Access } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { settingsOf, type StageSettings } from '../evaluation/rules/stage-settings.js'
import { lengthInWords, modeInWords } from './rules/date-words.js'
import { evaluationRows, remindersInWords } from './rules/course-overview.js'

interface Found {
  key: string
  title: string
  kind: string
  mode: string
  level: number | null
  days: string
  retired: boolean
  validMonths: number | null
  places: number
  fewest: number
  needsApproval: boolean
  reminderDays: number[]
  topic: { key: string; name: string }
  provider: { key: string; name: string } | null
  policy: string | null
  requires: { key: string; title: string }[]
  neededBy: { key: string; title: string }[]
  trainers: { id: string; name: string }[]
  modules: { id: string; kind: string; state: string }[]
  settings: StageSettings | null
  forms: { id: string; stage: string; title: string; own: boolean }[]
  coming: number
  booked: number
  waiting: number
}

const list = (sql: string) => `coalesce((SELECT json_agg(x) FROM (${sql}) x), '[]')`
const OVERVIEW = `
  SELECT c.key, c.title, c.kind, c.mode, c.level, c.days::text AS days, c.retired, c.valid_months AS "validMonths", c.default_places AS places, c.fewest,
    c.needs_approval AS "needsApproval", c.reminder_days AS "reminderDays", json_build_object('key', t.key, 'name', t.name) AS topic,
    CASE WHEN p.id IS NOT NULL THEN json_build_object('key', p.key, 'name', p.name) END AS provider, y.name AS policy,
    ${list('SELECT r.key, r.title FROM course_prerequisite q JOIN course r ON r.id = q.requires_id WHERE q.course_id = c.id ORDER BY r.level, r.title')} AS requires,
    ${list('SELECT r.key, r.title FROM course_prerequisite q JOIN course r ON r.id = q.course_id WHERE q.requires_id = c.id ORDER BY r.level, r.title')} AS "neededBy",
    ${list(`SELECT r.id, person.name FROM trainer_course x JOIN trainer r ON r.id = x.trainer_id AND r.active AND NOT r.any_course
      JOIN person ON person.id = r.person_id WHERE x.course_id = c.id ORDER BY person.name`)} AS trainers,
    ${list(`SELECT m.id, m.kind, m.state FROM module m WHERE m.course_id = c.id AND m.state <> 'retired' ORDER BY m.state DESC, m.changed_at`)} AS modules,
    (SELECT json_build_object('stages', e.stages, 'gateJoining', e.gate_joining, 'gateCertificate', e.gate_certificate, 'impactWeeks', e.impact_weeks,
      'managerMonths', e.manager_months) FROM course_evaluation e WHERE e.course_id = c.id) AS settings,
    ${list(`SELECT DISTINCT ON (f.stage) f.id, f.stage, f.title, f.course_id IS NOT NULL AS own FROM evaluation_form f
      WHERE f.state = 'published' AND (f.course_id = c.id OR f.course_id IS NULL) ORDER BY f.stage, f.course_id NULLS LAST`)} AS forms,
    (SELECT count(*)::int FROM occurrence o WHERE o.course_id = c.id AND o.starts_at > $2 AND o.cancelled_at IS NULL) AS coming,
    (SELECT coalesce(sum(o.booked), 0)::int FROM occurrence o WHERE o.course_id = c.id AND o.starts_at > $2 AND o.cancelled_at IS NULL) AS booked,
    (SELECT count(*)::int FROM waiting_entry w WHERE w.course_id = c.id AND w.ended_at IS NULL) AS waiting
  FROM course c JOIN topic t ON t.id = c.topic_id LEFT JOIN provider p ON p.id = c.provider_id LEFT JOIN cancellation_policy y ON y.id = c.policy_id
  WHERE c.key = $1`

/** All that is set for a course, in one place, each with a link to where it is changed. */
@Controller('desk/courses/:key/overview')
@Access('administrator')
export class CourseOverviewPages {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('key') key: string) {
    const [course] = await this.database.query<Found[]>(OVERVIEW, [key, this.clock.now()])
    if (!course) throw new NotFoundException()
    const settings = settingsOf(course.settings)
    return view('modules/home/views/course-overview.njk', {
      course,
      reminders: remindersInWords(course.reminderDays),
      stages: evaluationRows(settings, course.forms),
      gates: settings,
      length: lengthInWords(Number(course.days)),
      mode: modeInWords(course.mode),
      scheduled: course.kind === 'scheduled',
    })
  }
}
