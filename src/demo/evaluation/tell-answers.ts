import type { GivenAction, GivenStage } from '../../modules/evaluation/given-answers.writer.js'
import type { Kept } from '../../modules/evaluation/rules/form-content.js'
import type { Stage } from '../../modules/evaluation/rules/stage-settings.js'
import { addMonths } from '../../modules/evaluation/rules/due-dates.js'
import { addDays, type Day } from '../../shared/dates.js'
import { financialYear, financialYearPeriod, yearBefore } from '../../shared/periods.js'
import { dayOf, earlierOf, type Moment } from '../calendar.js'
import { Random } from '../random.js'
import type { Booking, Story } from '../story.js'
import { bookingKey } from '../story-tables.js'
import { scoresAt } from './scores.js'
import type { Told } from './told.js'
import { answersAt, actionsOf, outcomesOf } from './words.js'

/** How many of those who are asked answer, as partnerships find it. */
const RATES: Record<Stage, number> = { pre: 0.85, post: 0.8, impact: 0.46, manager: 0.3 }
const QUOTABLE = 0.42
const OPEN_DAYS = 60

export interface ToldAnswers {
  stages: GivenStage[]
  actions: GivenAction[]
}

/**
 * What was answered about every booking since the financial year before began, as it stands on the morning of `today`. Chance falls the same
 * way each time; at each stage as many answer as partnerships find, and rather those who answered before.
 */
export function tellAnswers(story: Story, today: Day): ToldAnswers {
  const from = yearBefore(financialYearPeriod(financialYear(today))).from
  const told = story.bookings
    .map((booking, i): Told => ({ key: bookingKey(i), booking, actions: [], kept: [] }))
    .filter(
      ({ booking: { occurrence, state } }) =>
        occurrence.days[0]! >= from && state !== 'cancelled' && occurrence.course.kind === 'scheduled',
    )
  const stages: GivenStage[] = []
  let answered = new Set<string>()
  for (const stage of ['pre', 'post', 'impact', 'manager'] as const) {
    const asked = told.filter(one => isAsked(stage, one.booking) && opens(stage, one.booking) < today)
    answered = choose(stage, asked, answered)
    for (const one of asked)
      if (answered.has(one.key) || !isComing(stage, one, today)) stages.push(stageOf(stage, one, answered.has(one.key), today))
  }
  return { stages, actions: told.flatMap(actionRows) }
}

/** Before: who has a place. After: who was there. Later: who was there to the end. */
function isAsked(stage: Stage, { state, walkIn }: Booking): boolean {
  if (stage === 'pre') return !walkIn
  return state === 'attended' || (stage === 'post' && state === 'partly attended')
}

/** Whoever has not answered before a course that is still to come is asked by the product itself. */
const isComing = (stage: Stage, { booking }: Told, today: Day): boolean => stage === 'pre' && booking.occurrence.days[0]! >= today

/** The day from which a stage is asked. */
function opens(stage: Stage, { occurrence, bookedAt }: Booking): Day {
  const [first, last] = [occurrence.days[0]!, occurrence.days.at(-1)!]
  if (stage === 'pre') return laterOfTwo(dayOf(bookedAt), addDays(first, -14))
  if (stage === 'post') return last
  return stage === 'impact' ? addDays(last, 56) : addMonths(last, 6)
}
const laterOfTwo = (one: Day, other: Day): Day => (one > other ? one : other)

/** Exactly the usual share of those asked. */
function choose(stage: Stage, asked: readonly Told[], before: ReadonlySet<string>): Set<string> {
  const random = new Random(`answers ${stage}`)
  const weight = ({ key, booking }: Told) => (before.has(key) ? 3 : 1) * (booking.state === 'no-show' ? 0.3 : 1)
  return new Set(random.sample(asked, Math.round(RATES[stage] * asked.length), weight).map(({ key }) => key))
}

function stageOf(stage: Stage, one: Told, answers: boolean, today: Day): GivenStage {
  const { booking, key } = one
  const random = new Random(`${stage} ${booking.occurrence.key} ${booking.person.key}`)
  const due = opens(stage, booking)
  const askedAt = stage === 'post' ? booking.occurrence.sessions.at(-1)!.endsAt : `${due} 08:30`
  const closes = closesOn(stage, booking, due)
  const sentAt = answers ? sentOn(stage, booking, due, earlierOf(closes, today), random) : null
  const lapsed = !answers && closes <= today
  if (answers && stage === 'post') one.actions = actionsOf(booking, random)
  if (answers && stage === 'impact') one.kept = one.actions.map(() => keptBy(booking, random))
  return {
    ...{ booking: key, stage, dueAt: askedAt, askedAt, sentAt },
    state: answers ? 'answered' : lapsed ? 'closed' : 'asked',
    closedWhy: lapsed ? 'too late' : null,
    manager: stage === 'manager' ? booking.person.manager : null,
    answers: answers ? answersAt(stage, one, random) : null,
    quotable: answers && stage !== 'pre' && random.chance(QUOTABLE),
    scores: answers ? scoresAt(stage, booking) : {},
  }
}

/** From this day a stage is not answered any more; after the course it always can be. */
function closesOn(stage: Stage, { occurrence }: Booking, due: Day): Day {
  if (stage === 'pre') return occurrence.days[0]!
  return stage === 'post' ? '9999-12-31' : addDays(due, OPEN_DAYS)
}

/** Most answer within a few days, before the course by its eve, and nobody this morning or later. */
function sentOn(stage: Stage, { occurrence, bookedAt }: Booking, due: Day, until: Day, random: Random): Moment {
  const latest = addDays(until, -1)
  if (stage === 'pre')
    return due >= latest
      ? laterMoment(`${latest} 20:${random.whole(10, 59)}`, bookedAt)
      : random.at(random.day(addDays(due, 1), latest), 9, 20)
  const evening = `${occurrence.days.at(-1)!} 20:${random.whole(10, 59)}`
  if (stage === 'post')
    return random.chance(0.6) ? evening : random.at(earlierOf(addDays(due, random.whole(1, 9)), laterOfTwo(latest, due)), 21, 23)
  return random.at(earlierOf(addDays(due, random.whole(0, 16)), laterOfTwo(latest, due)), 9, 20)
}
const laterMoment = (one: Moment, other: Moment): Moment => (one > other ? one : other)

/** Where the tool is not in place, little is kept. */
function keptBy({ occurrence }: Booking, random: Random): Kept {
  const lot = random.between(0, 1) + (occurrence.course.key === 'gcp2' ? 0.25 : 0)
  return lot < 0.56 ? 'yes' : lot < 0.84 ? 'partly' : 'not yet'
}

function actionRows(one: Told): GivenAction[] {
  const outcomes = outcomesOf(one)
  return one.actions.map((words, i) => ({
    ...{ booking: one.key, position: i + 1, words },
    ...{ kept: one.kept[i] ?? null, outcome: outcomes[i] ?? '' },
  }))
}
