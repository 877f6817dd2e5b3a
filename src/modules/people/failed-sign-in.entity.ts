import { Column, Entity, PrimaryColumn } from 'typeorm'

/** Failed sign-ins per account and per address. The columns are those that rate-limiter-flexible reads and writes. */
@Entity('failed_sign_in')
export class FailedSignIn {
  @PrimaryColumn('varchar', { length: 255 }) key: string
  @Column('int', { default: 0 }) points: number
  @Column('bigint', { nullable: true }) expire: string | null
}
