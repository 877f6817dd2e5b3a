import type { Answers, Kept, KeptAnswer } from '../../modules/evaluation/rules/form-content.js'
import type { Stage } from '../../modules/evaluation/rules/stage-settings.js'
import { AGENCIES } from '../catalogue/agencies.js'
import { agencyOn } from '../person.js'
import { Random } from '../random.js'
import type { Booking } from '../story.js'
import { scoresAt } from './scores.js'
import type { Told } from './told.js'
import { ANYWHERE, HELP, HELP_TEAM, ON_THE_DAY, OUTCOMES, PLACES, voicesOf } from './voices.js'

const groupOf = ({ person, occurrence }: Booking): string =>
  AGENCIES.find(({ key }) => key === agencyOn(person, occurrence.days[0]!))?.group ?? ''

/** Two or three things that they will do. */
export const actionsOf = ({ occurrence }: Booking, random: Random): string[] =>
  random.sample(voicesOf(occurrence.course.topic).actions, random.whole(1, 3))

/** What came of each of their actions, in words. */
export function outcomesOf({ booking, kept }: Pick<Told, 'booking' | 'kept'>): string[] {
  const random = new Random(`outcomes ${booking.occurrence.key} ${booking.person.key}`)
  return kept.map(how => random.pick(OUTCOMES[how]))
}

/** The whole form of a stage, as its person filled it in. */
export function answersAt(stage: Stage, told: Told, random: Random): Answers {
  const scores = scoresAt(stage, told.booking)
  return { ...scores, ...written[stage](told, random) }
}

const written: Record<Stage, (told: Told, random: Random) => Answers> = {
  pre: ({ booking }, random) => ({
    contact: random.pick(['daily', 'daily', 'weekly', 'weekly', 'sometimes', 'rarely']),
    hopes: random.sample(['notice', 'talk', 'record', 'refer', 'challenge', 'tools', 'others'], random.whole(1, 3)),
    ...maybe('situation', 0.35, voicesOf(booking.occurrence.course.topic).situation, random),
  }),
  post: ({ booking, actions }, random) => ({
    ...maybe('learned', 0.7, voicesOf(booking.occurrence.course.topic).learned, random),
    ...(actions.length > 0 ? { actions } : {}),
    ...{ relevant: random.pick([5, 5, 4, 4, 4, 3]), useful: random.pick([5, 5, 4, 4, 3]), welcome: random.pick([5, 5, 5, 4, 4, 2]) },
    ...maybe('change', 0.45, ON_THE_DAY, random),
  }),
  impact: (told, random) => {
    const hindered = told.booking.occurrence.course.key === 'gcp2'
    const applied = random.pick(
      hindered ? ['once', 'not-yet', 'not-yet', 'no'] : ['often', 'often', 'once', 'once', 'once', 'not-yet', 'no'],
    )
    const used = applied === 'often' || applied === 'once'
    return {
      ...keptAnswers(told),
      applied,
      ...(used ? { whom: random.sample(['children', 'adults', 'families', 'colleagues', 'agencies'], random.whole(1, 2)) } : {}),
      ...(used ? story(told.booking, 0.75, random) : {}),
      barriers: barriersOf(used, hindered, random),
      ...maybe('help', 0.5, HELP, random),
    }
  },
  manager: ({ booking }, random) => {
    const applied = random.pick(['clearly', 'clearly', 'some', 'some', 'some', 'not-yet', 'cannot-tell'])
    const used = applied === 'clearly' || applied === 'some'
    return {
      applied,
      ...(used ? maybe('story', 0.8, voicesOf(booking.occurrence.course.topic).seen, random) : {}),
      supervision: random.pick(['often', 'once', 'once', 'no']),
      barriers: barriersOf(used, booking.occurrence.course.key === 'gcp2', random),
      ...maybe('help', 0.4, HELP_TEAM, random),
    }
  },
}

const maybe = (key: string, likelihood: number, texts: readonly string[], random: Random): Answers =>
  random.chance(likelihood) ? { [key]: random.pick(texts) } : {}

function story(booking: Booking, likelihood: number, random: Random): Answers {
  const told = maybe('story', likelihood, voicesOf(booking.occurrence.course.topic).story, random)
  const place = random.pick(PLACES[groupOf(booking)] ?? ANYWHERE)
  return typeof told.story === 'string' ? { story: told.story.replace('{place}', place) } : told
}

function barriersOf(used: boolean, hindered: boolean, random: Random): string[] {
  if (hindered) return [...(random.chance(0.85) ? ['tools'] : []), ...random.sample(['time', 'others', 'support'], random.whole(1, 2))]
  if (used && random.chance(0.45)) return ['none']
  return random
    .sample(['time', 'time', 'case', 'case', 'others', 'support', 'unsure', 'tools'], random.whole(1, 2))
    .filter((one, i, all) => all.indexOf(one) === i)
}

function keptAnswers(told: Told): Answers {
  const outcomes = outcomesOf(told)
  const kept = told.kept.map((how: Kept, i): [string, KeptAnswer] => [String(i + 1), { kept: how, outcome: outcomes[i]! }])
  return kept.length > 0 ? { kept: Object.fromEntries(kept) } : {}
}
