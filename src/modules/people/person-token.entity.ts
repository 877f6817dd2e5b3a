import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from './person.entity.js'

/** A secret that stands for a person: in a mailed link (`confirm`, `reset`) or as a Bearer token of the API (`api`). Only its hash is kept. */
@Entity('person_token')
@Index('ix_person_token_person_id', ['personId'])
@Index('ix_person_token_expires', ['expiresAt'])
export class PersonToken {
  /** SHA-256 of the secret, in hexadecimal. */
  @PrimaryColumn('text') hash: string
  @Column('text') kind: 'confirm' | 'reset' | 'api'
  @ManyToOne(() => Person, { onDelete: 'CASCADE' }) @JoinColumn() person?: Relation<Person>
  @Column('uuid') personId: string
  /** The address that a mailed link went to: it confirms no other. */
  @Column('text', { nullable: true }) email: string | null
  @Column('timestamptz') expiresAt: Date
  @Column('timestamptz', { nullable: true }) usedAt: Date | null
}
