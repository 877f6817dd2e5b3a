import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** An organisation that sends delegates. `agencyGroup` is the sector that reports use ("Local authority", "Health" ...). */
@Entity('agency')
@Index('uq_agency_key', ['key'], { unique: true })
export class Agency {
  @PrimaryColumn('uuid') id: string
  @Column('text') key: string
  @Column('text') name: string
  @Column('text') agencyGroup: string
  /** Shown in the list at registration. */
  @Column('boolean', { default: true }) listed: boolean
}
