import type { FieldError } from '../../../web/forms.js'
import { type FormQuestion, type QuestionKind, type QuestionOption, ROLES } from '../rules/form-content.js'
import { MOST_OPTIONS, questionFaults } from '../rules/form-problems.js'
import type { ListedMeasure } from './measures.queries.js'

type Body = Record<string, unknown>
/** The value of the measures' list that stands for one still to be made. */
export const NEW_MEASURE = 'new'

/** A question as its form has it. `newMeasure`: the title of a measure to be made for it. */
export interface TypedQuestion {
  question: FormQuestion
  newMeasure: string | null
  errors: FieldError[]
}

/** A text of a form, trimmed, with line ends as they are kept. */
export function textOf(body: Body, name: string): string {
  const value = body[name]
  const text = typeof value === 'string' ? value : ''
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replaceAll('\0', '')
    .replace(/\r\n/g, '\n')
    .trim()
}

export const tooLong = (field: string, text: string, most: number): FieldError[] =>
  text.length > most ? [{ field, message: `Use ${most.toLocaleString('en-GB')} characters or fewer` }] : []

/** What is empty is left out, so that a question that nobody changed stays the same. */
const given = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && value !== undefined && value !== false))

/** Reads a question of this kind under this key; `newKey` makes keys for answers that have none yet. */
export function readQuestion(
  body: Body,
  { key, kind, measures, newKey }: { key: string; kind: QuestionKind; measures: ListedMeasure[]; newKey: () => string },
): TypedQuestion {
  const [words, hint] = [textOf(body, 'words'), textOf(body, 'hint')]
  const wanted = kind === 'scale' ? textOf(body, 'measure') : ''
  const measure = measures.find(one => one.key === wanted)
  const newMeasure = wanted === NEW_MEASURE ? textOf(body, 'newMeasure') : null
  const { low, high } = measure ?? { low: textOf(body, 'low'), high: textOf(body, 'high') }
  const role = ROLES.find(one => one === textOf(body, 'role'))
  const chosen = kind === 'choice' || kind === 'many'
  const scale = kind === 'scale' ? { measure: measure?.key, low, high } : {}
  const rest = given({ hint, ...scale, role, required: body.required === 'yes' })
  const question = { key, kind, words, ...rest, ...(chosen ? { options: readOptions(body, newKey) } : {}) } as FormQuestion
  const errors = [
    ...questionFaults(question).map(({ field, say }) => ({ field, message: say })),
    ...(newMeasure === '' ? [{ field: 'newMeasure', message: 'Say what the new measure is called' }] : []),
    ...[tooLong('words', words, 300), tooLong('hint', hint, 300), tooLong('newMeasure', newMeasure ?? '', 80)].flat(),
    ...[tooLong('low', low, 60), tooLong('high', high, 60)].flat(),
    ...(question.options ?? []).flatMap((option, i) => tooLong(`option-${i}`, option.words, 200)),
  ]
  return { question, newMeasure, errors }
}

/** Answers without words are left out, the others keep their keys: nobody's form gives two the same. */
function readOptions(body: Body, newKey: () => string): QuestionOption[] {
  const taken = new Set<string>()
  return Array.from({ length: MOST_OPTIONS }, (_, i) => i).flatMap(i => {
    const words = textOf(body, `option-${i}`)
    if (words === '') return []
    const sent = textOf(body, `key-${i}`)
    const key = /^[\w-]{1,40}$/.test(sent) && !taken.has(sent) ? sent : newKey()
    taken.add(key)
    return [{ key, words, ...(body[`none-${i}`] === 'yes' ? { counts: false as const } : {}) }]
  })
}

/** Rows of a question's form: its answers, with room for three more. */
export function rowsOf(options: QuestionOption[] = []): Partial<QuestionOption>[] {
  const count = Math.min(MOST_OPTIONS, Math.max(4, options.length + 3))
  return Array.from({ length: count }, (_, i) => options[i] ?? {})
}
