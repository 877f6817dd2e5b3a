import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Who decided on a charge, whether its place was refilled, and what finance was told. */
export class Charges1764600140000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement)
  }
}

const UP = [
  `CREATE TABLE "charge_export" ("id" uuid NOT NULL, "number" integer NOT NULL, "made_at" TIMESTAMP WITH TIME ZONE NOT NULL, "made_by_id" uuid NOT NULL, CONSTRAINT "pk_charge_export" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "uq_charge_export_number" ON "charge_export" ("number")`,
  `ALTER TABLE "charge_export" ADD CONSTRAINT "fk_charge_export_made_by_id" FOREIGN KEY ("made_by_id") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "charge" ADD "decided_at" TIMESTAMP WITH TIME ZONE, ADD "decided_by_id" uuid, ADD "reason" text NOT NULL DEFAULT '', ADD "evidence" text NOT NULL DEFAULT '', ADD "refilled" boolean, ADD "refilled_by" text NOT NULL DEFAULT '', ADD "export_id" uuid, ADD "credit_export_id" uuid`,
  `ALTER TABLE "charge" ADD CONSTRAINT "fk_charge_decided_by_id" FOREIGN KEY ("decided_by_id") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "charge" ADD CONSTRAINT "fk_charge_export_id" FOREIGN KEY ("export_id") REFERENCES "charge_export"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "charge" ADD CONSTRAINT "fk_charge_credit_export_id" FOREIGN KEY ("credit_export_id") REFERENCES "charge_export"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "charge" ADD CONSTRAINT "ck_charge_state" CHECK (state IN ('proposed', 'confirmed', 'waived', 'credited'))`,
  `ALTER TABLE "charge" ADD CONSTRAINT "ck_charge_kind" CHECK (kind IN ('late cancellation', 'no-show'))`,
  `ALTER TABLE "charge" ADD CONSTRAINT "ck_charge_exported" CHECK (export_id IS NULL OR state IN ('confirmed', 'credited'))`,
  `ALTER TABLE "charge" ADD CONSTRAINT "ck_charge_credited" CHECK (state <> 'credited' OR export_id IS NOT NULL)`,
  `ALTER TABLE "charge" ADD CONSTRAINT "ck_charge_credit_export" CHECK (credit_export_id IS NULL OR state = 'credited')`,
  `CREATE INDEX "ix_charge_state" ON "charge" ("state", "proposed_at", "id")`,
  `CREATE INDEX "ix_charge_to_settle" ON "charge" ("booking_id") WHERE refilled IS NULL AND kind = 'late cancellation'`,
  `CREATE INDEX "ix_charge_export_id" ON "charge" ("export_id")`,
  `CREATE INDEX "ix_charge_credit_export_id" ON "charge" ("credit_export_id")`,
]

const DOWN = [
  `ALTER TABLE "charge" DROP CONSTRAINT "ck_charge_credit_export", DROP CONSTRAINT "ck_charge_credited", DROP CONSTRAINT "ck_charge_exported", DROP CONSTRAINT "ck_charge_kind", DROP CONSTRAINT "ck_charge_state"`,
  `DROP INDEX "ix_charge_to_settle"`,
  `DROP INDEX "ix_charge_state"`,
  `ALTER TABLE "charge" DROP COLUMN "credit_export_id", DROP COLUMN "export_id", DROP COLUMN "refilled_by", DROP COLUMN "refilled", DROP COLUMN "evidence", DROP COLUMN "reason", DROP COLUMN "decided_by_id", DROP COLUMN "decided_at"`,
  `DROP TABLE "charge_export"`,
]
