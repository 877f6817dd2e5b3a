import { Column, Entity, PrimaryColumn } from 'typeorm'

/**
 * What was counted in one London month: of the whole (`dimension` and `key` empty), of a course, or of an agency group, to which no places
 * belong. Written anew each night from the rows; dashboards read it, and whoever needs the figures of this minute counts the rows.
 */
@Entity('figures_rollup')
export class FiguresRollup {
  /** `2026-03`. */
  @PrimaryColumn('text') month: string
  @PrimaryColumn('text') dimension: '' | 'course' | 'agency-group'
  /** The course's key, or that of the agency group. */
  @PrimaryColumn('text') key: string
  @Column('text') name: string
  @Column('int') eventOccurrences: number
  @Column('int') placesOffered: number
  @Column('int') bookings: number
  @Column('int') cancellations: number
  @Column('int') attended: number
  @Column('int') completed: number
  @Column('int') noShows: number
  @Column('int') walkIns: number
  /** Different people behind it in this month; not to be added up over months. */
  @Column('int') people: number
  /** When it was counted. */
  @Column('timestamptz') asOf: Date
}
