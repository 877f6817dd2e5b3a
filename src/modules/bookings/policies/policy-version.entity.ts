import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { CancellationPolicy } from '../../courses/cancellation-policy.entity.js'
import { Person } from '../../people/person.entity.js'

/** A policy as it stood from a moment on, never changed again: bookings keep theirs. The database adds one with each change of a policy. */
@Entity('policy_version')
export class PolicyVersion {
  @ManyToOne(() => CancellationPolicy) @JoinColumn() policy?: Relation<CancellationPolicy>
  @PrimaryColumn('uuid') policyId: string
  @PrimaryColumn('int') number: number
  @Column('text') name: string
  @Column('jsonb') definition: Record<string, unknown>
  @Column('timestamptz') madeAt: Date
  @ManyToOne(() => Person) @JoinColumn() madeBy?: Relation<Person> | null
  /** Null: an import, or what was there before versions were kept. */
  @Column('uuid', { nullable: true }) madeById: string | null
}
