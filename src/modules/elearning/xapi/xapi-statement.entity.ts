import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from '../../people/person.entity.js'
import { Enrolment } from '../enrolment.entity.js'
import type { Statement, StatementVerb } from './rules/statement.js'

/**
 * One xAPI statement, written with the completion, pass or failure that it tells of and never changed since; beside it, where it stands on
 * its way to an outside store, which the statement itself does not know.
 */
@Entity('xapi_statement')
@Index('uq_xapi_statement_source', ['source'], { unique: true })
@Index('ix_xapi_statement_stored', ['storedAt', 'id'])
@Index('ix_xapi_statement_enrolment_id', ['enrolmentId'])
@Index('ix_xapi_statement_person_id', ['personId', 'storedAt'])
@Index('ix_xapi_statement_activity', ['activity', 'storedAt'])
@Index('ix_xapi_statement_due', ['alone', 'tryAt'], { where: `state = 'due'` })
@Index('ix_xapi_statement_refused', ['storedAt'], { where: `state = 'refused'` })
@Check('ck_xapi_statement_verb', `verb IN ('completed', 'passed', 'failed')`)
@Check('ck_xapi_statement_state', `state IN ('due', 'sent', 'refused')`)
@Check('ck_xapi_statement_sent', `(sent_at IS NOT NULL) = (state = 'sent')`)
@Check('ck_xapi_statement_refused', `state <> 'refused' OR outcome IS NOT NULL`)
export class XapiStatement {
  @PrimaryColumn('uuid') id: string
  /** What it tells of, so that it is told once: `<enrolment>:completed`, `<enrolment>:passed`, `<enrolment>:failed:<which try>`. */
  @Column('text') source: string
  @ManyToOne(() => Enrolment) @JoinColumn() enrolment?: Relation<Enrolment>
  @Column('uuid') enrolmentId: string
  @ManyToOne(() => Person) @JoinColumn() person?: Relation<Person>
  @Column('uuid') personId: string
  @Column('text') verb: StatementVerb
  /** The address that stands for the course in statements. */
  @Column('text') activity: string
  @Column('jsonb') statement: Statement
  @Column('timestamptz') storedAt: Date
  /** `due` also while no outside store is set up: whoever sets one up later finds everything there. */
  @Column('text', { default: 'due' }) state: 'due' | 'sent' | 'refused'
  /** When it may be tried next; while it is claimed, when the claim runs out. */
  @Column('timestamptz') tryAt: Date
  @Column('int', { default: 0 }) attempts: number
  /** It goes in no batch any more: one that it was in was refused, and the others are not to suffer. */
  @Column('boolean', { default: false }) alone: boolean
  @Column('uuid', { nullable: true }) claim: string | null
  /** What the outside store said last. */
  @Column('text', { nullable: true }) outcome: string | null
  @Column('timestamptz', { nullable: true }) sentAt: Date | null
}
