import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Places of a date kept for one agency until a day. */
export class ReservedPlaces1764600260000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "reserved_places"')
  }
}

const UP = [
  `CREATE TABLE "reserved_places" ("id" uuid NOT NULL, "occurrence_id" uuid NOT NULL, "agency_id" uuid NOT NULL, "places" integer NOT NULL, "unused" integer NOT NULL, "returns_at" TIMESTAMP WITH TIME ZONE NOT NULL, "returned_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "ck_reserved_places_returned" CHECK (returned_at IS NULL OR unused = 0), CONSTRAINT "ck_reserved_places_unused" CHECK (places > 0 AND unused BETWEEN 0 AND places), CONSTRAINT "pk_reserved_places" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "uq_reserved_places_open" ON "reserved_places" ("occurrence_id", "agency_id") WHERE returned_at IS NULL`,
  `CREATE INDEX "ix_reserved_places_occurrence_id" ON "reserved_places" ("occurrence_id")`,
  `CREATE INDEX "ix_reserved_places_agency_id" ON "reserved_places" ("agency_id")`,
  `CREATE INDEX "ix_reserved_places_returns_at" ON "reserved_places" ("returns_at") WHERE returned_at IS NULL`,
  `ALTER TABLE "reserved_places" ADD CONSTRAINT "fk_reserved_places_occurrence_id" FOREIGN KEY ("occurrence_id") REFERENCES "occurrence"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "reserved_places" ADD CONSTRAINT "fk_reserved_places_agency_id" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  // How many are unused follows from the bookings, which are watched.
  `SELECT audit_watch('reserved_places', '{unused}', part => 'it.occurrence_id')`,
]
