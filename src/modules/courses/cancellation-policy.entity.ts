import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** How late is late, and what it costs: data, never code. The form of `definition` is in docs/rules.md; bookings' rules read it. */
@Entity('cancellation_policy')
@Index('uq_cancellation_policy_key', ['key'], { unique: true })
export class CancellationPolicy {
  @PrimaryColumn('uuid') id: string
  @Column('text') key: string
  @Column('text') name: string
  @Column('jsonb') definition: Record<string, unknown>
  /** Counted up by the database with each change; each version is kept, and bookings keep the one they were made under. */
  @Column('int', { default: 1 }) version: number
}
