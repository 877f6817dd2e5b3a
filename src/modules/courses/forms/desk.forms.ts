import { Expose, Transform } from 'class-transformer'
import { IsEmail, IsIn, MaxLength } from 'class-validator'
import { FEATURES } from '../venue.entity.js'
import { Line, Many, OneOf, OptionalText, WholeNumber } from './fields.js'

/** A place where people come together. */
export class VenueForm {
  @Line('Enter the name of the venue', 120)
  name: string

  @OptionalText(300)
  address: string

  @OptionalText(10)
  postcode: string

  @WholeNumber(1, 5000, 'Enter how many people it holds, from 1 to 5,000, or leave it empty', true)
  capacity: string

  @OptionalText(500)
  access: string

  @OptionalText(500)
  mapUrl: string

  @Many()
  @IsIn(FEATURES, { each: true, message: 'Choose from the list what there is' })
  features: string[]

  @OneOf(['', 'yes'], 'Choose whether it is still used')
  retired: string
}

/** A person who joins the trainer pool: one who has an account, by e-mail address; or somebody new, with a name too. */
export class TrainerForm {
  @Expose()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : ''))
  @IsEmail({}, { message: 'Enter an e-mail address such as tara@example.org' })
  @MaxLength(254, { message: 'Enter an e-mail address such as tara@example.org' })
  email: string

  @OptionalText(120)
  name: string
}

/** Whether a trainer is offered when an event is put on the programme. */
export class ActivityForm {
  @IsIn(['yes', 'no'], { message: 'Choose whether the trainer is active' })
  active: string
}
