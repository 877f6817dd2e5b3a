import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Venue } from '../venue.entity.js'

/** A room of a venue. One that a date was held in is never taken away, only retired; its name may be used again. */
@Entity('venue_room')
@Index('uq_venue_room_name', ['venueId', 'name'], { unique: true, where: 'NOT retired' })
@Index('ix_venue_room_venue_id', ['venueId'])
@Check('ck_venue_room_capacity', `capacity > 0`)
export class VenueRoom {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => Venue, { onDelete: 'CASCADE' }) @JoinColumn() venue?: Relation<Venue>
  @Column('uuid') venueId: string
  @Column('text') name: string
  @Column('int', { nullable: true }) capacity: number | null
  @Column('int', { default: 0 }) position: number
  @Column('boolean', { default: false }) retired: boolean
}
