import { ApiProperty } from '@nestjs/swagger'
import { IsIn, IsInt, Max, Min } from 'class-validator'
import { type Mark, MARKS } from '../../bookings/rules/register.js'

const MOST_SESSIONS = 1000
const SESSION_NEEDED = 'Each mark names its session by number, from 1'

/** How somebody was there at one session. */
export class SessionMark {
  @ApiProperty({ example: 1, description: 'The number of the session, from 1' })
  @IsInt({ message: SESSION_NEEDED })
  @Min(1, { message: SESSION_NEEDED })
  @Max(MOST_SESSIONS, { message: SESSION_NEEDED })
  session: number

  @ApiProperty({ enum: MARKS })
  @IsIn(MARKS, { message: `Each mark is one of: ${MARKS.join(', ')}` })
  mark: Mark
}
