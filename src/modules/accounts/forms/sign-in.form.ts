import { ApiProperty } from '@nestjs/swagger'
import { IsNotEmpty, IsString } from 'class-validator'

export class SignInForm {
  @ApiProperty({ example: 'level1@example.org' })
  @IsNotEmpty({ message: 'Enter your e-mail address' })
  @IsString({ message: 'Enter your e-mail address' })
  email: string

  @ApiProperty({ example: 'goldthread-demo' })
  @IsNotEmpty({ message: 'Enter your password' })
  @IsString({ message: 'Enter your password' })
  password: string
}
