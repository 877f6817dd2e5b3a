import { applyDecorators } from '@nestjs/common'
import { Expose, Transform } from 'class-transformer'
import { IsNotEmpty, MaxLength, ValidateBy } from 'class-validator'
import { isDay } from '../../../shared/dates.js'

// A field that is not sent at all is read like an empty one.
const Text = () =>
  applyDecorators(
    Expose(),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value : '')),
  )
const Day = (message: string, optional: boolean) =>
  ValidateBy(
    { name: 'day', validator: { validate: value => typeof value === 'string' && ((optional && value === '') || isDay(value)) } },
    { message },
  )

/** Learning done elsewhere, as an administrator records it from the proof. */
export class LearningForm {
  @Text()
  @IsNotEmpty({ message: 'Choose the course' })
  course: string

  @Text()
  @Day('Enter the day it was completed, such as 2026-02-16', false)
  completedOn: string

  @Text()
  @Day('Enter a day that exists, such as 2029-02-16, or leave it empty', true)
  validUntil: string

  @Text()
  @MaxLength(500, { message: 'Keep the note to 500 characters' })
  note: string
}
