import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator'
import { Expose, Transform } from 'class-transformer'
import { applyDecorators } from '@nestjs/common'

const Reason = (missing: string) =>
  applyDecorators(
    Expose(),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value : '')),
    IsString(),
    IsNotEmpty({ message: missing }),
    MaxLength(1000, { message: 'Keep the reason to 1,000 characters' }),
  )

/** A manager's no. */
export class RefusalForm {
  @Reason('Enter the reason, which the delegate is told')
  reason: string
}

/** An administrator's answer in a manager's place. */
export class OnBehalfForm {
  @IsIn(['approve', 'refuse'], { message: 'Choose the answer' })
  answer: string

  @Reason('Enter how you know the answer. It is kept')
  reason: string
}
