import type { FieldError } from '../../../web/forms.js'
import type { FormQuestion, QuestionKind } from '../rules/form-content.js'
import { ROLES } from '../rules/form-content.js'
import { KIND_WORDS, ROLE_WORDS } from './building.messages.js'
import type { Body } from './desk-facts.js'
import type { MeasuresQueries } from './measures.queries.js'
import { NEW_MEASURE, rowsOf, textOf } from './read-question.js'

interface Shown {
  kind: QuestionKind
  question: FormQuestion | undefined
  errors?: FieldError[]
  /** What was typed, where it comes back. */
  body?: Body
}

/** What the fields of a question need: those of its kind, filled in. */
export async function questionFacts(measures: MeasuresQueries, { kind, question, errors = [], body }: Shown) {
  const names = kind === 'scale' ? await measures.names() : []
  const roles = ROLES.filter(role => ROLE_WORDS[role].kinds.includes(kind))
  // A new scale or statement is to be answered, unless its author says otherwise.
  const required = question ? question.required === true : kind !== 'text' && kind !== 'many'
  return {
    ...{ kind, kindWords: KIND_WORDS[kind], errors, question: question ?? {}, rows: rowsOf(question?.options) },
    required: body ? body.required === 'yes' : required,
    measure: body ? textOf(body, 'measure') : (question?.measure ?? ''),
    newMeasure: body ? textOf(body, 'newMeasure') : '',
    measures: [
      { value: '', text: 'None: it is not paired' },
      ...names.map(({ key, title, low, high }) => ({ value: key, text: `${title} (${low} – ${high})` })),
      { value: NEW_MEASURE, text: 'A new measure, named below' },
    ],
    roles: roles.length ? [{ value: '', text: 'None' }, ...roles.map(role => ({ value: role, text: ROLE_WORDS[role].text }))] : [],
  }
}
