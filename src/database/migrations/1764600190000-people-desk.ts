import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What the desk needs to know of accounts: their version, when they were last opened, when all browsers were signed out, and which became part of another. */
export class PeopleDesk1764600190000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement)
  }
}

const UP = [
  `ALTER TABLE "person" ADD "version" integer NOT NULL DEFAULT 1, ADD "signed_out" integer NOT NULL DEFAULT 0, ADD "last_signed_in_at" TIMESTAMP WITH TIME ZONE`,
  `CREATE TABLE "merged_person" ("id" uuid NOT NULL, "into_id" uuid NOT NULL, "key" text, "address_hash" text NOT NULL, "password_hash" text,
     "merged_at" TIMESTAMP WITH TIME ZONE NOT NULL, "merged_by_id" uuid NOT NULL, CONSTRAINT "pk_merged_person" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_merged_person_into_id" ON "merged_person" ("into_id")`,
  `CREATE INDEX "ix_merged_person_merged_by_id" ON "merged_person" ("merged_by_id")`,
  `CREATE INDEX "ix_merged_person_address_hash" ON "merged_person" ("address_hash")`,
  `ALTER TABLE "merged_person" ADD CONSTRAINT "fk_merged_person_into_id" FOREIGN KEY ("into_id") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "merged_person" ADD CONSTRAINT "fk_merged_person_merged_by_id" FOREIGN KEY ("merged_by_id") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  // An expression, which the entities cannot say: whose session it is stands inside what the session store writes.
  `CREATE INDEX "ix_web_session_person" ON "web_session" ((sess->>'personId'))`,
]

const DOWN = [
  `DROP INDEX "ix_web_session_person"`,
  `DROP TABLE "merged_person"`,
  `ALTER TABLE "person" DROP COLUMN "last_signed_in_at", DROP COLUMN "signed_out", DROP COLUMN "version"`,
]
