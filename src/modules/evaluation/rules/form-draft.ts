import { type FormContent, type FormGroup, type FormQuestion, questionsOf } from './form-content.js'

/** Where a part goes: one place earlier, one later, or out of the form. */
export type Where = 'up' | 'down' | 'away'

/** A list with the part at this place moved, or taken out. At the end that it already has it stays. */
function moved<T>(list: readonly T[], at: number, where: Where): T[] {
  const without = list.filter((_, i) => i !== at)
  if (where === 'away') return without
  const to = Math.min(Math.max(where === 'up' ? at - 1 : at + 1, 0), without.length)
  return [...without.slice(0, to), list[at]!, ...without.slice(to)]
}

/** A group is known by its place, from 0; null where there is none. */
const groupAt = (content: FormContent, at: number): FormGroup | null => content.groups[at] ?? null
const withGroup = (content: FormContent, at: number, questions: FormQuestion[]): FormContent => ({
  ...content,
  groups: content.groups.map((group, i) => (i === at ? { ...group, questions } : group)),
})

export const addGroup = (content: FormContent, title: string): FormContent => ({
  ...content,
  groups: [...content.groups, { title, questions: [] }],
})

export function renameGroup(content: FormContent, at: number, title: string): FormContent | null {
  if (!groupAt(content, at)) return null
  return { ...content, groups: content.groups.map((group, i) => (i === at ? { ...group, title } : group)) }
}

/** Taking a group out takes its questions with it. */
export const placeGroup = (content: FormContent, at: number, where: Where): FormContent | null =>
  groupAt(content, at) && { ...content, groups: moved(content.groups, at, where) }

/** The group that a question is in, from 0; -1 where it is not in the form. */
export const groupOf = (content: FormContent, key: string): number =>
  content.groups.findIndex(group => group.questions.some(question => question.key === key))

export const questionIn = (content: FormContent, key: string): FormQuestion | undefined =>
  questionsOf(content).find(question => question.key === key)

/**
 * A question in the place of the one with its key, or at the end of the group that it is to be in. Null where there is no such group;
 * a form that has none yet gets its first.
 */
export function putQuestion(content: FormContent, question: FormQuestion, at: number): FormContent | null {
  const form = content.groups.length === 0 && at === 0 ? addGroup(content, '') : content
  const group = groupAt(form, at)
  if (!group) return null
  const was = groupOf(form, question.key)
  if (was === at)
    return withGroup(
      form,
      at,
      group.questions.map(one => (one.key === question.key ? question : one)),
    )
  const left =
    was === -1
      ? form
      : withGroup(
          form,
          was,
          form.groups[was]!.questions.filter(one => one.key !== question.key),
        )
  return withGroup(left, at, [...group.questions, question])
}

/** From the end of its group a question goes on into the next; null where it is not in the form. */
export function placeQuestion(content: FormContent, key: string, where: Where): FormContent | null {
  const at = groupOf(content, key)
  if (at === -1) return null
  const { questions } = content.groups[at]!
  const i = questions.findIndex(question => question.key === key)
  const over = where === 'up' ? (i === 0 ? at - 1 : -1) : where === 'down' && i === questions.length - 1 ? at + 1 : -1
  const next = groupAt(content, over)
  if (!next) return withGroup(content, at, moved(questions, i, where))
  const there = where === 'up' ? [...next.questions, questions[i]!] : [questions[i]!, ...next.questions]
  return withGroup(withGroup(content, at, moved(questions, i, 'away')), over, there)
}

/** A form whose scales of this measure say at their ends what the measure says. */
export const withEnds = (content: FormContent, measure: string, ends: { low: string; high: string }): FormContent => ({
  ...content,
  groups: content.groups.map(group => ({
    ...group,
    questions: group.questions.map(question => (question.measure === measure ? { ...question, ...ends } : question)),
  })),
})
