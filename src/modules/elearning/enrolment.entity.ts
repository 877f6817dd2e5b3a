import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Course } from '../courses/course.entity.js'
import { Agency } from '../people/agency.entity.js'
import { Person } from '../people/person.entity.js'

/** A person on an e-learning course: signed up, in progress once `startedAt` is set, completed once `completedAt` is. */
@Entity('enrolment')
@Index('uq_enrolment_key', ['key'], { unique: true })
@Index('ix_enrolment_person_id', ['personId'])
@Index('ix_enrolment_signed_up_at', ['signedUpAt'])
@Index('ix_enrolment_course_id', ['courseId'])
export class Enrolment {
  @PrimaryColumn('uuid') id: string
  @Column('text', { nullable: true }) key: string | null
  @ManyToOne(() => Course) @JoinColumn() course?: Relation<Course>
  @Column('uuid') courseId: string
  @ManyToOne(() => Person) @JoinColumn() person?: Relation<Person>
  @Column('uuid') personId: string
  /** Whom the person worked for then: credit in the figures goes there. */
  @ManyToOne(() => Agency) @JoinColumn() agency?: Relation<Agency> | null
  @Column('uuid', { nullable: true }) agencyId: string | null
  @Column('timestamptz') signedUpAt: Date
  @Column('timestamptz', { nullable: true }) startedAt: Date | null
  @Column('timestamptz', { nullable: true }) completedAt: Date | null
}
