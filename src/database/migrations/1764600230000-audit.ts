import type { MigrationInterface, QueryRunner } from 'typeorm'
import { GUARD_FUNCTIONS } from './audit/guard.sql.js'
import { WATCH_FUNCTIONS } from './audit/watch.sql.js'
import { WATCHED, watch } from './audit/watched.js'

/** Who did what to whom, when, from where, before and after: written by the database itself, and changed by nobody. */
export class Audit1764600230000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLE, ...GUARD_FUNCTIONS, ...WATCH_FUNCTIONS]) await runner.query(statement)
    for (const table of WATCHED) await runner.query(watch(table))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "audit"')
    // The triggers go with their functions.
    await runner.query(`DO $$ DECLARE f regprocedure; BEGIN
      FOR f IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'audit\\_%' LOOP
        EXECUTE 'DROP FUNCTION ' || f || ' CASCADE';
      END LOOP; END $$`)
  }
}

const MOMENT = 'TIMESTAMP WITH TIME ZONE'

const TABLE = [
  // No foreign keys: a line outlives the person and the row that it is about.
  `CREATE TABLE "audit" ("id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "at" ${MOMENT} NOT NULL, "actor_id" uuid, "actor" text NOT NULL,
     "address" text, "route" text, "request_id" uuid, "subject" text NOT NULL, "row_id" text, "part_of" uuid, "about_id" uuid,
     "action" text NOT NULL, "counted" integer, "before" jsonb, "after" jsonb, CONSTRAINT "pk_audit" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_audit_at" ON "audit" ("at")`,
  `CREATE INDEX "ix_audit_about_id" ON "audit" ("about_id", "id")`,
  // What people do to their own things is found by the index above.
  `CREATE INDEX "ix_audit_actor_id" ON "audit" ("actor_id", "id") WHERE actor_id IS DISTINCT FROM about_id`,
  `CREATE INDEX "ix_audit_subject" ON "audit" ("subject", "id")`,
  `CREATE INDEX "ix_audit_row_id" ON "audit" ("row_id", "id")`,
  `CREATE INDEX "ix_audit_part_of" ON "audit" ("part_of", "id")`,
]
