import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What was learned in e-learning as xAPI statements, with where each stands on its way to an outside store. */
export class Xapi1764600120000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "xapi_statement"')
  }
}

const key = (column: string, to: string) =>
  `ALTER TABLE "xapi_statement" ADD CONSTRAINT "fk_xapi_statement_${column}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`

const UP = [
  `CREATE TABLE "xapi_statement" ("id" uuid NOT NULL, "source" text NOT NULL, "enrolment_id" uuid NOT NULL, "person_id" uuid NOT NULL,
     "verb" text NOT NULL, "activity" text NOT NULL, "statement" jsonb NOT NULL, "stored_at" TIMESTAMP WITH TIME ZONE NOT NULL,
     "state" text NOT NULL DEFAULT 'due', "try_at" TIMESTAMP WITH TIME ZONE NOT NULL, "attempts" integer NOT NULL DEFAULT 0,
     "alone" boolean NOT NULL DEFAULT false, "claim" uuid, "outcome" text, "sent_at" TIMESTAMP WITH TIME ZONE,
     CONSTRAINT "pk_xapi_statement" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "uq_xapi_statement_source" ON "xapi_statement" ("source")`,
  `CREATE INDEX "ix_xapi_statement_stored" ON "xapi_statement" ("stored_at", "id")`,
  `CREATE INDEX "ix_xapi_statement_enrolment_id" ON "xapi_statement" ("enrolment_id")`,
  `CREATE INDEX "ix_xapi_statement_person_id" ON "xapi_statement" ("person_id", "stored_at")`,
  `CREATE INDEX "ix_xapi_statement_activity" ON "xapi_statement" ("activity", "stored_at")`,
  `CREATE INDEX "ix_xapi_statement_due" ON "xapi_statement" ("alone", "try_at") WHERE state = 'due'`,
  `CREATE INDEX "ix_xapi_statement_refused" ON "xapi_statement" ("stored_at") WHERE state = 'refused'`,
  `ALTER TABLE "xapi_statement" ADD CONSTRAINT "ck_xapi_statement_verb" CHECK (verb IN ('completed', 'passed', 'failed'))`,
  `ALTER TABLE "xapi_statement" ADD CONSTRAINT "ck_xapi_statement_state" CHECK (state IN ('due', 'sent', 'refused'))`,
  `ALTER TABLE "xapi_statement" ADD CONSTRAINT "ck_xapi_statement_sent" CHECK ((sent_at IS NOT NULL) = (state = 'sent'))`,
  `ALTER TABLE "xapi_statement" ADD CONSTRAINT "ck_xapi_statement_refused" CHECK (state <> 'refused' OR outcome IS NOT NULL)`,
  key('enrolment_id', 'enrolment'),
  key('person_id', 'person'),
]
