import { NotFoundException } from '@nestjs/common'
import type { FieldError } from '../../../web/forms.js'
import { view } from '../../../web/reply.js'
import { questionsOf, type FormContent } from '../rules/form-content.js'
import { formProblems, minutesOf } from '../rules/form-problems.js'
import { KIND_WORDS, kindsOf, STAGE_WORDS } from './building.messages.js'
import { type Body, kindItems, template } from './desk-facts.js'
import type { FormsQueries } from './forms.queries.js'
import type { MeasuresQueries } from './measures.queries.js'

interface Reading {
  forms: FormsQueries
  measures: MeasuresQueries
}

/** A form with all its parts; `typed`: what a refused form of the page had in it. A retired one is only looked at. */
export async function formPage({ forms, measures }: Reading, id: string, errors: FieldError[] = [], typed: Body = {}) {
  const [form, versions, names, bank] = await Promise.all([forms.one(id), forms.versions(id), measures.names(), measures.bank()])
  if (!form) throw new NotFoundException()
  const { draft, stage } = form
  const keys = questionsOf(draft).map(({ key }) => key)
  const kinds = kindsOf(stage)
  const free = bank.filter(({ key, question, retired }) => !retired && !keys.includes(key) && kinds.includes(question.kind))
  const facts = {
    ...{ form, versions, stageWords: STAGE_WORDS[stage], kindWords: KIND_WORDS, kinds: kindItems(kinds) },
    groups: numbered(draft),
    bank: free.map(({ key, question }) => ({ value: key, text: question.words })),
    banked: bank.map(({ key }) => key),
    measures: Object.fromEntries(names.map(({ key, title }) => [key, title])),
    problems: formProblems(
      draft,
      stage,
      names.map(({ key }) => key),
    ),
    replaces: form.state === 'published' ? null : await forms.replaces(form),
    ...{ count: keys.length, minutes: minutesOf(draft), paired: questionsOf(draft).some(({ measure }) => measure !== undefined) },
    ...{ errors, values: { title: form.title, intro: draft.intro, ...typed } },
  }
  return view(template(form.state === 'retired' ? 'retired-form' : 'form'), facts, errors.length > 0 ? 422 : 200)
}

/** The groups with the number of their first question: questions are counted through the whole form. */
function numbered(draft: FormContent) {
  let first = 1
  return draft.groups.map((group, i) => {
    const shown = { ...group, at: i, first, last: i === draft.groups.length - 1 }
    first += group.questions.length
    return shown
  })
}
