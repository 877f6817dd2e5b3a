import type { MigrationInterface, QueryRunner } from 'typeorm'

/** How long things are kept, what was removed when, who asked to be erased, and who was given a copy of whose data. */
export class Retention1764600210000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...UP, ...GUARD, ...NAMED]) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement)
  }
}

const MOMENT = 'TIMESTAMP WITH TIME ZONE'
const person = (table: string, column: string) =>
  `ALTER TABLE "${table}" ADD CONSTRAINT "fk_${table}_${column}" FOREIGN KEY ("${column}") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`
const check = (table: string, name: string, what: string) => `ALTER TABLE "${table}" ADD CONSTRAINT "ck_${table}_${name}" CHECK (${what})`
const why = (values: string) =>
  `ALTER TABLE "certificate" DROP CONSTRAINT "ck_certificate_withdrawn_why", ADD CONSTRAINT "ck_certificate_withdrawn_why" CHECK (withdrawn_why IN (${values}))`

const UP = [
  `ALTER TABLE "person" ADD "erased_at" ${MOMENT}`,
  check('person', 'erased', `erased_at IS NULL OR (password_hash IS NULL AND roles = '{}' AND confirmed_at IS NULL)`),
  `CREATE INDEX "ix_person_erased_at" ON "person" ("erased_at") WHERE erased_at IS NOT NULL`,
  `ALTER TABLE "message" ADD "cleared_at" ${MOMENT}`,
  `ALTER TABLE "evaluation_answer" ADD "words_removed_at" ${MOMENT}`,
  `CREATE INDEX "ix_evaluation_answer_words" ON "evaluation_answer" ("submitted_at") WHERE words_removed_at IS NULL`,
  why(`'register', 'record', 'administrator', 'replaced', 'erased'`),
  `CREATE TABLE "retention_setting" ("id" smallint NOT NULL, "periods" jsonb NOT NULL DEFAULT '{}', "version" integer NOT NULL DEFAULT 1,
     "changed_at" ${MOMENT}, "changed_by_id" uuid, CONSTRAINT "pk_retention_setting" PRIMARY KEY ("id"))`,
  check('retention_setting', 'once', 'id = 1'),
  person('retention_setting', 'changed_by_id'),
  `INSERT INTO "retention_setting" ("id") VALUES (1)`,
  `CREATE TABLE "purge_run" ("id" uuid NOT NULL, "started_at" ${MOMENT} NOT NULL, "finished_at" ${MOMENT}, "by_id" uuid,
     "counts" jsonb NOT NULL DEFAULT '{}', CONSTRAINT "pk_purge_run" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_purge_run_started_at" ON "purge_run" ("started_at")`,
  person('purge_run', 'by_id'),
  `CREATE TABLE "erasure" ("id" uuid NOT NULL, "person_id" uuid NOT NULL, "state" text NOT NULL, "asked_at" ${MOMENT} NOT NULL,
     "words" text NOT NULL DEFAULT '', "reason" text NOT NULL DEFAULT '', "decided_at" ${MOMENT}, "decided_by_id" uuid,
     CONSTRAINT "pk_erasure" PRIMARY KEY ("id"))`,
  check('erasure', 'state', `state IN ('asked', 'done', 'refused', 'taken back')`),
  check('erasure', 'decided', `(state = 'asked') = (decided_at IS NULL)`),
  check('erasure', 'reason', `state <> 'refused' OR reason <> ''`),
  `CREATE UNIQUE INDEX "uq_erasure_asked" ON "erasure" ("person_id") WHERE state = 'asked'`,
  `CREATE UNIQUE INDEX "uq_erasure_done" ON "erasure" ("person_id") WHERE state = 'done'`,
  `CREATE INDEX "ix_erasure_person_id" ON "erasure" ("person_id")`,
  `CREATE INDEX "ix_erasure_asked_at" ON "erasure" ("asked_at")`,
  person('erasure', 'person_id'),
  person('erasure', 'decided_by_id'),
  `CREATE TABLE "data_copy" ("id" uuid NOT NULL, "person_id" uuid NOT NULL, "by_id" uuid NOT NULL, "made_at" ${MOMENT} NOT NULL,
     CONSTRAINT "pk_data_copy" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_data_copy_person_id" ON "data_copy" ("person_id")`,
  person('data_copy', 'person_id'),
  person('data_copy', 'by_id'),
]

// Whoever books in the second in which they are erased waits for it on the foreign key; this looks after that wait. The code is the one after
// which the product reads everything anew and tries again: it then finds nobody.
const GUARDED = ['booking', 'waiting_entry', 'enrolment', 'evidence', 'person_token']
const GUARD = [
  `CREATE FUNCTION nothing_new_of_the_erased() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF EXISTS (SELECT 1 FROM fresh f JOIN person p ON p.id = f.person_id WHERE p.erased_at IS NOT NULL) THEN
       RAISE EXCEPTION 'this person was erased' USING ERRCODE = '40001';
     END IF;
     RETURN NULL;
   END $$`,
  ...GUARDED.map(
    table => `CREATE TRIGGER nothing_new_of_the_erased AFTER INSERT ON "${table}" REFERENCING NEW TABLE AS fresh
      FOR EACH STATEMENT EXECUTE FUNCTION nothing_new_of_the_erased()`,
  ),
]

// Of the lines about others only those that name them; beside the audit's own function of that name, which does it for the lines about them.
const NAMED = [
  `CREATE FUNCTION audit_forget(person uuid, named text) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
   DECLARE lines int;
   BEGIN
     UPDATE audit SET before = audit_marked(before), after = audit_marked(after)
     WHERE about_id IS DISTINCT FROM person AND (before::text ~* named OR after::text ~* named);
     GET DIAGNOSTICS lines = ROW_COUNT;
     RETURN lines;
   END $$`,
]

const DOWN = [
  `DROP FUNCTION IF EXISTS audit_forget(uuid, text)`,
  ...GUARDED.map(table => `DROP TRIGGER nothing_new_of_the_erased ON "${table}"`),
  `DROP FUNCTION nothing_new_of_the_erased`,
  ...['data_copy', 'erasure', 'purge_run', 'retention_setting'].map(table => `DROP TABLE "${table}"`),
  why(`'register', 'record', 'administrator', 'replaced'`),
  `DROP INDEX "ix_evaluation_answer_words"`,
  `ALTER TABLE "evaluation_answer" DROP COLUMN "words_removed_at"`,
  `ALTER TABLE "message" DROP COLUMN "cleared_at"`,
  `DROP INDEX "ix_person_erased_at"`,
  `ALTER TABLE "person" DROP CONSTRAINT "ck_person_erased"`,
  `ALTER TABLE "person" DROP COLUMN "erased_at"`,
]
