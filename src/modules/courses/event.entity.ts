import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Course } from './course.entity.js'

/** A course put on the programme in one go, with one or more occurrences to choose from. */
@Entity('event')
@Index('uq_event_key', ['key'], { unique: true })
@Index('ix_event_course_id', ['courseId'])
export class Event {
  @PrimaryColumn('uuid') id: string
  @Column('text') key: string
  @ManyToOne(() => Course) @JoinColumn() course?: Relation<Course>
  @Column('uuid') courseId: string
}
