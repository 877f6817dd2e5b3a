import { Transform } from 'class-transformer'
import { IsArray, IsIn, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator'

const asNumber = ({ value }: { value: unknown }): unknown => (typeof value === 'string' && value !== '' ? Number(value) : undefined)
const asList = ({ value }: { value: unknown }): unknown => (value === undefined || value === '' ? [] : [value].flat())

/** A place for a colleague, with what they are known to need. */
export class BookForColleagueForm {
  @IsUUID('all', { message: 'Choose the colleague again' })
  person: string

  @IsString({ message: 'Enter their access needs in words' })
  @MaxLength(1000, { message: 'Keep their access needs to 1,000 characters' })
  access = ''

  @IsString({ message: 'Enter their dietary needs in words' })
  @MaxLength(1000, { message: 'Keep their dietary needs to 1,000 characters' })
  dietary = ''

  /** The terms as the page had shown them. */
  @IsOptional()
  @IsString({ message: 'Load the page again' })
  accepted?: string
}

/** Cancelling for a colleague, with the charge that the page had shown. */
export class CancelForColleagueForm {
  @IsString({ message: 'Enter the reason in words' })
  @IsNotEmpty({ message: 'Enter why it is cancelled: your colleague is told' })
  @MaxLength(1000, { message: 'Keep the reason to 1,000 characters' })
  reason: string

  @Transform(asNumber)
  @IsOptional()
  @IsInt({ message: 'Load the page again to see the charge' })
  shownPence?: number
}

/** Who comes instead. */
export class SwapForm {
  @IsString({ message: 'Enter the name or e-mail address of the colleague who comes instead' })
  @IsNotEmpty({ message: 'Enter the name or e-mail address of the colleague who comes instead' })
  @MaxLength(200, { message: 'Keep the name to 200 characters' })
  colleague: string

  @Transform(asNumber)
  @IsOptional()
  @IsInt({ message: 'Load the page again to see the charge' })
  shownPence?: number
}

/** A colleague's place in a queue. */
export class JoinForColleagueForm {
  @IsUUID('all', { message: 'Choose the colleague again' })
  person: string

  @IsIn(['any', 'some'], { message: 'Choose whether any date will do' })
  when: 'any' | 'some' = 'any'

  @Transform(asList)
  @IsArray({ message: 'Choose the dates they could make' })
  @IsUUID('all', { each: true, message: 'Choose the dates from the list' })
  dates: string[] = []
}

/** Answering for a line manager. */
export class ApproveForm {
  @IsIn(['approve', 'refuse'], { message: 'Choose whether you approve' })
  answer: 'approve' | 'refuse'

  @IsString({ message: 'Enter the reason in words' })
  @MaxLength(1000, { message: 'Keep the reason to 1,000 characters' })
  reason = ''
}
