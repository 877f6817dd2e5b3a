import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from '../people/person.entity.js'
import { SigningKey } from './signing-key.entity.js'

/** A person's whole training record as it stood when they asked for it, signed. */
@Entity('transcript')
@Index('uq_transcript_number', ['number'], { unique: true })
@Index('uq_transcript_open', ['personId', 'digest'], { unique: true, where: 'closed_at IS NULL' })
@Index('ix_transcript_person_id', ['personId'])
export class Transcript {
  @PrimaryColumn('uuid') id: string
  @Column('text') number: string
  @ManyToOne(() => Person) @JoinColumn() person?: Relation<Person>
  @Column('uuid') personId: string
  /** What was signed, byte for byte (JSON, see rules/transcript-content.ts). */
  @Column('text') content: string
  /** SHA-256 of `content`, in hexadecimal. */
  @Column('text') digest: string
  /** Ed25519 over `content`, base64url. */
  @Column('text') signature: string
  @ManyToOne(() => SigningKey) @JoinColumn() key?: Relation<SigningKey>
  @Column('uuid') keyId: string
  @Column('timestamptz') madeAt: Date
  @ManyToOne(() => Person) @JoinColumn() madeBy?: Relation<Person>
  @Column('uuid') madeById: string
  /** Its holder no longer lets it be checked. */
  @Column('timestamptz', { nullable: true }) closedAt: Date | null
}
