import { STAGES, type StageSettings } from '../../evaluation/rules/stage-settings.js'
import { listInWords } from './date-words.js'

interface StageForm {
  id: string
  stage: string
  title: string
  own: boolean
}

/** One stage of a course's evaluation: when it is asked, and by which form; `form` null: none is published, so nothing is asked. */
export interface EvaluationRow {
  stage: string
  when: string
  form: StageForm | null
}

const WHEN: Record<(typeof STAGES)[number], (settings: StageSettings) => string> = {
  pre: () => 'Before the course',
  post: () => 'After the course',
  impact: ({ impactWeeks }) => (impactWeeks === 1 ? '1 week later' : `${impactWeeks} weeks later`),
  manager: ({ managerMonths }) => `The line manager, ${managerMonths === 1 ? '1 month' : `${managerMonths} months`} later`,
}

/** The stages at which a course asks, in order, each with the form that is published for it. */
export const evaluationRows = (settings: StageSettings, forms: readonly StageForm[]): EvaluationRow[] =>
  STAGES.filter(stage => settings.stages.includes(stage)).map(stage => ({
    stage,
    when: WHEN[stage](settings),
    form: forms.find(form => form.stage === stage) ?? null,
  }))

/** "14 and 2 days before; the last asks whether people are still coming"; without any, "None". */
export function remindersInWords(days: readonly number[]): string {
  if (days.length === 0) return 'None'
  const sorted = [...days].sort((a, b) => b - a)
  const unit = sorted.length === 1 && sorted[0] === 1 ? 'day' : 'days'
  const which = sorted.length === 1 ? 'It' : 'The last'
  return `${listInWords(sorted.map(String))} ${unit} before. ${which} asks whether people are still coming`
}
