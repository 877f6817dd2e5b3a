import { IsArray, IsBoolean, IsEmail, IsIn, IsInt, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator'
import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger'
import { Transform, Type } from 'class-transformer'
import { NamedManager } from '../approval/forms/manager.form.js'
import { BARRIERS } from '../rules/places.js'

const asList = ({ value }: { value: unknown }): unknown =>
  value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]

const asNumber = ({ value }: { value: unknown }): unknown => (typeof value === 'string' && value !== '' ? Number(value) : undefined)

/** The answers of "check your booking": both are optional, and only the trainers of that day and the administrators read them. */
export class BookingForm {
  @ApiPropertyOptional({ description: 'Access needs for this booking; read by its trainers and the administrators only.' })
  @IsOptional()
  @IsString({ message: 'Enter your access needs in words' })
  @MaxLength(1000, { message: 'Keep your access needs to 1,000 characters' })
  access?: string

  @ApiPropertyOptional({ description: 'Dietary needs for this booking; read by its trainers and the administrators only.' })
  @IsOptional()
  @IsString({ message: 'Enter your dietary needs in words' })
  @MaxLength(1000, { message: 'Keep your dietary needs to 1,000 characters' })
  dietary?: string
}

/** The same from the page, where a place may be taken on condition; with the last day that the page had named. */
export class PathForm extends BookingForm {
  @IsOptional()
  @IsString({ message: 'Load the page again' })
  accepted?: string

  @IsOptional()
  @IsIn(['yes', ''], { message: 'Load the page again' })
  onCondition?: string

  @IsOptional()
  @IsString({ message: 'Load the page again' })
  shownUntil?: string
}

/** Cancelling, with the charge that the page had shown. */
export class CancelForm {
  @IsOptional()
  @IsString({ message: 'Enter the reason in words' })
  @MaxLength(1000, { message: 'Keep the reason to 1,000 characters' })
  reason?: string

  @Transform(asNumber)
  @IsOptional()
  @IsInt({ message: 'Load the page again to see the charge' })
  shownPence?: number
}

/** Who is sent instead. */
export class ColleagueForm {
  @IsEmail({}, { message: 'Enter your colleague’s e-mail address, such as name@example.org' })
  email: string

  @Transform(asNumber)
  @IsOptional()
  @IsInt({ message: 'Load the page again to see the charge' })
  shownPence?: number
}

/** Accepting an offer by the API. */
export class AcceptanceForm {
  @ApiPropertyOptional({ description: 'As GET /occurrences/{id}/terms gave it. Left out: whatever the terms are.' })
  @IsOptional()
  @IsString({ message: 'accepted must be what the terms of the date said' })
  accepted?: string
}

/** Joining a queue: for any date, or for the dates named. */
export class JoinForm {
  @ApiPropertyOptional({
    enum: ['any', 'some'],
    description: '`any` date, or `some`: those in `dates`. Left out: by whether dates are named.',
  })
  @IsOptional()
  @IsIn(['any', 'some'], { message: 'Choose whether any date will do' })
  when?: 'any' | 'some'

  @ApiPropertyOptional({ type: [String], description: 'Ids of the occurrences the person could make; empty: any.' })
  @Transform(asList)
  @IsOptional()
  @IsArray({ message: 'Choose the dates you could make' })
  @IsUUID('all', { each: true, message: 'Choose the dates from the list' })
  dates?: string[]
}

/** What an administrator books over, and why. */
export class OverrideForm {
  @ApiProperty({ enum: BARRIERS, isArray: true })
  @IsArray({ message: 'Name what to book over, as a list' })
  @IsIn(BARRIERS, { each: true, message: 'Book over prerequisites, places, window or one-per-course' })
  over: (typeof BARRIERS)[number][]

  @ApiProperty({ description: 'Kept with the booking.' })
  @IsString({ message: 'Enter the reason for booking over the rules' })
  @MaxLength(1000, { message: 'Keep the reason to 1,000 characters' })
  reason: string
}

/** A booking by the API: for oneself, or by an administrator for somebody. */
export class ApiBookingForm extends IntersectionType(BookingForm, NamedManager) {
  @ApiPropertyOptional({
    description: 'As GET /occurrences/{id}/terms gave it: other terms than those are not accepted. Left out: whatever they are.',
  })
  @IsOptional()
  @IsString({ message: 'accepted must be what the terms of the date said' })
  accepted?: string

  @ApiPropertyOptional({ description: 'Whom the place is for, when an administrator books for somebody.' })
  @IsOptional()
  @IsUUID('all', { message: 'Enter the id of a person' })
  personId?: string

  @ApiPropertyOptional({ type: OverrideForm, description: 'For administrators only.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => OverrideForm)
  override?: OverrideForm

  @ApiPropertyOptional({
    description: 'Where what is lacking can be done here as e-learning: signs up for it, and books on condition that it is done.',
  })
  @IsOptional()
  @IsBoolean({ message: 'Say true or false' })
  onCondition?: boolean

  @ApiPropertyOptional({ description: 'For administrators only: books without asking the line manager.' })
  @IsOptional()
  @IsBoolean({ message: 'Say true or false' })
  approved?: boolean
}

/** An administrator books for somebody, over what the reason allows. */
export class BookForForm extends BookingForm {
  @IsEmail({}, { message: 'Enter the person’s e-mail address, such as name@example.org' })
  email: string

  @Transform(asList)
  @IsArray()
  @IsIn(BARRIERS, { each: true, message: 'Choose from the list what to book over' })
  over: (typeof BARRIERS)[number][] = []

  /** The terms as the page had shown them. */
  @IsOptional()
  @IsString({ message: 'Load the page again' })
  accepted?: string

  @IsOptional()
  @IsIn(['yes', ''], { message: 'Choose whether to sign them up' })
  onCondition?: string

  @IsOptional()
  @IsIn(['yes', ''], { message: 'Choose whether to book without approval' })
  approved?: string

  @IsOptional()
  @IsString({ message: 'Enter the reason in words' })
  @MaxLength(1000, { message: 'Keep the reason to 1,000 characters' })
  reason?: string
}
