import { plainToInstance } from 'class-transformer'
import { validateSync, type ValidationError } from 'class-validator'
import { Problem } from './problem.js'

export interface FieldError {
  field: string
  message: string
}

/** What was typed, cleaned, with what is wrong with it: `errors` is empty when all is well. */
export interface Filled<Form> {
  values: Form
  errors: FieldError[]
}

type FormClass<Form extends object> = new () => Form
type Body = Record<string, unknown>

/** Reads a posted form: trims each text (passwords excepted), and collects one sentence for each field that is wrong. */
export function readForm<Form extends object>(Class: FormClass<Form>, body: unknown): Filled<Form> {
  const values = plainToInstance(Class, trimmed(body))
  const errors = validateSync(values, { whitelist: true, forbidUnknownValues: false, stopAtFirstError: true }).map(fieldError)
  return { values, errors }
}

/** Reads a JSON body by the same class; throws a 422 problem that names each wrong field. */
export function readJson<Form extends object>(Class: FormClass<Form>, body: unknown): Form {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Problem(400, 'body-malformed', 'Send a JSON object.')
  const { values, errors } = readForm(Class, body)
  if (errors.length) throw new Problem(422, 'fields-invalid', errors.map(e => e.message).join(' '), { errors })
  return values
}

/** A form's class in which every field that is missing counts as empty text. */
function trimmed(body: unknown): Body {
  const entries = Object.entries((body ?? {}) as Body)
  return Object.fromEntries(entries.map(([key, value]) => [key, /password/i.test(key) ? value : trimValue(value)]))
}

function trimValue(value: unknown): unknown {
  if (typeof value === 'string') return trimText(value)
  return Array.isArray(value) ? value.map(trimValue) : value
}

function trimText(text: string): string {
  // Half of a character, which JSON can carry, is in no text: it becomes the sign for what cannot be read.
  const whole = text.replace(/\p{Cs}/gu, '\ufffd')
  return whole.replace(/\r\n/g, '\n').trim()
}

function fieldError(error: ValidationError): FieldError {
  const message = Object.values(error.constraints ?? error.children?.[0]?.constraints ?? {})[0] ?? 'Check this answer'
  return { field: error.property, message }
}
