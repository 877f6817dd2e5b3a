import { Expose, Transform } from 'class-transformer'
import { IsEmail, IsNotEmpty, MaxLength } from 'class-validator'

const clean = (change: (text: string) => string) =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? change(value) : ''))

/** Who answers for an agency, as the desk types it. */
export class ContactForm {
  @Expose()
  @clean(text => text.normalize('NFC').replace(/\s+/g, ' '))
  @IsNotEmpty({ message: 'Enter the name of who answers for the agency' })
  @MaxLength(160, { message: 'Use 160 characters or fewer' })
  name: string

  @Expose()
  @clean(text => text.toLowerCase())
  @IsEmail({}, { message: 'Enter an e-mail address in the right form, like name@example.org' })
  @IsNotEmpty({ message: 'Enter their e-mail address' })
  email: string
}
