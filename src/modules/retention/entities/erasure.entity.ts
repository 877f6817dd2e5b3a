import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from '../../people/person.entity.js'

/** That somebody asked to be erased, or was; what they and the desk wrote about it is emptied when it is done. */
@Entity('erasure')
@Index('uq_erasure_asked', ['personId'], { unique: true, where: `state = 'asked'` })
@Index('uq_erasure_done', ['personId'], { unique: true, where: `state = 'done'` })
@Index('ix_erasure_person_id', ['personId'])
@Index('ix_erasure_asked_at', ['askedAt'])
@Check('ck_erasure_state', `state IN ('asked', 'done', 'refused', 'taken back')`)
@Check('ck_erasure_decided', `(state = 'asked') = (decided_at IS NULL)`)
@Check('ck_erasure_reason', `state <> 'refused' OR reason <> ''`)
export class Erasure {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => Person) @JoinColumn() person?: Relation<Person>
  @Column('uuid') personId: string
  @Column('text') state: 'asked' | 'done' | 'refused' | 'taken back'
  @Column('timestamptz') askedAt: Date
  @Column('text', { default: '' }) words: string
  @Column('text', { default: '' }) reason: string
  @Column('timestamptz', { nullable: true }) decidedAt: Date | null
  /** null with `done`: the account had not been used for as long as the desk keeps such accounts. */
  @ManyToOne(() => Person) @JoinColumn() decidedBy?: Relation<Person> | null
  @Column('uuid', { nullable: true }) decidedById: string | null
}
