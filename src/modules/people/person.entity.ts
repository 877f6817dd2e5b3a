import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import type { Role } from '../../web/access.js'
import { Agency } from './agency.entity.js'

/** One account, one personal work e-mail address. Everybody is a delegate; other roles are added. */
@Entity('person')
@Index('uq_person_key', ['key'], { unique: true })
@Index('uq_person_email', ['email'], { unique: true })
@Index('ix_person_agency_id', ['agencyId'])
@Index('ix_person_manager_email', ['managerEmail'])
@Index('ix_person_deputy_email', ['deputyEmail'])
@Index('ix_person_erased_at', ['erasedAt'], { where: 'erased_at IS NOT NULL' })
@Check('ck_person_erased', `erased_at IS NULL OR (password_hash IS NULL AND roles = '{}' AND confirmed_at IS NULL)`)
@Check('ck_person_email_lower', `email = lower(email)`)
export class Person {
  @PrimaryColumn('uuid') id: string
  /** The key of an imported person; null for one who registered here. */
  @Column('text', { nullable: true }) key: string | null
  /** Always in lower case. */
  @Column('text') email: string
  @Column('text') name: string
  @ManyToOne(() => Agency) @JoinColumn() agency?: Relation<Agency> | null
  @Column('uuid', { nullable: true }) agencyId: string | null
  /** "My agency is not listed": the name as typed, until an administrator places it. */
  @Column('text', { nullable: true }) agencyOther: string | null
  @Column('text', { default: '' }) jobRole: string
  @Column('text', { default: '' }) managerName: string
  /** In lower case where it was typed here, so that their own account finds who names them. */
  @Column('text', { default: '' }) managerEmail: string
  /** Who answers for the line manager when they do not. */
  @Column('text', { default: '' }) deputyName: string
  @Column('text', { default: '' }) deputyEmail: string
  @Column('text', { array: true, default: '{}' }) roles: Role[]
  /** Argon2id; null for an imported person who has not chosen a password yet. */
  @Column('text', { nullable: true }) passwordHash: string | null
  @Column('timestamptz', { nullable: true }) confirmedAt: Date | null
  @Column('timestamptz') registeredAt: Date
  /** Who they were is gone; the row stays, so that figures stay. */
  @Column('timestamptz', { nullable: true }) erasedAt?: Date | null
  /** Counts up with each change of the details or the roles; a form that was opened before another's change is told so. */
  @Column('int', { default: 1 }) version: number
  /** How often every browser was signed out since the password was chosen: sessions remember it. */
  @Column('int', { default: 0 }) signedOut: number
  /** null: not since this is written down. */
  @Column('timestamptz', { nullable: true }) lastSignedInAt: Date | null
}
