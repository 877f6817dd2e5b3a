import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Imports made at the desk, and their files until they are loaded. */
export class ImportRuns1764600240000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['import_upload', 'import_run']) await runner.query(`DROP TABLE "${table}"`)
  }
}

const UP = [
  `CREATE TABLE "import_run" ("id" uuid NOT NULL, "state" text NOT NULL DEFAULT 'collecting', "open" boolean NOT NULL DEFAULT true, "begun_at" TIMESTAMP WITH TIME ZONE NOT NULL, "doing" text NOT NULL DEFAULT '', "result" jsonb, "beat_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "ck_import_run_state" CHECK (state IN ('collecting', 'checking', 'checked', 'refused', 'loading', 'loaded')), CONSTRAINT "pk_import_run" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_import_run_begun_at" ON "import_run" ("begun_at")`,
  `CREATE UNIQUE INDEX "uq_import_run_open" ON "import_run" ("open") WHERE open`,
  `CREATE TABLE "import_upload" ("run_id" uuid NOT NULL, "name" text NOT NULL, "content" bytea NOT NULL, "lines" integer NOT NULL, CONSTRAINT "pk_import_upload" PRIMARY KEY ("run_id", "name"))`,
  `ALTER TABLE "import_upload" ADD CONSTRAINT "fk_import_upload_run_id" FOREIGN KEY ("run_id") REFERENCES "import_run"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
]
