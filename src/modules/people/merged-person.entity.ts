import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from './person.entity.js'

/**
 * An account that became part of another one of the same person (docs/decisions/0019). Its own row is gone; what is left says where to look,
 * and knows again whoever signs in with the address that was given up. Neither a name nor an address stands here.
 */
@Entity('merged_person')
@Index('ix_merged_person_into_id', ['intoId'])
@Index('ix_merged_person_merged_by_id', ['mergedById'])
@Index('ix_merged_person_address_hash', ['addressHash'])
export class MergedPerson {
  /** The id that the account had. */
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => Person) @JoinColumn() into?: Relation<Person>
  @Column('uuid') intoId: string
  /** The key that it was imported under. */
  @Column('text', { nullable: true }) key: string | null
  /** Of the address that was given up, made with the settings' secret: the table alone tells nobody which it was. */
  @Column('text') addressHash: string
  /** The password that went with that address: only who knows it is told what became of the account. */
  @Column('text', { nullable: true }) passwordHash: string | null
  @Column('timestamptz') mergedAt: Date
  @ManyToOne(() => Person) @JoinColumn() mergedBy?: Relation<Person>
  @Column('uuid') mergedById: string
}
