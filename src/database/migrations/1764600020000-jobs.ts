import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What the jobs did, and the index by which tries past their time are cleared away. */
export class Jobs1764600020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement)
  }
}

const UP = [
  `CREATE TABLE "job_run" ("id" uuid NOT NULL, "name" text NOT NULL, "started_at" TIMESTAMP WITH TIME ZONE NOT NULL,
     "finished_at" TIMESTAMP WITH TIME ZONE NOT NULL, "outcome" text NOT NULL, "error" text, CONSTRAINT "pk_job_run" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_job_run_name_started" ON "job_run" ("name", "started_at")`,
  `CREATE INDEX "ix_failed_sign_in_expire" ON "failed_sign_in" ("expire")`,
]

const DOWN = [`DROP INDEX "ix_failed_sign_in_expire"`, `DROP TABLE "job_run"`]
