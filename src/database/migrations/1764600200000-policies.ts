import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Versions of policies and terms, what each booking was made under, and the days on which the partnership itself is closed. */
export class Policies1764600200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement, statement === FIRST_TERMS ? [TERMS] : undefined)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement)
  }
}

/** What the terms say until a partnership writes its own. */
const TERMS = `Please come to the whole course. Who misses part of it may have to do it again.

Ask your line manager before you book.

Cancel as soon as you know that you cannot come, so that somebody else can have your place. You can also send a colleague of your agency instead.

If you cancel after the last moment to cancel free of charge, or do not come, your agency may be charged as the cancellation policy says.

What people say on a course about children, adults and families stays there, unless somebody is at risk.`

const MOMENT = 'TIMESTAMP WITH TIME ZONE'
const person = (table: string, column: string) =>
  `ALTER TABLE "${table}" ADD CONSTRAINT "fk_${table}_${column}" FOREIGN KEY ("${column}") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`

const FIRST_TERMS = `INSERT INTO "terms_version" (id, course_id, number, words, made_at) VALUES (gen_random_uuid(), NULL, 1, $1, now())`

// Whoever writes a policy, an import or a hand in the database, makes a version of it: so no booking can lose what it was made under.
const VERSIONS = [
  `CREATE FUNCTION policy_next_version() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN NEW.version := OLD.version + 1; RETURN NEW; END $$`,
  `CREATE TRIGGER policy_next_version BEFORE UPDATE ON cancellation_policy FOR EACH ROW
   WHEN (OLD.definition IS DISTINCT FROM NEW.definition OR OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION policy_next_version()`,
  `CREATE FUNCTION policy_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     INSERT INTO policy_version (policy_id, number, name, definition, made_at) VALUES (NEW.id, NEW.version, NEW.name, NEW.definition, now());
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER policy_first_version AFTER INSERT ON cancellation_policy FOR EACH ROW EXECUTE FUNCTION policy_keep_version()`,
  `CREATE TRIGGER policy_keep_version AFTER UPDATE ON cancellation_policy FOR EACH ROW
   WHEN (OLD.version IS DISTINCT FROM NEW.version) EXECUTE FUNCTION policy_keep_version()`,
  // Booking says the version itself; walk-ins and what is imported are under the policy of that moment.
  `CREATE FUNCTION booking_policy() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     SELECT y.id, coalesce(y.version, 0) INTO NEW.policy_id, NEW.policy_version
     FROM course c LEFT JOIN cancellation_policy y ON y.id = c.policy_id WHERE c.id = NEW.course_id;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER booking_policy BEFORE INSERT ON booking FOR EACH ROW WHEN (NEW.policy_version IS NULL) EXECUTE FUNCTION booking_policy()`,
]

const UP = [
  `ALTER TABLE "cancellation_policy" ADD "version" integer NOT NULL DEFAULT 1`,
  `CREATE TABLE "policy_version" ("policy_id" uuid NOT NULL, "number" integer NOT NULL, "name" text NOT NULL, "definition" jsonb NOT NULL,
     "made_at" ${MOMENT} NOT NULL, "made_by_id" uuid, CONSTRAINT "pk_policy_version" PRIMARY KEY ("policy_id", "number"))`,
  `ALTER TABLE "policy_version" ADD CONSTRAINT "fk_policy_version_policy_id" FOREIGN KEY ("policy_id") REFERENCES "cancellation_policy"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  person('policy_version', 'made_by_id'),
  `INSERT INTO "policy_version" (policy_id, number, name, definition, made_at) SELECT id, 1, name, definition, now() FROM "cancellation_policy"`,
  `CREATE TABLE "terms_version" ("id" uuid NOT NULL, "course_id" uuid, "number" integer NOT NULL, "words" text NOT NULL,
     "made_at" ${MOMENT} NOT NULL, "made_by_id" uuid, CONSTRAINT "pk_terms_version" PRIMARY KEY ("id"))`,
  `ALTER TABLE "terms_version" ADD CONSTRAINT "ck_terms_version_words" CHECK (words <> '' OR course_id IS NOT NULL)`,
  `CREATE UNIQUE INDEX "uq_terms_version_default" ON "terms_version" ("number") WHERE course_id IS NULL`,
  `CREATE UNIQUE INDEX "uq_terms_version_course" ON "terms_version" ("course_id", "number") WHERE course_id IS NOT NULL`,
  `ALTER TABLE "terms_version" ADD CONSTRAINT "fk_terms_version_course_id" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  person('terms_version', 'made_by_id'),
  FIRST_TERMS,
  `CREATE TABLE "closed_day" ("id" uuid NOT NULL, "day" date NOT NULL, "name" text NOT NULL, "added_at" ${MOMENT} NOT NULL, "added_by_id" uuid,
     CONSTRAINT "pk_closed_day" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "uq_closed_day_day" ON "closed_day" ("day")`,
  person('closed_day', 'added_by_id'),
  `ALTER TABLE "booking" ADD "policy_id" uuid, ADD "policy_version" integer, ADD "terms_id" uuid, ADD "promised_for" ${MOMENT}, ADD "promised" ${MOMENT} array`,
  `UPDATE "booking" b SET policy_id = c.policy_id, policy_version = CASE WHEN c.policy_id IS NULL THEN 0 ELSE 1 END FROM "course" c WHERE c.id = b.course_id`,
  `ALTER TABLE "booking" ALTER COLUMN "policy_version" SET NOT NULL`,
  `ALTER TABLE "booking" ADD CONSTRAINT "ck_booking_policy" CHECK ((policy_id IS NULL) = (policy_version = 0))`,
  `ALTER TABLE "booking" ADD CONSTRAINT "ck_booking_promised" CHECK ((promised IS NULL) = (promised_for IS NULL))`,
  `ALTER TABLE "booking" ADD CONSTRAINT "fk_booking_policy_id_policy_version" FOREIGN KEY ("policy_id", "policy_version") REFERENCES "policy_version"("policy_id","number") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "booking" ADD CONSTRAINT "fk_booking_terms_id" FOREIGN KEY ("terms_id") REFERENCES "terms_version"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  ...VERSIONS,
]

const DOWN = [
  `DROP TRIGGER booking_policy ON booking`,
  `DROP TRIGGER policy_keep_version ON cancellation_policy`,
  `DROP TRIGGER policy_first_version ON cancellation_policy`,
  `DROP TRIGGER policy_next_version ON cancellation_policy`,
  `DROP FUNCTION booking_policy(), policy_keep_version(), policy_next_version()`,
  `ALTER TABLE "booking" DROP CONSTRAINT "fk_booking_terms_id", DROP CONSTRAINT "fk_booking_policy_id_policy_version"`,
  `ALTER TABLE "booking" DROP CONSTRAINT "ck_booking_promised", DROP CONSTRAINT "ck_booking_policy"`,
  `ALTER TABLE "booking" DROP COLUMN "promised", DROP COLUMN "promised_for", DROP COLUMN "terms_id", DROP COLUMN "policy_version", DROP COLUMN "policy_id"`,
  ...['closed_day', 'terms_version', 'policy_version'].map(table => `DROP TABLE "${table}"`),
  `ALTER TABLE "cancellation_policy" DROP COLUMN "version"`,
]
