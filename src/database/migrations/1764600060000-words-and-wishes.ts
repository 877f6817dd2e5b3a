import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The words of mails as administrators changed them, and what people want to be sent. */
export class WordsAndWishes1764600060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "message_preference"')
    await runner.query('DROP TABLE "message_template"')
  }
}

const UP = [
  `CREATE TABLE "message_template" ("kind" text NOT NULL, "version" integer NOT NULL, "words" text,
     "changed_at" TIMESTAMP WITH TIME ZONE NOT NULL, "changed_by" uuid NOT NULL, "changed_by_name" text NOT NULL,
     CONSTRAINT "pk_message_template" PRIMARY KEY ("kind", "version"),
     CONSTRAINT "ck_message_template_version" CHECK (version >= 1),
     CONSTRAINT "ck_message_template_words" CHECK (words LIKE 'Subject: %' AND length(words) <= 12000))`,
  `CREATE TABLE "message_preference" ("person_id" uuid NOT NULL, "topic" text NOT NULL, "wanted" boolean NOT NULL,
     "changed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
     CONSTRAINT "pk_message_preference" PRIMARY KEY ("person_id", "topic"),
     CONSTRAINT "fk_message_preference_person_id" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE,
     CONSTRAINT "ck_message_preference_topic" CHECK (topic IN ('newsletter', 'suggestions')))`,
]
