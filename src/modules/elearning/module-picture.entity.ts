import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Upload } from '../uploads/upload.entity.js'
import { LearningModule } from './module.entity.js'

/** A picture of a module that is built here, never changed again: versions that show it go on showing it. `picture:3` in its Markdown. */
@Entity('module_picture')
@Index('uq_module_picture_upload_id', ['uploadId'], { unique: true })
@Check('ck_module_picture_number', 'number > 0')
@Check('ck_module_picture_alt', `alt <> ''`)
export class ModulePicture {
  @ManyToOne(() => LearningModule) @JoinColumn() module?: Relation<LearningModule>
  @PrimaryColumn('uuid') moduleId: string
  /** From 1, within its module. */
  @PrimaryColumn('int') number: number
  @ManyToOne(() => Upload) @JoinColumn() upload?: Relation<Upload>
  @Column('uuid') uploadId: string
  /** What it shows, for those who do not see it. */
  @Column('text') alt: string
  @Column('timestamptz') addedAt: Date
}
