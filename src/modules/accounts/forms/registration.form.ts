import { ApiProperty } from '@nestjs/swagger'
import { DetailsForm } from './details.form.js'
import { NewPassword, WorkEmail } from './fields.js'

/** Everything that a new account needs. */
export class RegistrationForm extends DetailsForm {
  @ApiProperty({ example: 'dana.delegate@example.org', description: 'One personal work address; shared mailboxes are refused.' })
  @WorkEmail('Enter your work e-mail address')
  email: string

  @ApiProperty({ example: 'three green teapots' })
  @NewPassword('Enter a password')
  password: string
}
