import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The figures by month, which the dashboards read. */
export class FiguresRollup1764600020010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "figures_rollup" ("month" text NOT NULL, "dimension" text NOT NULL, "key" text NOT NULL, "name" text NOT NULL,
        "event_occurrences" integer NOT NULL, "places_offered" integer NOT NULL, "bookings" integer NOT NULL,
        "cancellations" integer NOT NULL, "attended" integer NOT NULL, "completed" integer NOT NULL, "no_shows" integer NOT NULL,
        "walk_ins" integer NOT NULL, "people" integer NOT NULL, "as_of" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "pk_figures_rollup" PRIMARY KEY ("month", "dimension", "key"))`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "figures_rollup"`)
  }
}
