import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Calendar entries that follow the organiser's changes, whom a cancelled date puts first, and everybody's own calendar feed. */
export class Calendar1764600030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement)
  }
}

const UP = [
  `ALTER TABLE "occurrence" ADD "calendar_sequence" integer NOT NULL DEFAULT 0, ADD "moved_at" TIMESTAMP WITH TIME ZONE`,
  `ALTER TABLE "occurrence" ADD CONSTRAINT "ck_occurrence_calendar_sequence" CHECK (calendar_sequence >= 0)`,
  `ALTER TABLE "waiting_entry" ADD "displaced" boolean NOT NULL DEFAULT false`,
  `CREATE TABLE "calendar_feed" ("person_id" uuid NOT NULL, "nonce" text NOT NULL, "secret_hash" text NOT NULL,
     "made_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "pk_calendar_feed" PRIMARY KEY ("person_id"))`,
  `CREATE UNIQUE INDEX "uq_calendar_feed_secret" ON "calendar_feed" ("secret_hash")`,
  `ALTER TABLE "calendar_feed" ADD CONSTRAINT "fk_calendar_feed_person_id" FOREIGN KEY ("person_id")
     REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
]

const DOWN = [
  `DROP TABLE "calendar_feed"`,
  `ALTER TABLE "waiting_entry" DROP COLUMN "displaced"`,
  `ALTER TABLE "occurrence" DROP CONSTRAINT "ck_occurrence_calendar_sequence"`,
  `ALTER TABLE "occurrence" DROP COLUMN "moved_at", DROP COLUMN "calendar_sequence"`,
]
