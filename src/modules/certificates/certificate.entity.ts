import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Course } from '../courses/course.entity.js'
import { Person } from '../people/person.entity.js'
import { LearningRecord } from '../records/learning-record.entity.js'
import type { WithdrawnWhy } from './rules/standing.js'

/**
 * What somebody is given for a learning record: what it says is written down when it is issued and never changed; only who may see the
 * name is its holder's to change, and withdrawing it. One stands for a record at a time, whatever the code does.
 */
@Entity('certificate')
@Index('uq_certificate_number', ['number'], { unique: true })
@Index('uq_certificate_live', ['learningRecordId'], { unique: true, where: 'withdrawn_at IS NULL' })
@Index('ix_certificate_learning_record_id', ['learningRecordId'])
@Index('ix_certificate_orphaned', ['id'], { where: 'learning_record_id IS NULL AND withdrawn_at IS NULL' })
@Index('ix_certificate_person_id', ['personId'])
@Index('ix_certificate_course_id', ['courseId'])
@Index('uq_certificate_replaces_id', ['replacesId'], { unique: true })
@Check('ck_certificate_how', `how IN ('attended', 'e-learning')`)
@Check('ck_certificate_withdrawn', `(withdrawn_at IS NULL) = (withdrawn_why IS NULL)`)
@Check('ck_certificate_withdrawn_why', `withdrawn_why IN ('register', 'record', 'administrator', 'replaced', 'erased')`)
@Check('ck_certificate_administrator', `withdrawn_why <> 'administrator' OR (withdrawn_reason <> '' AND withdrawn_by_id IS NOT NULL)`)
export class Certificate {
  @PrimaryColumn('uuid') id: string
  /** `GC-7K3M-9QXR-4T`, see rules/number.ts. */
  @Column('text') number: string
  /** null: the record was taken back, and the certificate with it. */
  @ManyToOne(() => LearningRecord, { onDelete: 'SET NULL' }) @JoinColumn() learningRecord?: Relation<LearningRecord> | null
  @Column('uuid', { nullable: true }) learningRecordId: string | null
  /** What wrote the record, such as `booking:<id>`: says why it is gone when it is. */
  @Column('text', { nullable: true }) source: string | null
  @ManyToOne(() => Person) @JoinColumn() person?: Relation<Person>
  @Column('uuid') personId: string
  @ManyToOne(() => Course) @JoinColumn() course?: Relation<Course>
  @Column('uuid') courseId: string
  @Column('text') name: string
  @Column('text') courseTitle: string
  @Column('smallint', { nullable: true }) level: number | null
  @Column('text', { nullable: true }) provider: string | null
  @Column('text') partnership: string
  /** How long its sessions were together; null: nobody knows. */
  @Column('int', { nullable: true }) minutes: number | null
  @Column('date') completedOn: string
  @Column('text') how: 'attended' | 'e-learning'
  @Column('date', { nullable: true }) validUntil: string | null
  @Column('timestamptz') issuedAt: Date
  /** Its holder agreed that whoever checks it sees the whole name; else the initials. */
  @Column('boolean', { default: false }) nameShown: boolean
  @ManyToOne(() => Certificate) @JoinColumn() replaces?: Relation<Certificate> | null
  @Column('uuid', { nullable: true }) replacesId: string | null
  @Column('timestamptz', { nullable: true }) withdrawnAt: Date | null
  @Column('text', { nullable: true }) withdrawnWhy: WithdrawnWhy | null
  /** An administrator's words. */
  @Column('text', { default: '' }) withdrawnReason: string
  @ManyToOne(() => Person) @JoinColumn() withdrawnBy?: Relation<Person> | null
  @Column('uuid', { nullable: true }) withdrawnById: string | null
}
