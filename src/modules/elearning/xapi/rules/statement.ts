import type { Day } from '../../../../shared/dates.js'
import { londonAt, londonDate } from '../../../../shared/dates.js'

/** The verbs that statements are made with, by the names that ADL gave them. */
export const VERBS = {
  completed: 'http://adlnet.gov/expapi/verbs/completed',
  passed: 'http://adlnet.gov/expapi/verbs/passed',
  failed: 'http://adlnet.gov/expapi/verbs/failed',
} as const
export type StatementVerb = keyof typeof VERBS

const COURSE = 'http://adlnet.gov/expapi/activities/course'
const LANGUAGE = 'en-GB'

/** What happened on an enrolment. */
export interface Learning {
  id: string
  verb: StatementVerb
  personId: string
  enrolmentId: string
  course: { key: string; title: string }
  /** Per cent, 0 to 100; null: there was none. */
  score: number | null
  /** Passed, failed, or neither: a course without anything to pass. */
  success: boolean | null
  /** Spent on it in all; 0: nothing was measured. */
  seconds: number
  /** When the product was told. */
  now: Date
  /** The London day on which it was completed, where that is not today. */
  on?: Day
}

export interface Statement {
  id: string
  actor: { objectType: 'Agent'; account: { homePage: string; name: string } }
  verb: { id: string; display: Record<string, string> }
  object: { objectType: 'Activity'; id: string; definition: { type: string; name: Record<string, string> } }
  result: {
    completion?: boolean
    success?: boolean
    score?: { scaled: number; raw: number; min: number; max: number }
    duration?: string
  }
  context: { registration: string; platform: string; language: string }
  timestamp: string
  version: '1.0.0'
}

/**
 * The statement that tells of it. People are known by their account here and by nothing else: addresses change and names say more than a
 * store of statements needs. `version` is the data model's, which is 1.0.0 in every 1.0.x (xAPI 1.0.3, Data, 2.4.10).
 */
export function statementOf(learning: Learning, publicUrl: string): Statement {
  const { id, verb, personId, enrolmentId, course } = learning
  return {
    id,
    actor: { objectType: 'Agent', account: { homePage: publicUrl, name: personId } },
    verb: { id: VERBS[verb], display: { [LANGUAGE]: verb } },
    object: {
      objectType: 'Activity',
      id: activityOf(course.key, publicUrl),
      definition: { type: COURSE, name: { [LANGUAGE]: course.title } },
    },
    result: resultOf(learning),
    context: { registration: enrolmentId, platform: 'Goldthread', language: LANGUAGE },
    timestamp: happenedAt(learning).toISOString(),
    version: '1.0.0',
  }
}

/** The address that stands for a course: its own page. */
export const activityOf = (courseKey: string, publicUrl: string): string => `${publicUrl}/courses/${encodeURIComponent(courseKey)}`

/** 3,723 seconds are `PT1H2M3S`. */
export function iso8601Duration(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), 'H'],
    [Math.floor(seconds / 60) % 60, 'M'],
    [seconds % 60, 'S'],
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`)
  return `PT${said.join('') || '0S'}`
}

function resultOf({ verb, success, score, seconds }: Learning): Statement['result'] {
  return {
    ...(verb === 'completed' && { completion: true }),
    ...(success !== null && { success }),
    ...(score !== null && { score: { scaled: Math.round(score * 100) / 10_000, raw: score, min: 0, max: 100 } }),
    ...(seconds > 0 && { duration: iso8601Duration(seconds) }),
  }
}

// Of a day that somebody declares later nobody knows the hour: its midday is never another day anywhere near.
const happenedAt = ({ now, on }: Learning): Date => (on === undefined || on === londonDate(now) ? now : londonAt(on, '12:00'))
