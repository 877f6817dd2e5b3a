import { applyDecorators } from '@nestjs/common'
import { Expose, Transform } from 'class-transformer'
import { Allow, isEmail, IsIn, MaxLength, ValidateBy } from 'class-validator'
import { isRefusal } from '../../../shared/refusal.js'
import { checkName } from '../../people/rules/names.js'

const RIGHT_FORM = 'Enter an e-mail address in the right form, like name@example.org'

// A field that is not sent at all is read like an empty one.
const Text = (lower = false) =>
  applyDecorators(
    Expose(),
    Transform(({ value }: { value: unknown }) => {
      const text = typeof value === 'string' ? value.normalize('NFC').replace(/\s+/g, ' ').trim() : ''
      return lower ? text.toLowerCase() : text
    }),
  )
const Obeys = (rule: (value: string, form: PersonForm) => string | null) =>
  ValidateBy({
    name: 'obeys',
    validator: {
      validate: (value, facts) => rule(String(value), facts!.object as PersonForm) === null,
      defaultMessage: facts => rule(String(facts!.value), facts!.object as PersonForm) ?? '',
    },
  })

const sound = (name: string): boolean => !isRefusal(checkName(name))
const aName = (value: string): string | null => (sound(value) ? null : 'Enter a name in letters, without addresses or links')

/** Somebody's name and address: both or neither. */
const named = (name: string, email: string, who: string): string | null => {
  if (name) return aName(name)
  return email ? `Enter the name of the ${who} too` : null
}
const addressed = (email: string, name: string, own: string, who: string): string | null => {
  if (email && email === own) return `Enter the address of the ${who}, not the person’s own`
  if (email) return isEmail(email) ? null : RIGHT_FORM
  return name ? `Enter the address of the ${who} too` : null
}

/** A person's details as an administrator writes them: only the name has to be there, for much that was loaded from files is not known. */
export class PersonForm {
  @Text()
  @Obeys(aName)
  name: string

  /** The key of an agency; empty: of none in the list. */
  @Text()
  @Allow()
  agency: string

  @Text()
  @IsIn(['', 'move', 'stay'])
  coming: string

  @Text()
  @MaxLength(120, { message: 'Write the job role in 120 characters or fewer' })
  jobRole: string

  @Text()
  @Obeys((value, form) => named(value, form.managerEmail, 'line manager'))
  managerName: string

  @Text(true)
  @Obeys((value, form) => addressed(value, form.managerName, form.email, 'line manager'))
  managerEmail: string

  @Text()
  @Obeys((value, form) => named(value, form.deputyEmail, 'deputy'))
  deputyName: string

  @Text(true)
  @Obeys((value, form) => addressed(value, form.deputyName, form.email, 'deputy'))
  deputyEmail: string

  /** The person's own address, which the handler puts in to compare with. */
  @Text(true)
  @Allow()
  email: string
}
