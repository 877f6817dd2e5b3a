import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Line managers are asked for approval where a course or an agency wants it, and told of what became of bookings where an agency does. */
export class Approval1764600040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement)
  }
}

const UP = [
  `ALTER TABLE "course" ADD "needs_approval" boolean NOT NULL DEFAULT false`,
  `ALTER TABLE "agency" ADD "needs_approval" boolean NOT NULL DEFAULT false, ADD "copies" text array NOT NULL DEFAULT '{}',
     ADD "version" integer NOT NULL DEFAULT 1`,
  `ALTER TABLE "agency" ADD CONSTRAINT "ck_agency_copies" CHECK (copies <@ ARRAY['confirmation', 'cancellation', 'no-show'])`,
  `ALTER TABLE "person" ADD "deputy_name" text NOT NULL DEFAULT '', ADD "deputy_email" text NOT NULL DEFAULT ''`,
  `CREATE TABLE "approval" ("booking_id" uuid NOT NULL, "manager_name" text NOT NULL, "manager_email" text NOT NULL,
     "manager_nonce" text NOT NULL DEFAULT '', "manager_hash" text, "deputy_name" text NOT NULL DEFAULT '', "deputy_email" text NOT NULL DEFAULT '',
     "deputy_nonce" text NOT NULL DEFAULT '', "deputy_hash" text, "state" text NOT NULL DEFAULT 'open', "round" integer NOT NULL DEFAULT 1,
     "asked_at" TIMESTAMP WITH TIME ZONE NOT NULL, "chase_at" TIMESTAMP WITH TIME ZONE NOT NULL, "chased_at" TIMESTAMP WITH TIME ZONE,
     "runs_out_at" TIMESTAMP WITH TIME ZONE NOT NULL, "answered_at" TIMESTAMP WITH TIME ZONE, "answered_by" text, "answered_by_person_id" uuid,
     "reason" text NOT NULL DEFAULT '', CONSTRAINT "pk_approval" PRIMARY KEY ("booking_id"))`,
  `ALTER TABLE "approval" ADD CONSTRAINT "ck_approval_state" CHECK (state IN ('open', 'approved', 'refused', 'run-out', 'withdrawn'))`,
  `ALTER TABLE "approval" ADD CONSTRAINT "ck_approval_answered" CHECK ((state = 'open') = (answered_at IS NULL))`,
  `ALTER TABLE "approval" ADD CONSTRAINT "ck_approval_by" CHECK ((state IN ('approved', 'refused')) = (answered_by IS NOT NULL))`,
  `ALTER TABLE "approval" ADD CONSTRAINT "ck_approval_reason" CHECK (state <> 'refused' OR reason <> '')`,
  `CREATE UNIQUE INDEX "uq_approval_manager_hash" ON "approval" ("manager_hash")`,
  `CREATE UNIQUE INDEX "uq_approval_deputy_hash" ON "approval" ("deputy_hash")`,
  `CREATE INDEX "ix_approval_chase_at" ON "approval" ("chase_at") WHERE state = 'open' AND chased_at IS NULL`,
  `CREATE INDEX "ix_approval_runs_out_at" ON "approval" ("runs_out_at") WHERE state = 'open'`,
  `ALTER TABLE "approval" ADD CONSTRAINT "fk_approval_booking_id" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "approval" ADD CONSTRAINT "fk_approval_answered_by_person_id" FOREIGN KEY ("answered_by_person_id") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
]

const DOWN = [
  `DROP TABLE "approval"`,
  `ALTER TABLE "person" DROP COLUMN "deputy_email", DROP COLUMN "deputy_name"`,
  `ALTER TABLE "agency" DROP CONSTRAINT "ck_agency_copies"`,
  `ALTER TABLE "agency" DROP COLUMN "version", DROP COLUMN "copies", DROP COLUMN "needs_approval"`,
  `ALTER TABLE "course" DROP COLUMN "needs_approval"`,
]
