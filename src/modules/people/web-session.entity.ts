import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A browser's session. The columns are those that connect-pg-simple, the session store, reads and writes. */
@Entity('web_session')
@Index('ix_web_session_expire', ['expire'])
export class WebSession {
  @PrimaryColumn('text') sid: string
  @Column('json') sess: object
  @Column('timestamp', { precision: 6 }) expire: Date
}
