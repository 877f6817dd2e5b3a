import { IsArray, IsEmail, IsIn, IsInt, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator'
import { ApiPropertyOptional } from '@nestjs/swagger'
import { Transform } from 'class-transformer'

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

/** An administrator books for somebody, over what the reason allows. */
export class BookForForm {
  @IsString({ message: 'Enter the person’s e-mail address' })
  @MaxLength(254, { message: 'Enter the person’s e-mail address' })
  email: string

  @Transform(asList)
  @IsArray()
  @IsIn(['prerequisites', 'places', 'one-per-course'], { each: true, message: 'Choose from the list what to book over' })
  over: ('prerequisites' | 'places' | 'one-per-course')[]

  @IsOptional()
  @IsString({ message: 'Enter the reason in words' })
  @MaxLength(1000, { message: 'Keep the reason to 1,000 characters' })
  reason?: string
}
