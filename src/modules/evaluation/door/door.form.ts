import { Transform } from 'class-transformer'
import { IsEmail, IsOptional, Matches, MaxLength } from 'class-validator'

/** Who stands at the door; without the reference their own link is mailed to them. */
export class DoorForm {
  @IsEmail({}, { message: 'Enter your work e-mail address, like name@example.org' })
  @MaxLength(254, { message: 'Enter your work e-mail address, like name@example.org' })
  email: string

  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toUpperCase() : ''))
  @IsOptional()
  @Matches(/^(GT-[0-9A-Z]{4}-[0-9A-Z]{4})?$/, { message: 'Enter the reference as in your mail, like GT-7K3M-9QXR, or leave it empty' })
  reference: string
}
