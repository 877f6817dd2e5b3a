import { Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from '../../people/person.entity.js'

/** A person's calendar feed, opened by a secret address; without a row they have none. A new nonce makes the old address open nothing. */
@Entity('calendar_feed')
@Index('uq_calendar_feed_secret', ['secretHash'], { unique: true })
export class CalendarFeed {
  @PrimaryColumn('uuid') personId: string
  @OneToOne(() => Person, { onDelete: 'CASCADE' }) @JoinColumn() person?: Relation<Person>
  /** Makes the secret together with the settings' own: alone it opens nothing. */
  @Column('text') nonce: string
  /** SHA-256 of the secret, in hexadecimal. */
  @Column('text') secretHash: string
  @Column('timestamptz') madeAt: Date
}
