import { Allow, IsNotEmpty, IsString } from 'class-validator'
import { NewPassword, WorkEmail } from './fields.js'

export class ForgottenPasswordForm {
  @IsNotEmpty({ message: 'Enter your e-mail address' })
  @IsString({ message: 'Enter your e-mail address' })
  email: string
}

export class ChoosePasswordForm {
  /** The account's own address, put in by the handler: a password must not repeat it. */
  @Allow()
  email: string

  @NewPassword('Enter a new password')
  password: string
}

export class ChangePasswordForm extends ChoosePasswordForm {
  @IsNotEmpty({ message: 'Enter the password you have now' })
  @IsString({ message: 'Enter the password you have now' })
  oldPassword: string
}

export class ChangeAddressForm {
  @WorkEmail('Enter your new work e-mail address')
  email: string

  @IsNotEmpty({ message: 'Enter your password' })
  @IsString({ message: 'Enter your password' })
  password: string
}
