import { ApiPropertyOptional } from '@nestjs/swagger'
import { IsOptional, IsUUID } from 'class-validator'
import { SessionMark } from './session-mark.form.js'

/** A mark as a program sends it: for a booking, or for a person who came without one. */
export class MarkForm extends SessionMark {
  @ApiPropertyOptional({ description: 'The booking that is marked' })
  @IsOptional()
  @IsUUID('all', { message: 'bookingId is the id of a booking on this register' })
  bookingId?: string

  @ApiPropertyOptional({ description: 'Instead of bookingId: a person without a booking, who becomes a walk-in' })
  @IsOptional()
  @IsUUID('all', { message: 'personId is the id of somebody who came without a booking' })
  personId?: string
}
