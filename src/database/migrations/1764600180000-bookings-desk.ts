import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Which booking another one follows, by whose wish a person was moved, and when somebody asked to cancel. */
export class BookingsDesk1764600180000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement)
  }
}

const UP = [
  `ALTER TABLE "booking" ADD "follows_id" uuid, ADD "moved_by" text, ADD "cancel_asked_at" TIMESTAMP WITH TIME ZONE`,
  `ALTER TABLE "booking" ADD CONSTRAINT "fk_booking_follows_id" FOREIGN KEY ("follows_id") REFERENCES "booking"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
  `CREATE UNIQUE INDEX "uq_booking_follows_id" ON "booking" ("follows_id") WHERE follows_id IS NOT NULL`,
  `ALTER TABLE "booking" ADD CONSTRAINT "ck_booking_moved_by" CHECK (moved_by IN ('delegate', 'agency', 'organiser'))`,
  `ALTER TABLE "booking" ADD CONSTRAINT "ck_booking_cancel_asked" CHECK (cancel_asked_at IS NULL OR (cancelled_at IS NOT NULL AND cancel_asked_at <= cancelled_at))`,
]

const DOWN = [
  `ALTER TABLE "booking" DROP CONSTRAINT "ck_booking_cancel_asked"`,
  `ALTER TABLE "booking" DROP CONSTRAINT "ck_booking_moved_by"`,
  `DROP INDEX "uq_booking_follows_id"`,
  `ALTER TABLE "booking" DROP CONSTRAINT "fk_booking_follows_id"`,
  `ALTER TABLE "booking" DROP COLUMN "cancel_asked_at", DROP COLUMN "moved_by", DROP COLUMN "follows_id"`,
]
