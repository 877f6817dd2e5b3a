import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Dates that are drafts, why two that overlap are both held, and with how few people a date runs, decided by when. */
export class Programme1764600160000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE "occurrence" ADD "draft" boolean NOT NULL DEFAULT false, ADD "clash_reason" text NOT NULL DEFAULT '',
        ADD "fewest" integer, ADD "decide_on" date, ADD "confirmed_at" timestamptz`)
    await runner.query(`
      ALTER TABLE "occurrence" ADD CONSTRAINT "ck_occurrence_draft" CHECK (NOT draft OR booked = 0 AND held = 0 AND confirmed_at IS NULL)`)
    await runner.query(`ALTER TABLE "occurrence" ADD CONSTRAINT "ck_occurrence_fewest" CHECK (fewest >= 0)`)
    await runner.query(`CREATE INDEX "ix_occurrence_draft" ON "occurrence" ("starts_at") WHERE draft`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "ix_occurrence_draft"`)
    for (const name of ['fewest', 'draft']) await runner.query(`ALTER TABLE "occurrence" DROP CONSTRAINT "ck_occurrence_${name}"`)
    await runner.query(`
      ALTER TABLE "occurrence" DROP COLUMN "draft", DROP COLUMN "clash_reason", DROP COLUMN "fewest", DROP COLUMN "decide_on",
        DROP COLUMN "confirmed_at"`)
  }
}
