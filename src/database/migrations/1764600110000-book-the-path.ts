import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Places that are kept on condition. */
export class BookThePath1764600110000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "booking_condition"`)
  }
}

const UP = [
  `CREATE TABLE "booking_condition" ("booking_id" uuid NOT NULL, "course_ids" uuid array NOT NULL, "days_before" smallint NOT NULL,
     "until" date NOT NULL, "state" text NOT NULL DEFAULT 'open', "warned_at" TIMESTAMP WITH TIME ZONE,
     "next_at" TIMESTAMP WITH TIME ZONE NOT NULL, "ended_at" TIMESTAMP WITH TIME ZONE,
     CONSTRAINT "pk_booking_condition" PRIMARY KEY ("booking_id"))`,
  `ALTER TABLE "booking_condition" ADD CONSTRAINT "ck_booking_condition_state" CHECK (state IN ('open', 'met', 'let-go', 'over'))`,
  `ALTER TABLE "booking_condition" ADD CONSTRAINT "ck_booking_condition_ended" CHECK ((state = 'open') = (ended_at IS NULL))`,
  `ALTER TABLE "booking_condition" ADD CONSTRAINT "ck_booking_condition_courses" CHECK (cardinality(course_ids) > 0)`,
  `ALTER TABLE "booking_condition" ADD CONSTRAINT "ck_booking_condition_warned" CHECK (state <> 'let-go' OR warned_at IS NOT NULL)`,
  `CREATE INDEX "ix_booking_condition_next_at" ON "booking_condition" ("next_at") WHERE state = 'open'`,
  `ALTER TABLE "booking_condition" ADD CONSTRAINT "fk_booking_condition_booking_id" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
]
