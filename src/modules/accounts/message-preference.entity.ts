import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import type { Topic } from '../notifications/wanted.writer.js'
import { Person } from '../people/person.entity.js'

/** What a person said about mails that can be turned off. Without a row a topic is as it comes: the newsletter off, suggestions on. */
@Entity('message_preference')
@Check('ck_message_preference_topic', `topic IN ('newsletter', 'suggestions')`)
export class MessagePreference {
  @PrimaryColumn('uuid') personId: string
  @ManyToOne(() => Person, { onDelete: 'CASCADE' }) @JoinColumn() person?: Relation<Person>
  @PrimaryColumn('text') topic: Topic
  @Column('boolean') wanted: boolean
  @Column('timestamptz') changedAt: Date
}
