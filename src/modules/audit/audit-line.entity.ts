import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm'

/** Who did what to whom, when, from where, before and after. Written by triggers, read at the desk, changed by nobody. */
@Entity('audit')
@Index('ix_audit_at', ['at'])
@Index('ix_audit_about_id', ['aboutId', 'id'])
@Index('ix_audit_actor_id', ['actorId', 'id'], { where: 'actor_id IS DISTINCT FROM about_id' })
@Index('ix_audit_subject', ['subject', 'id'])
@Index('ix_audit_row_id', ['rowId', 'id'])
@Index('ix_audit_part_of', ['partOf', 'id'])
export class AuditLine {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string
  @Column('timestamptz') at: Date
  /** The person, also when there is no such account any more. */
  @Column('uuid', { nullable: true }) actorId: string | null
  /** `person`, `visitor`, `job:<name>`, `lane`, `import`, `setup`, or `database`: done past the product. */
  @Column('text') actor: string
  @Column('text', { nullable: true }) address: string | null
  @Column('text', { nullable: true }) route: string | null
  @Column('uuid', { nullable: true }) requestId: string | null
  /** The table. */
  @Column('text') subject: string
  /** Its key as text; several columns are parted by commas. Null: many rows, counted. */
  @Column('text', { nullable: true }) rowId: string | null
  @Column('uuid', { nullable: true }) partOf: string | null
  @Column('uuid', { nullable: true }) aboutId: string | null
  /** added, changed, removed, emptied; of the audit itself looked at, forgotten, let go. */
  @Column('text') action: string
  @Column('int', { nullable: true }) counted: number | null
  /** By column; of a change only what changed. */
  @Column('jsonb', { nullable: true }) before: Record<string, unknown> | null
  @Column('jsonb', { nullable: true }) after: Record<string, unknown> | null
}
