import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** What people ask of a venue before they come; more is said in words. */
export const FEATURES = [
  'step-free',
  'accessible toilet',
  'hearing loop',
  'lift',
  'blue badge parking',
  'parking',
  'public transport',
  'quiet room',
  'prayer room',
  'refreshments',
] as const
export type Feature = (typeof FEATURES)[number]

/** A place where people come together; online links stand on the occurrence. */
@Entity('venue')
@Index('uq_venue_key', ['key'], { unique: true })
@Check(
  'ck_venue_features',
  `features <@ ARRAY['step-free', 'accessible toilet', 'hearing loop', 'lift', 'blue badge parking', 'parking', 'public transport', 'quiet room', 'prayer room', 'refreshments']`,
)
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
  @Column('text', { array: true, default: '{}' }) features: Feature[]
  /** No longer offered for new dates; what was held there stays. */
  @Column('boolean', { default: false }) retired: boolean
  /** Counts up with each change; a form that was opened before another's change is told so. */
  @Column('int', { default: 1 }) version: number
}
