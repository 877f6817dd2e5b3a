import { applyDecorators } from '@nestjs/common'
import { Transform } from 'class-transformer'
import { IsEmail, IsNotEmpty, IsOptional, IsString, MaxLength, ValidateBy } from 'class-validator'
import { nameProblem, passwordProblem, workEmailProblem } from '../accounts.messages.js'

const text = (clean: (value: string) => string) =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? clean(value) : value))
const folded = text(value => value.normalize('NFC').replace(/\s+/g, ' ').trim())
const lower = text(value => value.trim().toLowerCase())

/** One line of text that has to be there; white space is folded. `missing` and `long` are sentences. */
export const Line = (missing: string, most: number, long: string) =>
  applyDecorators(
    folded,
    IsString({ message: missing }),
    IsNotEmpty({ message: missing }),
    MaxLength(most, { message: `${long} in ${most} characters or fewer` }),
  )

/** One line of text that may be left out; give the property '' as its default. */
export const OptionalLine = (most: number, long: string) =>
  applyDecorators(folded, IsOptional(), IsString({ message: long }), MaxLength(most, { message: `${long} in ${most} characters or fewer` }))

/** An e-mail address of somebody else, in any form that mail can reach; kept in lower case. */
export const OthersEmail = (missing: string) =>
  applyDecorators(
    lower,
    IsString({ message: missing }),
    IsNotEmpty({ message: missing }),
    IsEmail({}, { message: 'Enter an e-mail address in the right form, like name@example.org' }),
  )

/** A field that a rule looks at: `rule` answers the sentence to show, or null when all is well. */
export const Obeys = <Form extends object>(rule: (value: string, form: Form) => string | null) =>
  ValidateBy({
    name: 'obeys',
    validator: {
      validate: (value, facts) => typeof value === 'string' && rule(value, facts!.object as Form) === null,
      defaultMessage: facts => rule(String(facts!.value), facts!.object as Form) ?? 'Check this answer',
    },
  })

/** A person's name by the rule of names. */
export const Name = (missing: string) =>
  applyDecorators(folded, IsString({ message: missing }), IsNotEmpty({ message: missing }), Obeys(nameProblem))

/** The person's own address, by the rule of work addresses; kept in lower case. */
export const WorkEmail = (missing: string) =>
  applyDecorators(lower, IsString({ message: missing }), IsNotEmpty({ message: missing }), Obeys(workEmailProblem))

/** A password that is being chosen; the form's `email` is the account's. */
export const NewPassword = (missing: string) =>
  applyDecorators(
    IsString({ message: missing }),
    IsNotEmpty({ message: missing }),
    Obeys((value, form: { email?: unknown }) => passwordProblem(value, form.email)),
  )
