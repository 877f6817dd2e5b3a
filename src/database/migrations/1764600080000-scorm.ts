import type { MigrationInterface, QueryRunner } from 'typeorm'

/** SCORM packages with their files, and the launches in which they are taken. */
export class Scorm1764600080000 implements MigrationInterface {
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
  `CREATE TABLE "scorm_package" ("id" uuid NOT NULL, "filename" text NOT NULL, "manifest" jsonb NOT NULL, "bytes" bigint NOT NULL,
     "uploaded_at" TIMESTAMP WITH TIME ZONE NOT NULL, "uploaded_by_id" uuid, CONSTRAINT "pk_scorm_package" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_scorm_package_uploaded_at" ON "scorm_package" ("uploaded_at")`,
  `CREATE INDEX "ix_scorm_package_uploaded_by_id" ON "scorm_package" ("uploaded_by_id")`,
  key('scorm_package', 'uploaded_by_id', 'person'),
  `CREATE TABLE "scorm_file" ("package_id" uuid NOT NULL, "lookup" text NOT NULL, "number" integer NOT NULL, "type" text NOT NULL,
     "bytes" integer NOT NULL, CONSTRAINT "pk_scorm_file" PRIMARY KEY ("package_id", "lookup"))`,
  key('scorm_file', 'package_id', 'scorm_package', 'CASCADE'),
  `CREATE TABLE "scorm_piece" ("package_id" uuid NOT NULL, "file" integer NOT NULL, "number" integer NOT NULL, "content" bytea NOT NULL,
     CONSTRAINT "pk_scorm_piece" PRIMARY KEY ("package_id", "file", "number"))`,
  // Pictures and videos are packed already: trying to pack them again would only cost time.
  `ALTER TABLE "scorm_piece" ALTER "content" SET STORAGE EXTERNAL`,
  key('scorm_piece', 'package_id', 'scorm_package', 'CASCADE'),
  `CREATE TABLE "scorm_launch" ("id" uuid NOT NULL, "enrolment_id" uuid NOT NULL, "item" integer NOT NULL, "number" integer NOT NULL,
     "opened_at" TIMESTAMP WITH TIME ZONE NOT NULL, "afresh" boolean NOT NULL DEFAULT false, "sequence" bigint NOT NULL DEFAULT 0, "cmi" jsonb,
     "committed_at" TIMESTAMP WITH TIME ZONE, "ended" boolean NOT NULL DEFAULT false, "completed" boolean NOT NULL DEFAULT false,
     "success" text NOT NULL DEFAULT 'unknown', "done" boolean NOT NULL DEFAULT false, "score" numeric(5,2), "seconds" integer NOT NULL DEFAULT 0,
     "credited" integer NOT NULL DEFAULT 0, CONSTRAINT "pk_scorm_launch" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "uq_scorm_launch_number" ON "scorm_launch" ("enrolment_id", "item", "number")`,
  `ALTER TABLE "scorm_launch" ADD CONSTRAINT "ck_scorm_launch_success" CHECK (success IN ('unknown', 'passed', 'failed'))`,
  `ALTER TABLE "scorm_launch" ADD CONSTRAINT "ck_scorm_launch_done" CHECK (NOT done OR success <> 'failed')`,
  `ALTER TABLE "scorm_launch" ADD CONSTRAINT "ck_scorm_launch_committed" CHECK ((committed_at IS NULL) = (sequence = 0))`,
  `ALTER TABLE "scorm_launch" ADD CONSTRAINT "ck_scorm_launch_credited" CHECK (credited BETWEEN 0 AND seconds)`,
  key('scorm_launch', 'enrolment_id', 'enrolment', 'CASCADE'),
]

const DOWN = [`DROP TABLE "scorm_launch"`, `DROP TABLE "scorm_piece"`, `DROP TABLE "scorm_file"`, `DROP TABLE "scorm_package"`]
