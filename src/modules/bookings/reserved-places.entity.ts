import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Occurrence } from '../courses/occurrence.entity.js'
import { Agency } from '../people/agency.entity.js'

/**
 * Places of a date kept for the people of one agency until a day. While they are unused they count in the occurrence's `held`, so that
 * whoever asks for free places is told the truth without knowing of them.
 */
@Entity('reserved_places')
@Index('uq_reserved_places_open', ['occurrenceId', 'agencyId'], { unique: true, where: 'returned_at IS NULL' })
@Index('ix_reserved_places_agency_id', ['agencyId'])
@Index('ix_reserved_places_occurrence_id', ['occurrenceId'])
@Index('ix_reserved_places_returns_at', ['returnsAt'], { where: 'returned_at IS NULL' })
@Check('ck_reserved_places_unused', 'places > 0 AND unused BETWEEN 0 AND places')
@Check('ck_reserved_places_returned', 'returned_at IS NULL OR unused = 0')
export class ReservedPlaces {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => Occurrence) @JoinColumn() occurrence?: Relation<Occurrence>
  @Column('uuid') occurrenceId: string
  @ManyToOne(() => Agency) @JoinColumn() agency?: Relation<Agency>
  @Column('uuid') agencyId: string
  @Column('int') places: number
  @Column('int') unused: number
  @Column('timestamptz') returnsAt: Date
  /** When what was unused went back to everybody. */
  @Column('timestamptz', { nullable: true }) returnedAt: Date | null
}
