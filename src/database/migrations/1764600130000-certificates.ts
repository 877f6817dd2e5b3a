import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Certificates, transcripts, the keys they are signed with, and which learning records have to be looked at for one. */
export class Certificates1764600130000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement)
  }
}

const key = (table: string, column: string, to: string, gone = 'NO ACTION') =>
  `ALTER TABLE "${table}" ADD CONSTRAINT "fk_${table}_${column}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id") ON DELETE ${gone} ON UPDATE NO ACTION`
const check = (table: string, name: string, rule: string) => `ALTER TABLE "${table}" ADD CONSTRAINT "ck_${table}_${name}" CHECK (${rule})`
const MOMENT = 'TIMESTAMP WITH TIME ZONE'

const UP = [
  // Records of before are due as well: history gets its certificates, quietly.
  `ALTER TABLE "learning_record" ADD "certificate_due" boolean NOT NULL DEFAULT true`,
  `CREATE INDEX "ix_learning_record_certificate_due" ON "learning_record" ("id") WHERE certificate_due`,
  `CREATE TABLE "certificate" ("id" uuid NOT NULL, "number" text NOT NULL, "learning_record_id" uuid, "source" text, "person_id" uuid NOT NULL,
     "course_id" uuid NOT NULL, "name" text NOT NULL, "course_title" text NOT NULL, "level" smallint, "provider" text, "partnership" text NOT NULL,
     "minutes" integer, "completed_on" date NOT NULL, "how" text NOT NULL, "valid_until" date, "issued_at" ${MOMENT} NOT NULL,
     "name_shown" boolean NOT NULL DEFAULT false, "replaces_id" uuid, "withdrawn_at" ${MOMENT}, "withdrawn_why" text,
     "withdrawn_reason" text NOT NULL DEFAULT '', "withdrawn_by_id" uuid, CONSTRAINT "pk_certificate" PRIMARY KEY ("id"))`,
  check('certificate', 'how', `how IN ('attended', 'e-learning')`),
  check('certificate', 'withdrawn', `(withdrawn_at IS NULL) = (withdrawn_why IS NULL)`),
  check('certificate', 'withdrawn_why', `withdrawn_why IN ('register', 'record', 'administrator', 'replaced')`),
  check('certificate', 'administrator', `withdrawn_why <> 'administrator' OR (withdrawn_reason <> '' AND withdrawn_by_id IS NOT NULL)`),
  `CREATE UNIQUE INDEX "uq_certificate_number" ON "certificate" ("number")`,
  `CREATE UNIQUE INDEX "uq_certificate_live" ON "certificate" ("learning_record_id") WHERE withdrawn_at IS NULL`,
  `CREATE INDEX "ix_certificate_learning_record_id" ON "certificate" ("learning_record_id")`,
  `CREATE INDEX "ix_certificate_orphaned" ON "certificate" ("id") WHERE learning_record_id IS NULL AND withdrawn_at IS NULL`,
  `CREATE INDEX "ix_certificate_person_id" ON "certificate" ("person_id")`,
  `CREATE INDEX "ix_certificate_course_id" ON "certificate" ("course_id")`,
  `CREATE UNIQUE INDEX "uq_certificate_replaces_id" ON "certificate" ("replaces_id")`,
  key('certificate', 'learning_record_id', 'learning_record', 'SET NULL'),
  key('certificate', 'person_id', 'person'),
  key('certificate', 'course_id', 'course'),
  key('certificate', 'replaces_id', 'certificate'),
  key('certificate', 'withdrawn_by_id', 'person'),
  `CREATE TABLE "name_spelling" ("person_id" uuid NOT NULL, "spelling" text NOT NULL, "changed_at" ${MOMENT} NOT NULL,
     CONSTRAINT "pk_name_spelling" PRIMARY KEY ("person_id"))`,
  key('name_spelling', 'person_id', 'person'),
  `CREATE TABLE "signing_key" ("id" uuid NOT NULL, "public_key" text NOT NULL, "sealed" text NOT NULL, "made_at" ${MOMENT} NOT NULL,
     CONSTRAINT "pk_signing_key" PRIMARY KEY ("id"))`,
  `CREATE TABLE "transcript" ("id" uuid NOT NULL, "number" text NOT NULL, "person_id" uuid NOT NULL, "content" text NOT NULL,
     "digest" text NOT NULL, "signature" text NOT NULL, "key_id" uuid NOT NULL, "made_at" ${MOMENT} NOT NULL, "made_by_id" uuid NOT NULL,
     "closed_at" ${MOMENT}, CONSTRAINT "pk_transcript" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "uq_transcript_number" ON "transcript" ("number")`,
  `CREATE UNIQUE INDEX "uq_transcript_open" ON "transcript" ("person_id", "digest") WHERE closed_at IS NULL`,
  `CREATE INDEX "ix_transcript_person_id" ON "transcript" ("person_id")`,
  key('transcript', 'person_id', 'person'),
  key('transcript', 'key_id', 'signing_key'),
  key('transcript', 'made_by_id', 'person'),
]

const DOWN = [
  ...['transcript', 'signing_key', 'name_spelling', 'certificate'].map(table => `DROP TABLE "${table}"`),
  `ALTER TABLE "learning_record" DROP COLUMN "certificate_due"`,
]
