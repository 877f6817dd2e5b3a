import { IsBoolean, IsDateString, IsOptional, IsUUID } from 'class-validator'
import { SessionMark } from './session-mark.form.js'

/** A tap as the register's script sends it. */
export class TapForm extends SessionMark {
  @IsUUID('all', { message: 'Each mark names its booking by id' })
  bookingId: string

  /** When it was made. */
  @IsDateString({}, { message: 'Each tap carries its time, such as 2026-03-10T09:30:00Z' })
  at: string

  @IsOptional()
  @IsBoolean({ message: 'fill is true or false' })
  fill?: boolean
}
