import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from '../people/person.entity.js'
import { LearningModule } from './module.entity.js'

/** A module as it was published, never changed again: whoever began with it finishes with it. */
@Entity('module_version')
@Index('uq_module_version_number', ['moduleId', 'number'], { unique: true })
export class ModuleVersion {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => LearningModule) @JoinColumn() module?: Relation<LearningModule>
  @Column('uuid') moduleId: string
  @Column('int') number: number
  /** `built`: `BuiltContent` (rules/built-content.ts); `elsewhere`: `ElsewhereContent`; `scorm`: what its importer read. */
  @Column('jsonb') content: object
  @Column('timestamptz') publishedAt: Date
  @ManyToOne(() => Person) @JoinColumn() publishedBy?: Relation<Person> | null
  @Column('uuid', { nullable: true }) publishedById: string | null
}
