import { NotFoundException } from '@nestjs/common'
import type { Refusal } from '../../../shared/refusal.js'
import type { FieldError } from '../../../web/forms.js'
import type { BuiltContent } from '../rules/built-content.js'
import type { DraftModule, ModulesQueries } from './modules.queries.js'

const SENTENCES: Record<string, string> = {
  overtaken:
    'Somebody else has changed this module since you opened it. What you typed is still below: open the module in another window, see what has changed, then save again',
  'not-ready': 'Put right what is listed below before you publish',
  'nothing-changed': 'Everything is published already',
}

/** A refused change as an error of its form; what is not there is a page not found. */
export function editError({ refused }: Refusal, field: string): FieldError {
  if (refused === 'not-found') throw new NotFoundException()
  return { field, message: SENTENCES[refused] ?? 'That was not possible' }
}

/** The module to be edited, with its draft as pages and a quiz; 404 for one that is not built here. */
export async function builtDraft(modules: ModulesQueries, id: string): Promise<DraftModule & { draft: BuiltContent }> {
  const module = await modules.one(id)
  if (module?.kind !== 'built') throw new NotFoundException()
  return module as DraftModule & { draft: BuiltContent }
}

export const revisionOf = (body: { revision?: unknown }): number => (typeof body.revision === 'string' ? Number(body.revision) : Number.NaN)
