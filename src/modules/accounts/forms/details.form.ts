import { ApiProperty } from '@nestjs/swagger'
import { Allow } from 'class-validator'
import type { FieldError } from '../../../web/forms.js'
import type { ListedAgency } from '../agencies.queries.js'
import { Line, Name, Obeys, OptionalLine, OthersEmail } from './fields.js'

export const NOT_LISTED = 'not-listed'

/** What a person says about themselves, at registration and later. */
export class DetailsForm {
  @ApiProperty({ example: 'Dana Delegate' })
  @Name('Enter your name')
  name: string

  @ApiProperty({ example: 'birchills-primary', required: false, description: 'The key of an agency of the list; or `not-listed`.' })
  @OptionalLine(200, 'Choose your agency')
  agency: string = ''

  @ApiProperty({ example: '', required: false, description: 'The name of an agency that is not in the list.' })
  @OptionalLine(160, 'Write the name of your agency')
  agencyOther: string = ''

  @ApiProperty({ example: 'Teacher' })
  @Line('Enter your job role', 120, 'Write your job role')
  jobRole: string

  @ApiProperty({ example: 'Mary Manager' })
  @Name('Enter your line manager’s name')
  managerName: string

  @ApiProperty({ example: 'mary.manager@example.org' })
  @Obeys((value, form: { email?: unknown }) => (value === form.email ? 'Enter your line manager’s address, not your own' : null))
  @OthersEmail('Enter your line manager’s e-mail address')
  managerEmail: string
}

/** The same for somebody who has an account: `email` is not asked for, the handler puts it in to be compared with the manager's. */
export class OwnDetailsForm extends DetailsForm {
  @Allow()
  email: string
}

export interface Place {
  agencyId: string | null
  agencyOther: string | null
}

/** Where the person works: an agency of the list, or one that is named; the field's error when it is neither. */
export function placeOf({ agency, agencyOther }: DetailsForm, agencies: ListedAgency[]): Place | FieldError {
  const listed = agencies.find(one => one.key === agency)
  if (listed) return { agencyId: listed.id, agencyOther: null }
  const elsewhere = agency === NOT_LISTED || !agency
  if (elsewhere && agencyOther) return { agencyId: null, agencyOther }
  if (agency === NOT_LISTED) return { field: 'agencyOther', message: 'Enter the name of your agency' }
  return { field: 'agency', message: 'Choose your agency from the list, or choose “My agency is not listed”' }
}

const ORDER = ['name', 'email', 'agency', 'agencyOther', 'jobRole', 'managerName', 'managerEmail', 'password']

/** The errors in the order of the fields on the page. */
export const inPageOrder = (errors: FieldError[]): FieldError[] =>
  [...errors].sort((a, b) => ORDER.indexOf(a.field) - ORDER.indexOf(b.field))
