import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** Tries that are limited: failed sign-ins per account and per network address, and forms of strangers that cause a mail. The columns are those that rate-limiter-flexible reads and writes. */
@Entity('failed_sign_in')
@Index('ix_failed_sign_in_expire', ['expire'])
export class FailedSignIn {
  @PrimaryColumn('varchar', { length: 255 }) key: string
  @Column('int', { default: 0 }) points: number
  @Column('bigint', { nullable: true }) expire: string | null
}
