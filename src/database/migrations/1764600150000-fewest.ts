import type { MigrationInterface, QueryRunner } from 'typeorm'

/** With how few people a course is still held. */
export class Fewest1764600150000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "course" ADD "fewest" integer NOT NULL DEFAULT 6`)
    await runner.query(`ALTER TABLE "course" ADD CONSTRAINT "ck_course_fewest" CHECK (fewest >= 0)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "course" DROP CONSTRAINT "ck_course_fewest"`)
    await runner.query(`ALTER TABLE "course" DROP COLUMN "fewest"`)
  }
}
