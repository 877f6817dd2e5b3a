import { IsIn, IsOptional, isUUID, IsString } from 'class-validator'
import { isRefusal } from '../../../shared/refusal.js'
import { type FieldError, readForm } from '../../../web/forms.js'
import { type Mark, MARKS } from '../../bookings/rules/register.js'
import { checkName } from '../../people/rules/names.js'
import { checkWorkEmail } from '../../people/rules/work-email.js'
import type { Newcomer } from '../add-a-walk-in.js'

/** "My agency is not listed", as a choice of the list. */
export const NOT_LISTED = 'other'
const LONGEST_AGENCY = 160

/** Who walked in, by e-mail; name and agency are asked only when nobody has that address (`newcomer`). */
export class WalkInForm {
  @IsString({ message: 'Enter the person’s e-mail address' })
  email: string

  @IsIn(MARKS, { message: 'Choose how they were there' })
  mark: Mark = 'present'

  @IsOptional()
  @IsString()
  newcomer?: string

  @IsOptional()
  @IsString({ message: 'Enter the person’s name' })
  name?: string

  @IsOptional()
  @IsString({ message: 'Choose the person’s agency' })
  agency?: string

  @IsOptional()
  @IsString({ message: 'Enter the name of the agency' })
  agencyOther?: string
}

export interface ReadWalkIn {
  values: WalkInForm
  errors: FieldError[]
  newcomer?: Newcomer
}

/** Reads the form by the same rules of addresses and names as registration. */
export function readWalkIn(body: unknown): ReadWalkIn {
  const { values, errors } = readForm(WalkInForm, body)
  if (errors.length > 0) return { values, errors }
  if (values.newcomer !== 'yes') return { values, errors: values.email === '' ? [EMAIL_MISSING] : [] }
  const email = checkWorkEmail(values.email)
  const name = checkName(values.name ?? '')
  const wrong = [isRefusal(email) && emailError(email.refused), isRefusal(name) && NAME_WRONG, agencyError(values)]
  const newcomer = {
    name: isRefusal(name) ? '' : name,
    agencyId: isUUID(values.agency) ? values.agency! : null,
    agencyOther: values.agency === NOT_LISTED ? (values.agencyOther ?? null) : null,
  }
  return { values, errors: wrong.filter(error => error !== false && error !== null), newcomer }
}

const EMAIL_MISSING = { field: 'email', message: 'Enter the person’s e-mail address' }
const NAME_WRONG = { field: 'name', message: 'Enter the person’s name, such as Jo Bloggs' }

function emailError(code: string): FieldError {
  const shared = 'That is a shared mailbox. Ask for the person’s own work address'
  return { field: 'email', message: code === 'email-shared' ? shared : 'Enter an e-mail address, such as name@example.org' }
}

function agencyError({ agency, agencyOther }: WalkInForm): FieldError | null {
  if (agency !== NOT_LISTED) return isUUID(agency) ? null : { field: 'agency', message: 'Choose the person’s agency' }
  const sound = agencyOther !== undefined && agencyOther !== '' && agencyOther.length <= LONGEST_AGENCY
  return sound ? null : { field: 'agencyOther', message: `Enter the name of the agency, in at most ${LONGEST_AGENCY} characters` }
}
