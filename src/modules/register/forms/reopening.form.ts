import { ApiProperty } from '@nestjs/swagger'
import { IsNotEmpty, IsString } from 'class-validator'

export class ReopeningForm {
  @ApiProperty({ example: 'A delegate was marked absent by mistake' })
  @IsNotEmpty({ message: 'Say why the register is reopened' })
  @IsString({ message: 'Say why the register is reopened' })
  reason: string
}
