import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Evaluation: forms with their versions, measures, how each course is evaluated, who is asked, and what was answered. */
export class Evaluation1764600100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`DROP TABLE "${table}"`)
  }
}

const key = (table: string, column: string, to: string, gone = 'NO ACTION') =>
  `ALTER TABLE "${table}" ADD CONSTRAINT "fk_${table}_${column}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id") ON DELETE ${gone} ON UPDATE NO ACTION`
const check = (table: string, name: string, rule: string) => `ALTER TABLE "${table}" ADD CONSTRAINT "ck_${table}_${name}" CHECK (${rule})`
const MOMENT = 'TIMESTAMP WITH TIME ZONE'
const STAGE = `stage IN ('pre', 'post', 'impact', 'manager')`

const FORMS = [
  `CREATE TABLE "evaluation_form" ("id" uuid NOT NULL, "key" text, "title" text NOT NULL, "stage" text NOT NULL, "course_id" uuid,
     "state" text NOT NULL DEFAULT 'draft', "draft" jsonb NOT NULL, "version" integer NOT NULL DEFAULT 1, "published_draft" integer,
     "changed_at" ${MOMENT} NOT NULL, "changed_by_id" uuid, CONSTRAINT "pk_evaluation_form" PRIMARY KEY ("id"))`,
  check('evaluation_form', 'stage', STAGE),
  check('evaluation_form', 'state', `state IN ('draft', 'published', 'retired')`),
  `CREATE UNIQUE INDEX "uq_evaluation_form_key" ON "evaluation_form" ("key")`,
  `CREATE INDEX "ix_evaluation_form_course_id" ON "evaluation_form" ("course_id")`,
  `CREATE UNIQUE INDEX "uq_evaluation_form_course" ON "evaluation_form" ("course_id", "stage")
     WHERE state = 'published' AND course_id IS NOT NULL`,
  `CREATE UNIQUE INDEX "uq_evaluation_form_default" ON "evaluation_form" ("stage") WHERE state = 'published' AND course_id IS NULL`,
  key('evaluation_form', 'course_id', 'course'),
  key('evaluation_form', 'changed_by_id', 'person'),
  `CREATE TABLE "evaluation_form_version" ("id" uuid NOT NULL, "form_id" uuid NOT NULL, "number" integer NOT NULL, "content" jsonb NOT NULL,
     "published_at" ${MOMENT} NOT NULL, "published_by_id" uuid, CONSTRAINT "pk_evaluation_form_version" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "uq_evaluation_form_version_number" ON "evaluation_form_version" ("form_id", "number")`,
  key('evaluation_form_version', 'form_id', 'evaluation_form'),
  key('evaluation_form_version', 'published_by_id', 'person'),
  `CREATE TABLE "measure" ("id" uuid NOT NULL, "key" text NOT NULL, "title" text NOT NULL, "low" text NOT NULL, "high" text NOT NULL,
     "version" integer NOT NULL DEFAULT 1, CONSTRAINT "pk_measure" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "uq_measure_key" ON "measure" ("key")`,
  `CREATE TABLE "bank_question" ("id" uuid NOT NULL, "key" text NOT NULL, "question" jsonb NOT NULL, "retired" boolean NOT NULL DEFAULT false,
     "version" integer NOT NULL DEFAULT 1, CONSTRAINT "pk_bank_question" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "uq_bank_question_key" ON "bank_question" ("key")`,
  `CREATE TABLE "course_evaluation" ("course_id" uuid NOT NULL, "stages" text array NOT NULL, "gate_joining" boolean NOT NULL,
     "gate_certificate" boolean NOT NULL, "impact_weeks" smallint NOT NULL DEFAULT 8, "manager_months" smallint NOT NULL DEFAULT 6,
     "version" integer NOT NULL DEFAULT 1, CONSTRAINT "pk_course_evaluation" PRIMARY KEY ("course_id"))`,
  check('course_evaluation', 'stages', `stages <@ ARRAY['pre', 'post', 'impact', 'manager']`),
  check('course_evaluation', 'offsets', 'impact_weeks BETWEEN 1 AND 52 AND manager_months BETWEEN 1 AND 24'),
  key('course_evaluation', 'course_id', 'course'),
]

const ASKING = [
  `CREATE TABLE "evaluation_invitation" ("id" uuid NOT NULL, "booking_id" uuid NOT NULL, "stage" text NOT NULL, "person_id" uuid NOT NULL,
     "course_id" uuid NOT NULL, "occurrence_id" uuid NOT NULL, "due_at" ${MOMENT} NOT NULL, "state" text NOT NULL DEFAULT 'due',
     "asked_at" ${MOMENT}, "chasers" smallint NOT NULL DEFAULT 0, "next_at" ${MOMENT}, "link_nonce" text, "link_hash" text,
     "closed_why" text, "manager_email" text, "manager_name" text, CONSTRAINT "pk_evaluation_invitation" PRIMARY KEY ("id"))`,
  check('evaluation_invitation', 'stage', STAGE),
  check('evaluation_invitation', 'state', `state IN ('due', 'asked', 'answered', 'closed')`),
  check('evaluation_invitation', 'asked', `state <> 'asked' OR asked_at IS NOT NULL`),
  check('evaluation_invitation', 'closed', `(state = 'closed') = (closed_why IS NOT NULL)`),
  check('evaluation_invitation', 'chasers', 'chasers BETWEEN 0 AND 2'),
  `CREATE UNIQUE INDEX "uq_evaluation_invitation_booking" ON "evaluation_invitation" ("booking_id", "stage")`,
  `CREATE UNIQUE INDEX "uq_evaluation_invitation_link_hash" ON "evaluation_invitation" ("link_hash")`,
  `CREATE INDEX "ix_evaluation_invitation_person_id" ON "evaluation_invitation" ("person_id")`,
  `CREATE INDEX "ix_evaluation_invitation_course_id" ON "evaluation_invitation" ("course_id")`,
  `CREATE INDEX "ix_evaluation_invitation_occurrence_id" ON "evaluation_invitation" ("occurrence_id")`,
  `CREATE INDEX "ix_evaluation_invitation_next_at" ON "evaluation_invitation" ("next_at") WHERE next_at IS NOT NULL`,
  key('evaluation_invitation', 'booking_id', 'booking', 'CASCADE'),
  key('evaluation_invitation', 'person_id', 'person'),
  key('evaluation_invitation', 'course_id', 'course'),
  key('evaluation_invitation', 'occurrence_id', 'occurrence'),
]

const ANSWERS = [
  `CREATE TABLE "evaluation_answer" ("invitation_id" uuid NOT NULL, "form_version_id" uuid NOT NULL, "answers" jsonb NOT NULL,
     "saved_at" ${MOMENT} NOT NULL, "submitted_at" ${MOMENT}, "quotable" boolean NOT NULL DEFAULT false,
     "answered_on_stage_at" ${MOMENT}, CONSTRAINT "pk_evaluation_answer" PRIMARY KEY ("invitation_id"))`,
  check('evaluation_answer', 'submitted', 'submitted_at IS NULL OR submitted_at <= saved_at'),
  `CREATE INDEX "ix_evaluation_answer_form_version_id" ON "evaluation_answer" ("form_version_id")`,
  key('evaluation_answer', 'invitation_id', 'evaluation_invitation', 'CASCADE'),
  key('evaluation_answer', 'form_version_id', 'evaluation_form_version'),
  `CREATE TABLE "evaluation_score" ("invitation_id" uuid NOT NULL, "measure_key" text NOT NULL, "value" numeric(4,2) NOT NULL,
     CONSTRAINT "pk_evaluation_score" PRIMARY KEY ("invitation_id", "measure_key"))`,
  check('evaluation_score', 'value', 'value BETWEEN 1 AND 10'),
  `CREATE INDEX "ix_evaluation_score_measure_key" ON "evaluation_score" ("measure_key")`,
  key('evaluation_score', 'invitation_id', 'evaluation_invitation', 'CASCADE'),
  `CREATE TABLE "committed_action" ("id" uuid NOT NULL, "booking_id" uuid NOT NULL, "position" smallint NOT NULL, "words" text NOT NULL,
     "kept" text, "outcome" text NOT NULL DEFAULT '', CONSTRAINT "pk_committed_action" PRIMARY KEY ("id"))`,
  check('committed_action', 'position', 'position BETWEEN 1 AND 3'),
  check('committed_action', 'kept', `kept IN ('yes', 'partly', 'not yet')`),
  `CREATE UNIQUE INDEX "uq_committed_action_position" ON "committed_action" ("booking_id", "position")`,
  key('committed_action', 'booking_id', 'booking', 'CASCADE'),
]

const UP = [...FORMS, ...ASKING, ...ANSWERS]
const TABLES = [
  ...['committed_action', 'evaluation_score', 'evaluation_answer', 'evaluation_invitation', 'course_evaluation'],
  ...['bank_question', 'measure', 'evaluation_form_version', 'evaluation_form'],
]
