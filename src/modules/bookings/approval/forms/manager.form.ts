import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Expose, Transform, Type } from 'class-transformer'
import { IsOptional, IsString, ValidateNested } from 'class-validator'
import { readForm, type FieldError } from '../../../../web/forms.js'
import { approverFaults, type ApproverFault, type Approvers } from '../../rules/approval.js'

const asText = ({ value }: { value: unknown }): string => (typeof value === 'string' ? value : '')

/** Who approves, as typed on a page. */
export class ManagerForm implements Approvers {
  @Expose() @Transform(asText) @IsString() managerName: string
  @Expose() @Transform(asText) @IsString() managerEmail: string
  @Expose() @Transform(asText) @IsString() deputyName: string
  @Expose() @Transform(asText) @IsString() deputyEmail: string
}

type Sentences = Record<keyof Approvers, Partial<Record<ApproverFault, string>>>

const OWN: Sentences = {
  managerName: { name: 'Enter your line manager’s name' },
  managerEmail: {
    email: 'Enter your line manager’s own work e-mail address, like name@example.org',
    'own-address': 'Enter your line manager’s address, not your own',
  },
  deputyName: { name: 'Enter the name of the deputy, or leave the deputy’s address empty too' },
  deputyEmail: {
    email: 'Enter the deputy’s own work e-mail address, or leave the deputy’s name empty too',
    'own-address': 'Enter the deputy’s address, not your own',
    'same-address': 'Name somebody else than the line manager as deputy',
  },
}

/** The same where an administrator types them for somebody. */
const THEIRS: Sentences = {
  ...OWN,
  managerName: { name: 'Enter the line manager’s name' },
  managerEmail: {
    email: 'Enter the line manager’s own work e-mail address, like name@example.org',
    'own-address': 'Enter the line manager’s address, not the delegate’s',
  },
  deputyEmail: { ...OWN.deputyEmail, 'own-address': 'Enter the deputy’s address, not the delegate’s' },
}

/** Reads who approves from a posted page; `ownEmail` is the delegate's. Null values: the page did not ask. */
export function readManager(
  body: object,
  ownEmail: string,
  whose: 'own' | 'theirs' = 'own',
): { values: Approvers | null; errors: FieldError[] } {
  if (!('managerName' in body) && !('managerEmail' in body)) return { values: null, errors: [] }
  const { managerName, managerEmail, deputyName, deputyEmail } = readForm(ManagerForm, body).values
  const values = { managerName, managerEmail, deputyName, deputyEmail }
  return { values, errors: managerErrors(values, ownEmail, whose === 'own' ? OWN : THEIRS) }
}

function managerErrors(values: Approvers, ownEmail: string, sentences: Sentences): FieldError[] {
  const faults = Object.entries(approverFaults(values, ownEmail)) as [keyof Approvers, ApproverFault][]
  return faults.map(([field, fault]) => ({ field, message: sentences[field][fault] ?? 'Check this answer' }))
}

/** Somebody by name and address, in the API. */
export class NamedPerson {
  @ApiProperty({ example: 'Mary Manager' })
  @IsString({ message: 'Enter a name' })
  name: string

  @ApiProperty({ example: 'mary.manager@example.org' })
  @IsString({ message: 'Enter an e-mail address' })
  email: string
}

/** The part of a booking by the API that says who approves. */
export class NamedManager {
  @ApiPropertyOptional({
    type: NamedPerson,
    description: 'The line manager who approves, where that is asked for; left out: the one on record.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => NamedPerson)
  manager?: NamedPerson

  @ApiPropertyOptional({ type: NamedPerson, description: 'Who answers when the line manager does not.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => NamedPerson)
  deputy?: NamedPerson
}

/** Who approves, as the API names them; null where it names nobody. `ownEmail` empty: an administrator books for somebody. */
export function namedManager({ manager, deputy }: NamedManager, ownEmail: string): { approvers: Approvers | null; errors: FieldError[] } {
  if (!manager) return { approvers: null, errors: [] }
  const approvers = {
    managerName: manager.name,
    managerEmail: manager.email,
    deputyName: deputy?.name ?? '',
    deputyEmail: deputy?.email ?? '',
  }
  const errors = managerErrors(approvers, ownEmail, OWN).map(({ field, message }) => ({ field: API_FIELDS[field] ?? field, message }))
  return { approvers, errors }
}

const API_FIELDS: Record<string, string> = {
  managerName: 'manager.name',
  managerEmail: 'manager.email',
  deputyName: 'deputy.name',
  deputyEmail: 'deputy.email',
}
