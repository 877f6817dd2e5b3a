import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsBoolean, IsISO8601, IsNotEmpty, IsOptional, IsString } from 'class-validator'

const AN_INSTANT = 'must be an instant such as 2026-03-10T09:30:00Z'

/** A policy tried on a date: what would be the deadline and the charge? */
export class PolicyTryForm {
  @ApiProperty({ description: 'The key of a stored policy, or a policy’s own JSON.', oneOf: [{ type: 'string' }, { type: 'object' }] })
  @IsNotEmpty({ message: 'policy must be the key of a policy, or its JSON' })
  policy: unknown

  @ApiProperty({ format: 'date-time' })
  @IsISO8601({ strict: true }, { message: `startsAt ${AN_INSTANT}` })
  startsAt: string

  @ApiProperty({ format: 'date-time' })
  @IsISO8601({ strict: true }, { message: `endsAt ${AN_INSTANT}` })
  endsAt: string

  @ApiPropertyOptional({ format: 'date-time', description: 'When the delegate cancels; left out: now.' })
  @IsOptional()
  @IsISO8601({ strict: true }, { message: `cancelledAt ${AN_INSTANT}` })
  cancelledAt?: string

  @ApiPropertyOptional({ description: 'Stays away without a word, instead of cancelling.' })
  @IsOptional()
  @IsBoolean({ message: 'noShow must be true or false' })
  noShow?: boolean

  @ApiPropertyOptional({ description: 'The name of the agency group, such as "Health".' })
  @IsOptional()
  @IsString({ message: 'agencyGroup must be the name of an agency group' })
  agencyGroup?: string
}
