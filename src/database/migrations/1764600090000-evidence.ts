import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Files that people upload, evidence of learning elsewhere, and the pictures of modules. */
export class Evidence1764600090000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement)
  }
}

const key = (table: string, column: string, to: string, gone = 'NO ACTION') =>
  `ALTER TABLE "${table}" ADD CONSTRAINT "fk_${table}_${column}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id") ON DELETE ${gone} ON UPDATE NO ACTION`
const check = (table: string, name: string, what: string) => `ALTER TABLE "${table}" ADD CONSTRAINT "ck_${table}_${name}" CHECK (${what})`

const UP = [
  `CREATE TABLE "upload" ("id" uuid NOT NULL, "name" text NOT NULL, "type" text NOT NULL, "bytes" integer NOT NULL,
     "uploaded_at" TIMESTAMP WITH TIME ZONE NOT NULL, "uploaded_by_id" uuid NOT NULL, CONSTRAINT "pk_upload" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_upload_uploaded_by_id" ON "upload" ("uploaded_by_id")`,
  check('upload', 'type', `type IN ('application/pdf', 'image/png', 'image/jpeg')`),
  check('upload', 'bytes', 'bytes > 0'),
  key('upload', 'uploaded_by_id', 'person'),
  `CREATE TABLE "upload_piece" ("upload_id" uuid NOT NULL, "number" integer NOT NULL, "content" bytea NOT NULL,
     CONSTRAINT "pk_upload_piece" PRIMARY KEY ("upload_id", "number"))`,
  // These files are packed already: trying to pack them again would only cost time.
  `ALTER TABLE "upload_piece" ALTER "content" SET STORAGE EXTERNAL`,
  key('upload_piece', 'upload_id', 'upload', 'CASCADE'),
  `CREATE TABLE "evidence" ("id" uuid NOT NULL, "person_id" uuid NOT NULL, "course_id" uuid NOT NULL, "enrolment_id" uuid, "upload_id" uuid,
     "completed_on" date NOT NULL, "provider" text NOT NULL, "words" text NOT NULL DEFAULT '', "state" text NOT NULL DEFAULT 'handed in',
     "handed_in_at" TIMESTAMP WITH TIME ZONE NOT NULL, "decided_at" TIMESTAMP WITH TIME ZONE, "decided_by_id" uuid,
     "reason" text NOT NULL DEFAULT '', CONSTRAINT "pk_evidence" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_evidence_person_id" ON "evidence" ("person_id")`,
  `CREATE INDEX "ix_evidence_course_id" ON "evidence" ("course_id")`,
  `CREATE INDEX "ix_evidence_enrolment_id" ON "evidence" ("enrolment_id")`,
  `CREATE INDEX "ix_evidence_decided_by_id" ON "evidence" ("decided_by_id")`,
  `CREATE UNIQUE INDEX "uq_evidence_upload_id" ON "evidence" ("upload_id")`,
  `CREATE UNIQUE INDEX "uq_evidence_waiting" ON "evidence" ("person_id", "course_id") WHERE state = 'handed in'`,
  `CREATE INDEX "ix_evidence_waiting" ON "evidence" ("handed_in_at", "id") WHERE state = 'handed in'`,
  `CREATE INDEX "ix_evidence_file_kept" ON "evidence" ("decided_at") WHERE upload_id IS NOT NULL AND decided_at IS NOT NULL`,
  check('evidence', 'state', `state IN ('handed in', 'accepted', 'refused', 'taken back')`),
  check(
    'evidence',
    'decided',
    `(state IN ('accepted', 'refused')) = (decided_at IS NOT NULL) AND (decided_at IS NULL) = (decided_by_id IS NULL)`,
  ),
  check('evidence', 'reason', `state <> 'refused' OR reason <> ''`),
  check('evidence', 'not_own', 'decided_by_id <> person_id'),
  check('evidence', 'file', `state <> 'handed in' OR upload_id IS NOT NULL`),
  key('evidence', 'person_id', 'person'),
  key('evidence', 'course_id', 'course'),
  key('evidence', 'enrolment_id', 'enrolment', 'CASCADE'),
  key('evidence', 'upload_id', 'upload', 'SET NULL'),
  key('evidence', 'decided_by_id', 'person'),
  `CREATE TABLE "module_picture" ("module_id" uuid NOT NULL, "number" integer NOT NULL, "upload_id" uuid NOT NULL, "alt" text NOT NULL,
     "added_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "pk_module_picture" PRIMARY KEY ("module_id", "number"))`,
  `CREATE UNIQUE INDEX "uq_module_picture_upload_id" ON "module_picture" ("upload_id")`,
  check('module_picture', 'number', 'number > 0'),
  check('module_picture', 'alt', `alt <> ''`),
  key('module_picture', 'module_id', 'module'),
  key('module_picture', 'upload_id', 'upload'),
]

const DOWN = [`DROP TABLE "module_picture"`, `DROP TABLE "evidence"`, `DROP TABLE "upload_piece"`, `DROP TABLE "upload"`]
