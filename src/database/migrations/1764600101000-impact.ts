import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What readers make of the answers: the themes they give them, and the words they choose to quote. */
export class Impact1764600101000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['impact_statement', 'answer_tag']) await runner.query(`DROP TABLE "${table}"`)
  }
}

const MOMENT = 'TIMESTAMP WITH TIME ZONE'
const key = (table: string, column: string, to: string, of: string, gone: string) =>
  `ALTER TABLE "${table}" ADD CONSTRAINT "fk_${table}_${column}" FOREIGN KEY ("${column}") REFERENCES "${to}"("${of}") ON DELETE ${gone} ON UPDATE NO ACTION`

const UP = [
  `CREATE TABLE "answer_tag" ("invitation_id" uuid NOT NULL, "question_key" text NOT NULL, "tag" text NOT NULL, "tagged_by_id" uuid NOT NULL,
     "tagged_at" ${MOMENT} NOT NULL, CONSTRAINT "pk_answer_tag" PRIMARY KEY ("invitation_id", "question_key", "tag"))`,
  `ALTER TABLE "answer_tag" ADD CONSTRAINT "ck_answer_tag_tag" CHECK (tag <> '' AND length(tag) <= 40)`,
  `CREATE INDEX "ix_answer_tag_tag" ON "answer_tag" ("tag")`,
  key('answer_tag', 'invitation_id', 'evaluation_answer', 'invitation_id', 'CASCADE'),
  key('answer_tag', 'tagged_by_id', 'person', 'id', 'NO ACTION'),
  `CREATE TABLE "impact_statement" ("invitation_id" uuid NOT NULL, "question_key" text NOT NULL, "words" text NOT NULL, "chosen_by_id" uuid NOT NULL,
     "chosen_at" ${MOMENT} NOT NULL, CONSTRAINT "pk_impact_statement" PRIMARY KEY ("invitation_id", "question_key"))`,
  `ALTER TABLE "impact_statement" ADD CONSTRAINT "ck_impact_statement_words" CHECK (words <> '')`,
  `CREATE INDEX "ix_impact_statement_chosen_at" ON "impact_statement" ("chosen_at")`,
  key('impact_statement', 'invitation_id', 'evaluation_answer', 'invitation_id', 'CASCADE'),
  key('impact_statement', 'chosen_by_id', 'person', 'id', 'NO ACTION'),
]
