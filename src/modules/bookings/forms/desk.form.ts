import { IsArray, IsEmail, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator'
import { Transform } from 'class-transformer'
import { parseLondon } from '../../../shared/dates.js'
import type { FieldError } from '../../../web/forms.js'
import type { Waiver } from '../end-booking.js'
import { type Barrier, BARRIERS, type Override } from '../rules/places.js'

const asList = ({ value }: { value: unknown }): unknown =>
  value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]

/** Over what the desk does something, and why. */
export class OverForm {
  @Transform(asList)
  @IsArray()
  @IsIn(BARRIERS, { each: true, message: 'Choose from the list what to go over' })
  over: Barrier[] = []

  @IsString({ message: 'Enter the reason in words' })
  @MaxLength(1000, { message: 'Keep the reason to 1,000 characters' })
  overReason = ''
}

/** Who wished a booking to end, when they said so, and what becomes of its charge. `shown`: the keys of the charges that the page has shown. */
export class WishForm extends OverForm {
  @IsIn(['delegate', 'agency', 'organiser'], { message: 'Choose whose wish it is' })
  by: 'delegate' | 'agency' | 'organiser'

  @IsString()
  askedDay = ''

  @IsString()
  askedTime = ''

  @IsString({ message: 'Enter the reason in words' })
  @MaxLength(1000, { message: 'Keep the reason to 1,000 characters' })
  reason = ''

  @IsIn(['rule', 'waive'], { message: 'Choose what becomes of the charge' })
  charge: 'rule' | 'waive' = 'rule'

  @IsString({ message: 'Enter the reason in words' })
  @MaxLength(1000, { message: 'Keep the reason to 1,000 characters' })
  waiveReason = ''

  @IsString({ message: 'Enter in words where it can be found' })
  @MaxLength(1000, { message: 'Keep where it can be found to 1,000 characters' })
  evidence = ''

  @IsString()
  shown = ''
}

export class MoveForm extends WishForm {
  @IsUUID('all', { message: 'Choose the date to move to' })
  to: string
}

/** Two people change places. */
export class SwapForm extends OverForm {
  @IsUUID('all', { message: 'Choose with whom' })
  with: string

  @IsIn(['delegate', 'organiser'], { message: 'Choose whose wish it is' })
  by: 'delegate' | 'organiser'

  @IsString({ message: 'Enter the reason in words' })
  @MaxLength(1000, { message: 'Keep the reason to 1,000 characters' })
  reason = ''
}

/** Who comes instead, sent by the desk. */
export class SendForm extends OverForm {
  @IsEmail({}, { message: 'Enter the colleague’s e-mail address, such as name@example.org' })
  email: string

  @IsOptional()
  @IsIn(['yes', ''], { message: 'Choose whether to book without approval' })
  approved?: string
}

/** The moment in the form; null: just now. */
export function askedAtOf({ by, askedDay, askedTime }: WishForm): { askedAt: Date | null; errors: FieldError[] } {
  if (by === 'organiser' || (askedDay === '' && askedTime === '')) return { askedAt: null, errors: [] }
  const errors: FieldError[] = []
  if (askedDay === '') errors.push({ field: 'askedDay', message: 'Enter the day on which they asked' })
  if (askedTime === '') errors.push({ field: 'askedTime', message: 'Enter the time at which they asked, as well as you know it' })
  const askedAt = errors.length ? null : parseLondon(`${askedDay} ${askedTime}`)
  if (!errors.length && !askedAt) errors.push({ field: 'askedDay', message: 'Enter a day and a time that exist' })
  return { askedAt, errors }
}

export const waiverOf = ({ by, charge, waiveReason, evidence }: WishForm): Waiver | null =>
  charge === 'waive' && by !== 'organiser' ? { reason: waiveReason, evidence } : null

export const overrideOf = ({ over, overReason }: OverForm): Override | null => (over.length > 0 ? { over, reason: overReason } : null)
