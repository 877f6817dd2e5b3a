/** When a person is asked: at booking, after the last session, weeks later, and months later their manager. In this order. */
export const STAGES = ['pre', 'post', 'impact', 'manager'] as const
export type Stage = (typeof STAGES)[number]

/** How a course is evaluated. */
export interface StageSettings {
  stages: Stage[]
  /** The joining details come once the form before the course is answered. */
  gateJoining: boolean
  /** The certificate comes once the form after the course is answered. */
  gateCertificate: boolean
  /** After the end of the last session, counted in London days. */
  impactWeeks: number
  managerMonths: number
}

/** Of a course that nobody has set anything for. */
export const DEFAULT_SETTINGS: StageSettings = {
  stages: [...STAGES],
  gateJoining: false,
  gateCertificate: true,
  impactWeeks: 8,
  managerMonths: 6,
}

export const MOST_WEEKS = 52
export const MOST_MONTHS = 24

export interface SettingProblem {
  field: 'stages' | 'gateJoining' | 'gateCertificate' | 'impactWeeks' | 'managerMonths'
  message: string
}

const isWhole = (n: number, most: number) => Number.isInteger(n) && n >= 1 && n <= most

/** The settings of a course: its own where it has a row, else those of every course. */
export const settingsOf = (own: StageSettings | null | undefined): StageSettings => own ?? DEFAULT_SETTINGS

/** What is wrong with settings that somebody wants to save; empty: nothing. A number is judged only where its stage is asked. */
export function settingProblems(settings: StageSettings): SettingProblem[] {
  const has = (stage: Stage) => settings.stages.includes(stage)
  const wrong: (SettingProblem | false)[] = [
    settings.gateJoining &&
      !has('pre') && { field: 'gateJoining', message: 'Joining details can only wait for the form before the course if it is asked' },
    settings.gateCertificate &&
      !has('post') && { field: 'gateCertificate', message: 'The certificate can only wait for the form after the course if it is asked' },
    has('impact') &&
      !isWhole(settings.impactWeeks, MOST_WEEKS) && {
        field: 'impactWeeks',
        message: `Enter a whole number of weeks from 1 to ${MOST_WEEKS}`,
      },
    has('manager') &&
      !isWhole(settings.managerMonths, MOST_MONTHS) && {
        field: 'managerMonths',
        message: `Enter a whole number of months from 1 to ${MOST_MONTHS}`,
      },
  ]
  return wrong.filter(one => one !== false)
}

export type Gate = 'joining details' | 'certificate'
const GATE_STAGE = { 'joining details': 'pre', certificate: 'post' } as const

/** The stage that has to be answered before this comes; null: it waits for nothing. A stage that is not asked holds nothing back. */
export function demandedStage(settings: StageSettings, gate: Gate): Stage | null {
  const on = gate === 'certificate' ? settings.gateCertificate : settings.gateJoining
  const stage = GATE_STAGE[gate]
  return on && settings.stages.includes(stage) ? stage : null
}
