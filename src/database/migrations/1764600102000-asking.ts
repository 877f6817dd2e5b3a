import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Since when people are asked, for which times of each date their due dates were worked out, and who opened the questions in the room. */
export class Asking1764600102000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "ix_evaluation_invitation_shut"`)
    await runner.query(`DROP INDEX "ix_evaluation_invitation_open"`)
    await runner.query(`DROP TABLE "evaluation_occurrence"`)
    await runner.query(`DROP TABLE "evaluation_start"`)
  }
}

const MOMENT = 'TIMESTAMP WITH TIME ZONE'
const key = (column: string, to: string, gone: string) =>
  `ALTER TABLE "evaluation_occurrence" ADD CONSTRAINT "fk_evaluation_occurrence_${column}" FOREIGN KEY ("${column}")
     REFERENCES "${to}"("id") ON DELETE ${gone} ON UPDATE NO ACTION`

const UP = [
  `CREATE TABLE "evaluation_start" ("id" smallint NOT NULL, "since" ${MOMENT} NOT NULL, CONSTRAINT "pk_evaluation_start" PRIMARY KEY ("id"))`,
  `ALTER TABLE "evaluation_start" ADD CONSTRAINT "ck_evaluation_start_once" CHECK (id = 1)`,
  `CREATE TABLE "evaluation_occurrence" ("occurrence_id" uuid NOT NULL, "starts_at" ${MOMENT} NOT NULL, "ends_at" ${MOMENT} NOT NULL,
     "settings_version" integer NOT NULL DEFAULT 0, "opened_at" ${MOMENT}, "opened_by_id" uuid,
     CONSTRAINT "pk_evaluation_occurrence" PRIMARY KEY ("occurrence_id"))`,
  `ALTER TABLE "evaluation_occurrence" ADD CONSTRAINT "ck_evaluation_occurrence_opened" CHECK ((opened_at IS NULL) = (opened_by_id IS NULL))`,
  key('occurrence_id', 'occurrence', 'CASCADE'),
  key('opened_by_id', 'person', 'NO ACTION'),
  `CREATE INDEX "ix_evaluation_invitation_open" ON "evaluation_invitation" ("occurrence_id") WHERE state IN ('due', 'asked')`,
  `CREATE INDEX "ix_evaluation_invitation_shut" ON "evaluation_invitation" ("booking_id")
     WHERE closed_why IN ('cancelled', 'did not come', 'left part way')`,
]
