import { addDays, type Day } from '../shared/dates.js'
import type { Period } from '../shared/periods.js'
import { earlierOf } from './calendar.js'
import { Random } from './random.js'
import type { Enrolment, Story } from './story.js'

/** How many began a course in a year, and what had become of them by its end; the others have not started. */
export interface Taken {
  signedUp: number
  completed: number
  inProgress: number
}

const usual = (signedUp: number): Taken => ({ signedUp, completed: Math.round(signedUp * 0.74), inProgress: Math.round(signedUp * 0.16) })

/** The year before the published one: 1,123 in all. */
export const TAKEN_2022: Record<string, Taken> = {
  'neglect-l1': usual(170),
  'children-l1': usual(300),
  'adults-l1': usual(260),
  'children-l2': usual(190),
  'mca-l2': usual(90),
  icon: usual(73),
  'private-fostering': usual(40),
}

/** The published year: 2,877 in all, and of Child Neglect Awareness Level 1 what became of them. */
export const TAKEN_2023: Record<string, Taken> = {
  'neglect-l1': { signedUp: 239, completed: 179, inProgress: 42 },
  'children-l1': usual(760),
  'adults-l1': usual(640),
  'children-l2': usual(520),
  'mca-l2': usual(300),
  icon: usual(238),
  'private-fostering': usual(180),
}

/** Any year since. */
export const TAKEN_SINCE: Record<string, Taken> = {
  'neglect-l1': usual(180),
  'children-l1': usual(240),
  'adults-l1': usual(200),
  'children-l2': usual(150),
  'mca-l2': usual(80),
  icon: usual(60),
  'private-fostering': usual(30),
}

/** Enrols the crowd for a year; nobody takes a course twice. What would have happened after `until` is left out. */
export function takeElearning(story: Story, period: Period, taken: Record<string, Taken>, until: Day = period.to): void {
  for (const [course, numbers] of Object.entries(taken)) {
    const random = new Random(`e-learning ${course} ${period.from}`)
    const able = story.crowd.filter(person => person.registeredOn < period.from && story.ledger.isNewTo(person, course))
    random
      .sample(able, numbers.signedUp, person => person.pull)
      .forEach((person, i) => {
        const reached = i < numbers.completed ? 'completed' : i < numbers.completed + numbers.inProgress ? 'started' : 'signed up'
        const enrolment = cut({ course, person, ...moments(reached, period, random) }, until)
        if (!enrolment) return
        story.enrolments.push(enrolment)
        story.ledger.engage(person, course)
        if (enrolment.completedAt) story.ledger.complete(person, course, enrolment.completedAt.slice(0, 10))
      })
  }
}

/** Signed up in the morning, started in the afternoon, completed in the evening: in that order even when all is on one day. */
function moments(reached: 'completed' | 'started' | 'signed up', period: Period, random: Random): Omit<Enrolment, 'course' | 'person'> {
  const signedUpOn = random.day(period.from, period.to)
  const signedUpAt = random.at(signedUpOn, 7, 12)
  if (reached === 'signed up') return { signedUpAt }
  const startedOn = earlierOf(addDays(signedUpOn, random.chance(0.6) ? 0 : random.whole(1, 12)), period.to)
  const startedAt = random.at(startedOn, 12, 16)
  if (reached === 'started') return { signedUpAt, startedAt }
  const completedOn = earlierOf(addDays(startedOn, random.chance(0.5) ? 0 : random.whole(1, 25)), period.to)
  return { signedUpAt, startedAt, completedAt: random.at(completedOn, 16, 22) }
}

/** The enrolment as it stood at the end of a day, or null when it had not begun. */
function cut(enrolment: Enrolment, until: Day): Enrolment | null {
  const { startedAt, completedAt } = enrolment
  const end = `${until} 23:59`
  if (enrolment.signedUpAt > end) return null
  return {
    ...enrolment,
    startedAt: startedAt && startedAt <= end ? startedAt : undefined,
    completedAt: completedAt && completedAt <= end ? completedAt : undefined,
  }
}
