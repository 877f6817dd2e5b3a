import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The yearly return of the training that agencies give their own people. */
export class TrainingReturns1764600250000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['agency_return', 'training_return']) await runner.query(`DROP TABLE "${table}"`)
  }
}

const UP = [
  `CREATE TABLE "training_return" ("id" uuid NOT NULL, "year" text NOT NULL, "lines" jsonb NOT NULL, "due_on" date NOT NULL, "opened_at" TIMESTAMP WITH TIME ZONE NOT NULL, "opened_by_id" uuid NOT NULL, "closed_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "pk_training_return" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "uq_training_return_year" ON "training_return" ("year")`,
  `ALTER TABLE "training_return" ADD CONSTRAINT "fk_training_return_opened_by_id" FOREIGN KEY ("opened_by_id") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `CREATE TABLE "agency_return" ("id" uuid NOT NULL, "return_id" uuid NOT NULL, "agency_id" uuid NOT NULL, "contact_name" text NOT NULL DEFAULT '', "contact_email" text NOT NULL DEFAULT '', "answers" jsonb NOT NULL DEFAULT '{"lines": {}, "words": {}}', "link_nonce" text NOT NULL DEFAULT '', "link_hash" text, "asked_at" TIMESTAMP WITH TIME ZONE, "mails" integer NOT NULL DEFAULT '0', "next_at" TIMESTAMP WITH TIME ZONE, "sent_at" TIMESTAMP WITH TIME ZONE, "sent_by" text NOT NULL DEFAULT '', "version" integer NOT NULL DEFAULT '1', CONSTRAINT "ck_agency_return_asked" CHECK (asked_at IS NULL OR (contact_email <> '' AND link_hash IS NOT NULL)), CONSTRAINT "ck_agency_return_next" CHECK (next_at IS NULL OR (asked_at IS NOT NULL AND sent_at IS NULL)), CONSTRAINT "pk_agency_return" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "uq_agency_return_agency" ON "agency_return" ("return_id", "agency_id")`,
  `CREATE UNIQUE INDEX "uq_agency_return_link_hash" ON "agency_return" ("link_hash")`,
  `CREATE INDEX "ix_agency_return_agency_id" ON "agency_return" ("agency_id")`,
  `CREATE INDEX "ix_agency_return_next_at" ON "agency_return" ("next_at") WHERE next_at IS NOT NULL`,
  `ALTER TABLE "agency_return" ADD CONSTRAINT "fk_agency_return_return_id" FOREIGN KEY ("return_id") REFERENCES "training_return"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "agency_return" ADD CONSTRAINT "fk_agency_return_agency_id" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `SELECT audit_watch('training_return')`,
  // Who answers is known by an address only, so that an erased person could not be found in what is written down of it.
  `SELECT audit_watch('agency_return', '{contact_name,contact_email,sent_by,link_nonce,link_hash,mails,next_at}', part => 'it.return_id')`,
]
