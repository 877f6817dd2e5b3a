import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A place where people come together; online links stand on the occurrence. */
@Entity('venue')
@Index('uq_venue_key', ['key'], { unique: true })
export class Venue {
  @PrimaryColumn('uuid') id: string
  @Column('text') key: string
  @Column('text') name: string
  @Column('text', { default: '' }) address: string
  @Column('text', { default: '' }) postcode: string
  @Column('int', { nullable: true }) capacity: number | null
  /** Step-free way in, hearing loop, parking ... in words. */
  @Column('text', { default: '' }) access: string
  @Column('text', { default: '' }) mapUrl: string
}
