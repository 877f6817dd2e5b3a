import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

export type ImportState = 'collecting' | 'checking' | 'checked' | 'refused' | 'loading' | 'loaded'

/** One import made at the desk. There is at most one under way: whoever opens the page sees the same. */
@Entity('import_run')
@Index('uq_import_run_open', ['open'], { unique: true, where: 'open' })
@Index('ix_import_run_begun_at', ['begunAt'])
@Check('ck_import_run_state', `state IN ('collecting', 'checking', 'checked', 'refused', 'loading', 'loaded')`)
export class ImportRun {
  @PrimaryColumn('uuid') id: string
  @Column('text', { default: 'collecting' }) state: ImportState
  /** False once it is loaded, or was put aside. */
  @Column('boolean', { default: true }) open: boolean
  @Column('timestamptz') begunAt: Date
  /** What is being done, in words, while something is. */
  @Column('text', { default: '' }) doing: string
  /** Counts by file, or what is wrong; null: nothing is known yet. */
  @Column('jsonb', { nullable: true }) result: Record<string, unknown> | null
  /** Renewed while something is done: one that is not was left by a process that ended. */
  @Column('timestamptz') beatAt: Date
}
