import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Training leads who approve for line managers, and line managers who find their team. */
export class Agencies1764600220000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "agency" ADD "leads_approve" boolean NOT NULL DEFAULT false`)
    await runner.query(`UPDATE "person" SET "manager_email" = lower("manager_email") WHERE "manager_email" <> lower("manager_email")`)
    await runner.query(`UPDATE "person" SET "deputy_email" = lower("deputy_email") WHERE "deputy_email" <> lower("deputy_email")`)
    await runner.query(`CREATE INDEX "ix_person_manager_email" ON "person" ("manager_email")`)
    await runner.query(`CREATE INDEX "ix_person_deputy_email" ON "person" ("deputy_email")`)
    await runner.query(`CREATE INDEX "ix_approval_manager_email" ON "approval" ("manager_email") WHERE state = 'open'`)
    await runner.query(`CREATE INDEX "ix_approval_deputy_email" ON "approval" ("deputy_email") WHERE state = 'open'`)
    await runner.query(
      `CREATE INDEX "ix_evaluation_invitation_manager_email" ON "evaluation_invitation" ("manager_email") WHERE state = 'asked'`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "ix_evaluation_invitation_manager_email"`)
    await runner.query(`DROP INDEX "ix_approval_deputy_email"`)
    await runner.query(`DROP INDEX "ix_approval_manager_email"`)
    await runner.query(`DROP INDEX "ix_person_deputy_email"`)
    await runner.query(`DROP INDEX "ix_person_manager_email"`)
    await runner.query(`ALTER TABLE "agency" DROP COLUMN "leads_approve"`)
  }
}
