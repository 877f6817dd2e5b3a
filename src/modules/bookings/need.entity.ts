import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Booking } from './booking.entity.js'

/** Access and dietary needs for one booking: apart from it, because only that occurrence's trainers and the administrators may read them. */
@Entity('need')
export class Need {
  @PrimaryColumn('uuid') bookingId: string
  @ManyToOne(() => Booking, { onDelete: 'CASCADE' }) @JoinColumn() booking?: Relation<Booking>
  @Column('text', { default: '' }) access: string
  @Column('text', { default: '' }) dietary: string
}
