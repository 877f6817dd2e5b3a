import { IsNotEmpty, IsString } from 'class-validator'

export class SignInForm {
  @IsNotEmpty({ message: 'Enter your e-mail address' })
  @IsString({ message: 'Enter your e-mail address' })
  email: string

  @IsNotEmpty({ message: 'Enter your password' })
  @IsString({ message: 'Enter your password' })
  password: string
}
