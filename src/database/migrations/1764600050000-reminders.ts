import type { MigrationInterface, QueryRunner } from 'typeorm'

/** When people are reminded, what the organiser writes about joining, and who said that they are coming. */
export class Reminders1764600050000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement)
  }
}

const UP = [
  `ALTER TABLE "course" ADD "reminder_days" integer array NOT NULL DEFAULT '{14,2}'`,
  `ALTER TABLE "course" ADD CONSTRAINT "ck_course_reminder_days"
     CHECK (cardinality(reminder_days) <= 5 AND 0 < ALL(reminder_days) AND 60 >= ALL(reminder_days))`,
  `ALTER TABLE "occurrence" ADD "joining_details" text NOT NULL DEFAULT ''`,
  `CREATE INDEX "ix_occurrence_register_open" ON "occurrence" ("ends_at") WHERE register_closed_at IS NULL AND cancelled_at IS NULL`,
  `ALTER TABLE "booking" ADD "coming_confirmed_at" TIMESTAMP WITH TIME ZONE, ADD "coming_for" TIMESTAMP WITH TIME ZONE`,
  `ALTER TABLE "booking" ADD CONSTRAINT "ck_booking_coming" CHECK ((coming_confirmed_at IS NULL) = (coming_for IS NULL))`,
]

const DOWN = [
  `ALTER TABLE "booking" DROP CONSTRAINT "ck_booking_coming"`,
  `ALTER TABLE "booking" DROP COLUMN "coming_for", DROP COLUMN "coming_confirmed_at"`,
  `DROP INDEX "ix_occurrence_register_open"`,
  `ALTER TABLE "occurrence" DROP COLUMN "joining_details"`,
  `ALTER TABLE "course" DROP CONSTRAINT "ck_course_reminder_days"`,
  `ALTER TABLE "course" DROP COLUMN "reminder_days"`,
]
