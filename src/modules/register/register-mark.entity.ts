import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Session } from '../courses/session.entity.js'
import { Person } from '../people/person.entity.js'
import { Booking } from '../bookings/booking.entity.js'

/** One tap in the register: how one person was there at one session. */
@Entity('register_mark')
@Index('ix_register_mark_session_id', ['sessionId'])
@Check('ck_register_mark_mark', `mark IN ('present', 'late', 'left early', 'absent')`)
export class RegisterMark {
  @PrimaryColumn('uuid') bookingId: string
  @PrimaryColumn('uuid') sessionId: string
  @ManyToOne(() => Booking, { onDelete: 'CASCADE' }) @JoinColumn() booking?: Relation<Booking>
  @ManyToOne(() => Session, { onDelete: 'CASCADE' }) @JoinColumn() session?: Relation<Session>
  @Column('text') mark: 'present' | 'late' | 'left early' | 'absent'
  @Column('timestamptz') markedAt: Date
  @ManyToOne(() => Person) @JoinColumn() markedBy?: Relation<Person>
  @Column('uuid') markedById: string
}
