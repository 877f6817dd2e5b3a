import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Person } from '../people/person.entity.js'
import type { FileType } from './rules/file-kind.js'

/** A file that somebody uploaded, never changed again. Its bytes are in `UploadPiece`. Who may see it is said by what it belongs to. */
@Entity('upload')
@Index('ix_upload_uploaded_by_id', ['uploadedById'])
@Check('ck_upload_type', `type IN ('application/pdf', 'image/png', 'image/jpeg')`)
@Check('ck_upload_bytes', 'bytes > 0')
export class Upload {
  @PrimaryColumn('uuid') id: string
  /** Cleaned, with the ending of what it is. */
  @Column('text') name: string
  /** By its content, whatever the browser said. */
  @Column('text') type: FileType
  @Column('int') bytes: number
  @Column('timestamptz') uploadedAt: Date
  @ManyToOne(() => Person) @JoinColumn() uploadedBy?: Relation<Person>
  @Column('uuid') uploadedById: string
}

/** The bytes of an upload, in pieces of 256 kB from 0. */
@Entity('upload_piece')
export class UploadPiece {
  @ManyToOne(() => Upload, { onDelete: 'CASCADE' }) @JoinColumn() upload?: Relation<Upload>
  @PrimaryColumn('uuid') uploadId: string
  @PrimaryColumn('int') number: number
  @Column('bytea') content: Buffer
}
