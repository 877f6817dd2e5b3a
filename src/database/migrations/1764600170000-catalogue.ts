import type { MigrationInterface, QueryRunner } from 'typeorm'

const key = (table: string, column: string, to: string, gone: string) =>
  `ALTER TABLE "${table}" ADD CONSTRAINT "fk_${table}_${column}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id") ON DELETE ${gone} ON UPDATE NO ACTION`

const UP = [
  `ALTER TABLE "venue" ADD "features" text array NOT NULL DEFAULT '{}', ADD "retired" boolean NOT NULL DEFAULT false, ADD "version" integer NOT NULL DEFAULT 1`,
  `ALTER TABLE "venue" ADD CONSTRAINT "ck_venue_features" CHECK (features <@ ARRAY['step-free', 'accessible toilet', 'hearing loop', 'lift', 'blue badge parking', 'parking', 'public transport', 'quiet room', 'prayer room', 'refreshments'])`,
  `CREATE TABLE "venue_room" ("id" uuid NOT NULL, "venue_id" uuid NOT NULL, "name" text NOT NULL, "capacity" integer, "position" integer NOT NULL DEFAULT 0, "retired" boolean NOT NULL DEFAULT false, CONSTRAINT "ck_venue_room_capacity" CHECK (capacity > 0), CONSTRAINT "pk_venue_room" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "uq_venue_room_name" ON "venue_room" ("venue_id", "name") WHERE NOT retired`,
  `CREATE INDEX "ix_venue_room_venue_id" ON "venue_room" ("venue_id")`,
  key('venue_room', 'venue_id', 'venue', 'CASCADE'),
  `ALTER TABLE "occurrence" ADD "room_id" uuid`,
  `CREATE INDEX "ix_occurrence_room_id" ON "occurrence" ("room_id")`,
  key('occurrence', 'room_id', 'venue_room', 'NO ACTION'),
  `ALTER TABLE "occurrence" ADD CONSTRAINT "ck_occurrence_room" CHECK (room_id IS NULL OR venue_id IS NOT NULL)`,
  `ALTER TABLE "trainer" ADD "any_course" boolean NOT NULL DEFAULT true, ADD "weekdays" smallint array NOT NULL DEFAULT '{}', ADD "version" integer NOT NULL DEFAULT 1`,
  `ALTER TABLE "trainer" ADD CONSTRAINT "ck_trainer_weekdays" CHECK (weekdays <@ ARRAY[0, 1, 2, 3, 4, 5, 6]::smallint[])`,
  `CREATE TABLE "trainer_course" ("trainer_id" uuid NOT NULL, "course_id" uuid NOT NULL, CONSTRAINT "pk_trainer_course" PRIMARY KEY ("trainer_id", "course_id"))`,
  `CREATE INDEX "ix_trainer_course_course_id" ON "trainer_course" ("course_id")`,
  key('trainer_course', 'trainer_id', 'trainer', 'CASCADE'),
  key('trainer_course', 'course_id', 'course', 'CASCADE'),
  `CREATE TABLE "trainer_absence" ("id" uuid NOT NULL, "trainer_id" uuid NOT NULL, "from_day" date NOT NULL, "to_day" date NOT NULL, "words" text NOT NULL DEFAULT '', CONSTRAINT "ck_trainer_absence_days" CHECK (to_day >= from_day), CONSTRAINT "pk_trainer_absence" PRIMARY KEY ("id"))`,
  `CREATE INDEX "ix_trainer_absence_trainer_id_from_day" ON "trainer_absence" ("trainer_id", "from_day")`,
  key('trainer_absence', 'trainer_id', 'trainer', 'CASCADE'),
  `ALTER TABLE "occurrence_trainer" ADD "agency_id" uuid`,
  `UPDATE "occurrence_trainer" x SET "agency_id" = p."agency_id" FROM "trainer" t JOIN "person" p ON p."id" = t."person_id" WHERE t."id" = x."trainer_id"`,
  `CREATE INDEX "ix_occurrence_trainer_agency_id" ON "occurrence_trainer" ("agency_id")`,
  key('occurrence_trainer', 'agency_id', 'agency', 'NO ACTION'),
  `ALTER TABLE "provider" ADD "retired" boolean NOT NULL DEFAULT false, ADD "version" integer NOT NULL DEFAULT 1`,
  `ALTER TABLE "topic" ADD "retired" boolean NOT NULL DEFAULT false, ADD "version" integer NOT NULL DEFAULT 1, ADD "priority_years" integer array NOT NULL DEFAULT '{}'`,
]

// Whoever puts a trainer on a date, their agency of that day is credited, also after they have gone to work for another.
const CREDIT = `
  CREATE FUNCTION credit_trainers_agency() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.agency_id := coalesce(NEW.agency_id, (SELECT p.agency_id FROM trainer t JOIN person p ON p.id = t.person_id WHERE t.id = NEW.trainer_id));
    RETURN NEW;
  END $$;
  CREATE TRIGGER credit_trainers_agency BEFORE INSERT ON occurrence_trainer FOR EACH ROW EXECUTE FUNCTION credit_trainers_agency()`

const DOWN = [
  `DROP TRIGGER credit_trainers_agency ON occurrence_trainer`,
  `DROP FUNCTION credit_trainers_agency`,
  `ALTER TABLE "topic" DROP COLUMN "priority_years", DROP COLUMN "version", DROP COLUMN "retired"`,
  `ALTER TABLE "provider" DROP COLUMN "version", DROP COLUMN "retired"`,
  `ALTER TABLE "occurrence_trainer" DROP COLUMN "agency_id"`,
  `DROP TABLE "trainer_absence"`,
  `DROP TABLE "trainer_course"`,
  `ALTER TABLE "trainer" DROP COLUMN "version", DROP COLUMN "weekdays", DROP COLUMN "any_course"`,
  `ALTER TABLE "occurrence" DROP COLUMN "room_id"`,
  `DROP TABLE "venue_room"`,
  `ALTER TABLE "venue" DROP COLUMN "version", DROP COLUMN "retired", DROP COLUMN "features"`,
]

/** Rooms and access of venues, what trainers may deliver and when they cannot, topics that are a priority in some years. */
export class Catalogue1764600170000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...UP, CREDIT]) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement)
  }
}
