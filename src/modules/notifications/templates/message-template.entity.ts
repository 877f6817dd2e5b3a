import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

/** The words of a kind of message as an administrator changed them: each change is a row, and the highest version counts. */
@Entity('message_template')
@Check('ck_message_template_version', `version >= 1`)
@Check('ck_message_template_words', `words LIKE 'Subject: %' AND length(words) <= 12000`)
export class MessageTemplate {
  @PrimaryColumn('text') kind: string
  @PrimaryColumn('int') version: number
  /** As in the shipped files: `Subject: ...`, an empty line, the text. null: back to the shipped words. */
  @Column('text', { nullable: true }) words: string | null
  @Column('timestamptz') changedAt: Date
  @Column('uuid') changedBy: string
  /** As they were called then. */
  @Column('text') changedByName: string
}
