import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from '../../people/person.entity.js'
import type { Manifest } from './reading/manifest.js'

/** An uploaded package, never changed again: a new upload is a new package. Its bytes are in `ScormFile` and `ScormPiece`. */
@Entity('scorm_package')
@Index('ix_scorm_package_uploaded_at', ['uploadedAt'])
@Index('ix_scorm_package_uploaded_by_id', ['uploadedById'])
export class ScormPackage {
  @PrimaryColumn('uuid') id: string
  /** As it was called on the administrator's computer. */
  @Column('text') filename: string
  @Column('jsonb') manifest: Manifest
  /** Unpacked. */
  @Column('bigint') bytes: string
  @Column('timestamptz') uploadedAt: Date
  @ManyToOne(() => Person) @JoinColumn() uploadedBy?: Relation<Person> | null
  @Column('uuid', { nullable: true }) uploadedById: string | null
}

/** One file of a package, found by its name in small letters; `number` leads to its pieces. */
@Entity('scorm_file')
export class ScormFile {
  @ManyToOne(() => ScormPackage, { onDelete: 'CASCADE' }) @JoinColumn() package?: Relation<ScormPackage>
  @PrimaryColumn('uuid') packageId: string
  @PrimaryColumn('text') lookup: string
  @Column('int') number: number
  /** The content type that it is served with. */
  @Column('text') type: string
  @Column('int') bytes: number
}

/** The bytes of a file, in pieces of 256 kB from 0, so that a part of a video is read without the whole. */
@Entity('scorm_piece')
export class ScormPiece {
  @ManyToOne(() => ScormPackage, { onDelete: 'CASCADE' }) @JoinColumn() package?: Relation<ScormPackage>
  @PrimaryColumn('uuid') packageId: string
  @PrimaryColumn('int') file: number
  @PrimaryColumn('int') number: number
  @Column('bytea') content: Buffer
}
