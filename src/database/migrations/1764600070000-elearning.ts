import type { MigrationInterface, QueryRunner } from 'typeorm'

/** How e-learning is taken: modules and their published versions, where each person is, and what they answered. */
export class Elearning1764600070000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement)
  }
}

const key = (table: string, column: string, to: string, gone = 'NO ACTION') =>
  `ALTER TABLE "${table}" ADD CONSTRAINT "fk_${table}_${column}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id") ON DELETE ${gone} ON UPDATE NO ACTION`

const UP = [
  `CREATE TABLE "module" ("id" uuid NOT NULL, "course_id" uuid NOT NULL, "kind" text NOT NULL, "state" text NOT NULL DEFAULT 'draft',
     "draft" jsonb, "revision" integer NOT NULL DEFAULT 1, "published_revision" integer, "changed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
     "changed_by_id" uuid, CONSTRAINT "pk_module" PRIMARY KEY ("id"))`,
  `ALTER TABLE "module" ADD CONSTRAINT "ck_module_kind" CHECK (kind IN ('built', 'scorm', 'elsewhere'))`,
  `ALTER TABLE "module" ADD CONSTRAINT "ck_module_state" CHECK (state IN ('draft', 'published', 'retired'))`,
  `CREATE INDEX "ix_module_course_id" ON "module" ("course_id")`,
  `CREATE UNIQUE INDEX "uq_module_course" ON "module" ("course_id") WHERE state = 'published'`,
  key('module', 'course_id', 'course'),
  key('module', 'changed_by_id', 'person'),
  `CREATE TABLE "module_version" ("id" uuid NOT NULL, "module_id" uuid NOT NULL, "number" integer NOT NULL, "content" jsonb NOT NULL,
     "published_at" TIMESTAMP WITH TIME ZONE NOT NULL, "published_by_id" uuid, CONSTRAINT "pk_module_version" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "uq_module_version_number" ON "module_version" ("module_id", "number")`,
  key('module_version', 'module_id', 'module'),
  key('module_version', 'published_by_id', 'person'),
  `ALTER TABLE "enrolment" ADD "module_version_id" uuid, ADD "closed_at" TIMESTAMP WITH TIME ZONE, ADD "position" integer NOT NULL DEFAULT 0,
     ADD "progress" smallint NOT NULL DEFAULT 0, ADD "score" numeric(5,2), ADD "passed_at" TIMESTAMP WITH TIME ZONE,
     ADD "seconds" integer NOT NULL DEFAULT 0, ADD "last_seen_at" TIMESTAMP WITH TIME ZONE`,
  `ALTER TABLE "enrolment" ADD CONSTRAINT "ck_enrolment_progress" CHECK (progress BETWEEN 0 AND 100)`,
  `ALTER TABLE "enrolment" ADD CONSTRAINT "ck_enrolment_score" CHECK (score BETWEEN 0 AND 100)`,
  `ALTER TABLE "enrolment" ADD CONSTRAINT "ck_enrolment_position" CHECK (position >= 0 AND seconds >= 0)`,
  `ALTER TABLE "enrolment" ADD CONSTRAINT "ck_enrolment_closed" CHECK (completed_at IS NULL OR closed_at IS NULL)`,
  `CREATE INDEX "ix_enrolment_module_version_id" ON "enrolment" ("module_version_id")`,
  `CREATE UNIQUE INDEX "uq_enrolment_open" ON "enrolment" ("person_id", "course_id")
     WHERE module_version_id IS NOT NULL AND completed_at IS NULL AND closed_at IS NULL`,
  key('enrolment', 'module_version_id', 'module_version'),
  `CREATE TABLE "quiz_attempt" ("enrolment_id" uuid NOT NULL, "number" smallint NOT NULL, "seed" integer NOT NULL,
     "started_at" TIMESTAMP WITH TIME ZONE NOT NULL, "finished_at" TIMESTAMP WITH TIME ZONE, "score" smallint, "passed" boolean,
     CONSTRAINT "pk_quiz_attempt" PRIMARY KEY ("enrolment_id", "number"))`,
  `ALTER TABLE "quiz_attempt" ADD CONSTRAINT "ck_quiz_attempt_number" CHECK (number > 0)`,
  `ALTER TABLE "quiz_attempt" ADD CONSTRAINT "ck_quiz_attempt_finished"
     CHECK ((finished_at IS NULL) = (score IS NULL) AND (finished_at IS NULL) = (passed IS NULL))`,
  `CREATE UNIQUE INDEX "uq_quiz_attempt_open" ON "quiz_attempt" ("enrolment_id") WHERE finished_at IS NULL`,
  key('quiz_attempt', 'enrolment_id', 'enrolment', 'CASCADE'),
  `CREATE TABLE "quiz_answer" ("enrolment_id" uuid NOT NULL, "attempt" smallint NOT NULL, "question" text NOT NULL,
     "chosen" text array NOT NULL, "correct" boolean NOT NULL, "answered_at" TIMESTAMP WITH TIME ZONE NOT NULL,
     CONSTRAINT "pk_quiz_answer" PRIMARY KEY ("enrolment_id", "attempt", "question"))`,
  `ALTER TABLE "quiz_answer" ADD CONSTRAINT "ck_quiz_answer_attempt" CHECK (attempt >= 0)`,
  key('quiz_answer', 'enrolment_id', 'enrolment', 'CASCADE'),
]

const DOWN = [
  `DROP TABLE "quiz_answer"`,
  `DROP TABLE "quiz_attempt"`,
  `ALTER TABLE "enrolment" DROP CONSTRAINT "fk_enrolment_module_version_id"`,
  `DROP INDEX "uq_enrolment_open"`,
  `DROP INDEX "ix_enrolment_module_version_id"`,
  `ALTER TABLE "enrolment" DROP CONSTRAINT "ck_enrolment_closed", DROP CONSTRAINT "ck_enrolment_position",
     DROP CONSTRAINT "ck_enrolment_score", DROP CONSTRAINT "ck_enrolment_progress"`,
  `ALTER TABLE "enrolment" DROP COLUMN "last_seen_at", DROP COLUMN "seconds", DROP COLUMN "passed_at", DROP COLUMN "score",
     DROP COLUMN "progress", DROP COLUMN "position", DROP COLUMN "closed_at", DROP COLUMN "module_version_id"`,
  `DROP TABLE "module_version"`,
  `DROP TABLE "module"`,
]
