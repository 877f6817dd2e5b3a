import { applyDecorators } from '@nestjs/common'
import { Expose, Transform } from 'class-transformer'
import { IsIn, IsNotEmpty, MaxLength } from 'class-validator'
import { COPIES } from '../../people/agency.entity.js'

// A field that is not sent at all (a box left unticked) is read like an empty one.
const Text = (missing: string) =>
  applyDecorators(
    Expose(),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value : '')),
    IsNotEmpty({ message: missing }),
    MaxLength(160, { message: 'Use 160 characters or fewer' }),
  )
const YesOrNo = (message: string) =>
  applyDecorators(
    Expose(),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value : '')),
    IsIn(['', 'yes'], { message }),
  )

/** An agency as the desk types it. */
export class AgencyForm {
  @Text('Enter the name of the agency')
  name: string

  @Text('Enter its agency group, such as Health')
  group: string

  @YesOrNo('Choose whether it is listed')
  listed: string

  @YesOrNo('Choose whether line managers approve first')
  needsApproval: string

  @YesOrNo('Choose whether its training leads may approve')
  leadsApprove: string

  @Expose()
  @Transform(({ value }: { value: unknown }) => (value === undefined || value === '' ? [] : [value].flat()))
  @IsIn(COPIES, { each: true, message: 'Choose from the list what line managers are told' })
  copies: string[]
}
