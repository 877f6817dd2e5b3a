import { Transform } from 'class-transformer'
import { IsOptional, IsString } from 'class-validator'

const text = ({ value }: { value: unknown }) => (typeof value === 'string' ? value : '')

/** The words of a mail as the form sends them; what is wrong with them the rule says. */
export class WordsForm {
  @Transform(text) @IsString() subject: string = ''
  @Transform(text) @IsString() words: string = ''
  @IsOptional() version?: unknown
}
