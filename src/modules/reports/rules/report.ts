import { type Counts, type Figure, type FigureKey, type Figures, FIGURES, figures } from './figures.js'
import { type SafeGroup, SMALLEST_GROUP, suppress } from './small-groups.js'

/** What a report can be broken down by, in the order of its tables. */
export const DIMENSIONS = ['agency-group', 'agency', 'course', 'quarter'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** What some figures are made of, beside them. */
export interface Parts {
  cancelledInTime: number
  cancelledLate: number
  cancelledByOrganiser: number
  elearningCompleted: number
  elearningInProgress: number
  elearningNotStarted: number
}

/** What was counted, and how many different people stand behind it. */
export interface Counted extends Counts, Parts {
  people: number
}

/** One group of a breakdown. `within`: the agency group that an agency belongs to; empty for every other breakdown. */
export interface CountedGroup {
  by: Dimension
  key: string
  name: string
  within: string
  counted: Counted
}

export interface GroupFigures {
  by: Dimension
  key: string
  name: string
  figures: Figures
  /** Why the figures of this group are left out; false: they are there. */
  hidden: false | 'small' | 'protects-another'
}

/** A period's figures. `hidden`: too few people stand behind all of it. */
export interface Report {
  figures: Figures
  parts: Parts | null
  hidden: boolean
  groups: GroupFigures[]
}

/** The name of whoever has no agency of the list. */
export const NO_AGENCY = 'Agency not listed'

/** "Local authority" -> `local-authority`, for addresses; an agency group has no key of its own. */
export function agencyGroupKey(name: string | null | undefined): string {
  if (!name) return 'not-listed'
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

const PARTS = [
  'cancelledInTime',
  'cancelledLate',
  'cancelledByOrganiser',
  'elearningCompleted',
  'elearningInProgress',
  'elearningNotStarted',
] as const

// An occurrence belongs to no agency, so what is counted in occurrences has no place in an agency's row, and nothing divided by places.
const OF_OCCURRENCES: readonly FigureKey[] = ['events', 'eventOccurrences', 'placesOffered', 'utilisationPercent', 'trainers', 'venues']

const only = (all: Figures, keep: (key: FigureKey) => boolean): Figures =>
  Object.fromEntries(FIGURES.map(({ key }): [FigureKey, Figure] => [key, keep(key) ? all[key] : { value: null }])) as Figures

const nothing = (all: Figures): Figures => only(all, () => false)

/** What has to be counted for breakdowns to be shown: whether an agency may be shown depends on its agency group. */
export const countedFor = (by: readonly Dimension[]): Dimension[] =>
  DIMENSIONS.filter(one => by.includes(one) || (one === 'agency-group' && by.includes('agency')))

/**
 * The figures of a period and its groups, of those counted by `countedFor(by)`. `everything`: for the business unit; other readers are
 * not shown groups of fewer than five people, nor what would give them away.
 */
export function report(total: Counted, groups: readonly CountedGroup[], by: readonly Dimension[], everything: boolean): Report {
  const hidden = !everything && total.people > 0 && total.people < SMALLEST_GROUP
  const all = figures(total)
  return {
    figures: hidden ? only(all, key => OF_OCCURRENCES.includes(key) && key !== 'utilisationPercent') : all,
    parts: hidden ? null : (Object.fromEntries(PARTS.map(part => [part, total[part]])) as unknown as Parts),
    hidden,
    groups: DIMENSIONS.filter(one => by.includes(one)).flatMap(one => breakdown(groups, one, everything)),
  }
}

function breakdown(groups: readonly CountedGroup[], by: Dimension, everything: boolean): GroupFigures[] {
  const mine = groups.filter(group => group.by === by)
  const why = everything ? new Map<string, GroupFigures['hidden']>() : by === 'agency' ? hiddenAgencies(groups) : hiddenOnes(mine)
  return mine.map(({ key, name, counted }) => {
    const hidden = why.get(key) ?? false
    const all = figures(counted)
    const shown = by === 'course' || by === 'quarter' ? all : only(all, figure => !OF_OCCURRENCES.includes(figure))
    return { by, key, name, figures: hidden ? nothing(all) : shown, hidden }
  })
}

type Why = Map<string, GroupFigures['hidden']>

function hiddenOnes(groups: readonly CountedGroup[]): Why {
  const sized = groups.map(({ key, name, counted }) => ({ key, name, people: counted.people }))
  return new Map(suppress(sized).groups.map((group: SafeGroup<(typeof sized)[number]>) => [group.key, group.hidden]))
}

/**
 * Agencies are read beside their agency groups, so an agency may not be worked out from its group's row either: within each group by
 * themselves, and all of them where the group is hidden.
 */
function hiddenAgencies(groups: readonly CountedGroup[]): Why {
  const agencies = groups.filter(group => group.by === 'agency')
  const hiddenGroups = hiddenOnes(groups.filter(group => group.by === 'agency-group'))
  const within = [...new Set(agencies.map(agency => agency.within))]
  return new Map(
    within.flatMap(group => {
      const own = agencies.filter(agency => agency.within === group)
      const hidden = hiddenOnes(own)
      return own.map(({ key }) => [key, hidden.get(key) || hiddenGroups.get(group) || false] as const)
    }),
  )
}
