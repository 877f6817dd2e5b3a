import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Agency } from '../people/agency.entity.js'
import { Booking } from './booking.entity.js'
import { ChargeExport } from './charge-export.entity.js'
import { Person } from '../people/person.entity.js'

/**
 * What an agency owes for a late cancellation or a no-show: proposed by rule, then confirmed or waived with a reason. What finance was told
 * of (`exportId`) is not waived but credited, and a later export (`creditExportId`) says so.
 */
@Entity('charge')
@Index('uq_charge_booking_kind', ['bookingId', 'kind'], { unique: true })
@Index('ix_charge_agency_id', ['agencyId'])
@Index('ix_charge_state', ['state', 'proposedAt', 'id'])
@Index('ix_charge_to_settle', ['bookingId'], { where: `refilled IS NULL AND kind = 'late cancellation'` })
@Index('ix_charge_export_id', ['exportId'])
@Index('ix_charge_credit_export_id', ['creditExportId'])
@Check('ck_charge_state', `state IN ('proposed', 'confirmed', 'waived', 'credited')`)
@Check('ck_charge_kind', `kind IN ('late cancellation', 'no-show')`)
@Check('ck_charge_exported', `export_id IS NULL OR state IN ('confirmed', 'credited')`)
@Check('ck_charge_credited', `state <> 'credited' OR export_id IS NOT NULL`)
@Check('ck_charge_credit_export', `credit_export_id IS NULL OR state = 'credited'`)
@Check('ck_charge_pence', `pence > 0`)
export class Charge {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => Booking) @JoinColumn() booking?: Relation<Booking>
  @Column('uuid') bookingId: string
  @ManyToOne(() => Agency) @JoinColumn() agency?: Relation<Agency> | null
  @Column('uuid', { nullable: true }) agencyId: string | null
  @Column('text') kind: 'late cancellation' | 'no-show'
  @Column('int') pence: number
  @Column('text', { default: 'proposed' }) state: 'proposed' | 'confirmed' | 'waived' | 'credited'
  /** In words, how the policy came to the amount. */
  @Column('text', { default: '' }) why: string
  @Column('timestamptz') proposedAt: Date
  /** Who decided and when, and the reason in words; without a person: the rules did. */
  @Column('timestamptz', { nullable: true }) decidedAt: Date | null
  @ManyToOne(() => Person) @JoinColumn() decidedBy?: Relation<Person> | null
  @Column('uuid', { nullable: true }) decidedById: string | null
  @Column('text', { default: '' }) reason: string
  /** Where what the reason rests on can be found: a letter, a mail, a reference. */
  @Column('text', { default: '' }) evidence: string
  /** Whether somebody took the place after all, and by which booking; null: the occurrence has not begun, or there was no place to refill. */
  @Column('boolean', { nullable: true }) refilled: boolean | null
  @Column('text', { default: '' }) refilledBy: string
  @ManyToOne(() => ChargeExport) @JoinColumn() export?: Relation<ChargeExport> | null
  @Column('uuid', { nullable: true }) exportId: string | null
  @ManyToOne(() => ChargeExport) @JoinColumn() creditExport?: Relation<ChargeExport> | null
  @Column('uuid', { nullable: true }) creditExportId: string | null
}
