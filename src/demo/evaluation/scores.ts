import type { Stage } from '../../modules/evaluation/rules/stage-settings.js'
import { Random } from '../random.js'
import type { Booking } from '../story.js'

export const MEASURES = ['knowledge', 'recognise', 'act', 'together'] as const
export type MeasureKey = (typeof MEASURES)[number]

type Level = Record<MeasureKey, number>

/** Where people stand before a course, what it adds, and what the next eight weeks do to it; managers see a little less than delegates do. */
const BEFORE: Level = { knowledge: 4.8, recognise: 5.6, act: 5.2, together: 5.4 }
const ADDED: Level = { knowledge: 2.5, recognise: 1.6, act: 2.1, together: 1.5 }
const WEEKS_ON: Level = { knowledge: 0, recognise: 0.3, act: 0.25, together: 0 }
const MANAGERS = -0.4

/** What differs from that, by course. Where the tool and the time for it are not in place, working together falls back. */
const OF_COURSE: Record<string, { before?: Partial<Level>; added?: Partial<Level>; weeksOn?: Partial<Level> }> = {
  gcp2: { added: { together: 1.4, knowledge: 3 }, weeksOn: { together: -2.1, act: -0.2 } },
  'neglect-l2': { added: { recognise: 2, act: 2.3 } },
  'suicide-prevention': { before: { act: 4.3 }, added: { act: 3.1 }, weeksOn: { act: 0.4 } },
  'rhrt-refresher': { before: { knowledge: 6.6, act: 6.4 }, added: { knowledge: 1, act: 0.8, recognise: 0.5 } },
  'rhrt-full': { added: { act: 2.4, together: 1.9 } },
  'csa-signs': { before: { recognise: 4.6 }, added: { recognise: 2.7 } },
  'basic-drugs': { before: { knowledge: 4 }, added: { knowledge: 3.2, together: 0.6 } },
  'supporting-families': { added: { together: 2.1 }, weeksOn: { together: -0.5 } },
}

/** What a person answers at a stage, from 1 to 10: the same person a stage later is still the same person. */
export function scoresAt(stage: Stage, { occurrence, person }: Booking): Record<MeasureKey, number> {
  const steady = new Random(`level ${person.key} ${occurrence.course.key}`)
  const moment = new Random(`scores ${stage} ${occurrence.key} ${person.key}`)
  const [standing, taking] = [spread(steady) * 1.5, spread(steady) * 0.6]
  const own = OF_COURSE[occurrence.course.key] ?? {}
  return Object.fromEntries(
    MEASURES.map(measure => {
      const of = (all: Level, change: Partial<Level> = {}) => change[measure] ?? all[measure]
      let level = of(BEFORE, own.before) + standing + spread(moment) * 0.7
      if (stage !== 'pre') level += of(ADDED, own.added) + taking - standing * 0.45
      if (stage === 'impact' || stage === 'manager') level += of(WEEKS_ON, own.weeksOn)
      if (stage === 'manager') level += MANAGERS
      return [measure, Math.max(1, Math.min(10, Math.round(level)))]
    }),
  ) as Record<MeasureKey, number>
}

/** About as often below nothing as above, seldom further off than two. */
const spread = (random: Random): number => random.between(-1, 1) + random.between(-1, 1)
