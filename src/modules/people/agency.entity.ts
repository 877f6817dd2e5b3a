import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** Of what an agency wants its line managers told. */
export const COPIES = ['confirmation', 'cancellation', 'no-show'] as const
export type Copy = (typeof COPIES)[number]

/** An organisation that sends delegates. `agencyGroup` is the sector that reports use ("Local authority", "Health" ...). */
@Entity('agency')
@Index('uq_agency_key', ['key'], { unique: true })
@Check('ck_agency_copies', `copies <@ ARRAY['confirmation', 'cancellation', 'no-show']`)
export class Agency {
  @PrimaryColumn('uuid') id: string
  @Column('text') key: string
  @Column('text') name: string
  @Column('text') agencyGroup: string
  /** Shown in the list at registration. */
  @Column('boolean', { default: true }) listed: boolean
  /** Its people's line managers approve each booking first. */
  @Column('boolean', { default: false }) needsApproval: boolean
  /** Its training leads may approve in the place of line managers. */
  @Column('boolean', { default: false }) leadsApprove: boolean
  @Column('text', { array: true, default: '{}' }) copies: Copy[]
  /** Counts up with each change; a form that was opened before another's change is told so. */
  @Column('int', { default: 1 }) version: number
}
