import { applyDecorators } from '@nestjs/common'
import { Expose, Transform } from 'class-transformer'
import { IsArray, IsIn, IsNotEmpty, IsString, Matches, MaxLength, ValidateBy } from 'class-validator'

// A field that is not sent at all (a box left unticked) is read like an empty one: it has to be exposed for its transform to run.
const asText = applyDecorators(
  Expose(),
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value : '')),
)
const asList = applyDecorators(
  Expose(),
  Transform(({ value }: { value: unknown }) =>
    value === undefined || value === '' ? [] : [value].flat().filter(one => typeof one === 'string'),
  ),
)

/** A text that has to be there. `missing` is the sentence for one that is not. */
export const Line = (missing: string, most = 200) =>
  applyDecorators(asText, IsString(), IsNotEmpty({ message: missing }), MaxLength(most, { message: `Use ${most} characters or fewer` }))

/** A text that may be left out, and is '' then. */
export const OptionalText = (most: number) =>
  applyDecorators(asText, IsString(), MaxLength(most, { message: `Use ${most} characters or fewer` }))

export const OneOf = (values: readonly string[], message: string) => applyDecorators(asText, IsIn(values, { message }))

/** A whole number as text, within bounds that are both allowed. */
export const WholeNumber = (least: number, most: number, message: string, optional = false) => {
  const validate = (value: unknown) =>
    typeof value === 'string' &&
    ((optional && value === '') || (/^\d{1,6}$/.test(value) && Number(value) >= least && Number(value) <= most))
  return applyDecorators(asText, ValidateBy({ name: 'wholeNumber', validator: { validate } }, { message }))
}

export const Shaped = (shape: RegExp, message: string) => applyDecorators(asText, Matches(shape, { message }))

/** A text that a rule can read: one for which `read` answers null is wrong. */
export const Read = (read: (text: string) => unknown, message: string) => {
  const validate = (value: unknown) => typeof value === 'string' && read(value) !== null
  return applyDecorators(asText, ValidateBy({ name: 'read', validator: { validate } }, { message }))
}

/** Checkboxes: always a list. */
export const Many = () => applyDecorators(asList, IsArray())
