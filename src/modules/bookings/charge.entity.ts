import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Agency } from '../people/agency.entity.js'
import { Booking } from './booking.entity.js'

/** What an agency owes for a late cancellation or a no-show: proposed by rule, then confirmed or waived with a reason. */
@Entity('charge')
@Index('uq_charge_booking_kind', ['bookingId', 'kind'], { unique: true })
@Index('ix_charge_agency_id', ['agencyId'])
@Check('ck_charge_pence', `pence > 0`)
export class Charge {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => Booking) @JoinColumn() booking?: Relation<Booking>
  @Column('uuid') bookingId: string
  @ManyToOne(() => Agency) @JoinColumn() agency?: Relation<Agency> | null
  @Column('uuid', { nullable: true }) agencyId: string | null
  @Column('text') kind: 'late cancellation' | 'no-show'
  @Column('int') pence: number
  @Column('text', { default: 'proposed' }) state: 'proposed' | 'confirmed' | 'waived'
  /** In words, how the policy came to the amount. */
  @Column('text', { default: '' }) why: string
  @Column('timestamptz') proposedAt: Date
}
