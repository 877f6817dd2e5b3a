import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The outbox learns what becomes of a message: its state, its next try, who is sending it, and the calendar entry that goes with it. */
export class MessagesWithStates1764600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement)
  }
}

const UP = [
  `ALTER TABLE "message" ADD "calendar" jsonb, ADD "can_wait" boolean NOT NULL DEFAULT false, ADD "state" text NOT NULL DEFAULT 'due',
     ADD "try_at" TIMESTAMP WITH TIME ZONE, ADD "claim" uuid, ADD "carrier_id" uuid`,
  // The version before had no sender: what it wrote could be read at /dev/mail, and must not go out all at once, long after its day.
  `UPDATE "message" SET try_at = due_at, state = 'sent', sent_at = coalesce(sent_at, due_at), outcome = coalesce(outcome, 'kept')`,
  `ALTER TABLE "message" ALTER "try_at" SET NOT NULL`,
  `DROP INDEX "ix_message_due"`,
  `CREATE INDEX "ix_message_try" ON "message" ("try_at") WHERE state = 'due'`,
  `CREATE INDEX "ix_message_can_wait" ON "message" ("to_email", "try_at") WHERE state = 'due' AND can_wait`,
  `CREATE INDEX "ix_message_failed" ON "message" ("created_at") WHERE state = 'failed'`,
  `CREATE INDEX "ix_message_carrier" ON "message" ("carrier_id") WHERE carrier_id IS NOT NULL`,
  `ALTER TABLE "message" ADD CONSTRAINT "ck_message_state" CHECK (state IN ('due', 'sent', 'failed', 'dropped', 'gathered'))`,
  `ALTER TABLE "message" ADD CONSTRAINT "ck_message_sent" CHECK ((state = 'sent') = (sent_at IS NOT NULL))`,
]

const DOWN = [
  `ALTER TABLE "message" DROP CONSTRAINT "ck_message_sent", DROP CONSTRAINT "ck_message_state"`,
  `DROP INDEX "ix_message_carrier"`,
  `DROP INDEX "ix_message_failed"`,
  `DROP INDEX "ix_message_can_wait"`,
  `DROP INDEX "ix_message_try"`,
  `CREATE INDEX "ix_message_due" ON "message" ("due_at") WHERE sent_at IS NULL`,
  `ALTER TABLE "message" DROP COLUMN "carrier_id", DROP COLUMN "claim", DROP COLUMN "try_at", DROP COLUMN "state", DROP COLUMN "can_wait",
     DROP COLUMN "calendar"`,
]
