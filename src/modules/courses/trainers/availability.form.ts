import { IsIn } from 'class-validator'
import { Many, OneOf } from '../forms/fields.js'

/** What a trainer may deliver and on which weekdays they usually can; keys stand for courses. */
export class AvailabilityForm {
  @OneOf(['any', 'some'], 'Choose what they may deliver')
  teaches: string

  @Many()
  courses: string[]

  @Many()
  @IsIn(['0', '1', '2', '3', '4', '5', '6'], { each: true, message: 'Choose weekdays from the list' })
  weekdays: string[]
}
