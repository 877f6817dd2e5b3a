import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { ImportRun } from './import-run.entity.js'

/** A CSV file of an import, until it is loaded. */
@Entity('import_upload')
export class ImportUpload {
  @PrimaryColumn('uuid') runId: string
  @ManyToOne(() => ImportRun, { onDelete: 'CASCADE' }) @JoinColumn() run?: Relation<ImportRun>
  @PrimaryColumn('text') name: string
  @Column('bytea') content: Buffer
  @Column('int') lines: number
}
