import { NotFoundException, ParseUUIDPipe } from '@nestjs/common'
import type { Refusal } from '../../../shared/refusal.js'
import type { FieldError } from '../../../web/forms.js'
import { buildingSentence, KIND_WORDS } from './building.messages.js'
import type { FormsQueries, OpenForm } from './forms.queries.js'

export type Body = Record<string, unknown>
export const UUID = new ParseUUIDPipe({ errorHttpStatusCode: 404 })

/** The folder of the desk's templates. */
export const template = (name: string): string => `modules/evaluation/building/views/${name}.njk`

/** A refused change as an error of its page; what is not there is a page not found. */
export function editError({ refused }: Refusal, field: string): FieldError {
  if (refused === 'not-found') throw new NotFoundException()
  return { field, message: buildingSentence(refused) }
}

/** The form to be edited; 404 for one that is not there, or retired: that is looked at only. */
export async function openForm(forms: FormsQueries, id: string): Promise<OpenForm> {
  const form = await forms.one(id)
  if (!form || form.state === 'retired') throw new NotFoundException()
  return form
}

/** The version that a page's hidden field names; what is none is the version of nothing. */
export const versionOf = (body: Body): number => (/^\d{1,9}$/.test(String(body.version)) ? Number(body.version) : -1)

export const kindItems = (kinds: (keyof typeof KIND_WORDS)[]) => kinds.map(kind => ({ value: kind, text: KIND_WORDS[kind] }))
