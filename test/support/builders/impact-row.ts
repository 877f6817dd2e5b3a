import type { ImpactMeta, ImpactRow, Option } from '../../../src/modules/reports/rules/impact-rows.js'

let made = 0
type Change = Partial<Omit<ImpactRow, 'trainers'>> & { trainers?: string[] }

/** What was answered about one booking of its own person, of a course of 2025-26; nothing, unless told otherwise. */
export function someRow({ trainers = ['Tara'], ...change }: Change = {}): ImpactRow {
  const n = ++made
  return {
    ...{
      bookingId: `booking-${n}`,
      personId: `person-${n}`,
      manager: null,
      asked: [],
      answered: [],
      scores: {},
      chosen: {},
      kept: [],
      wrote: false,
    },
    ...{ course: { key: 'neglect', name: 'Neglect' }, topic: { key: 'child-neglect', name: 'Child neglect', priority: true } },
    ...{ agencyGroup: { key: 'health', name: 'Health' }, quarter: '2025-26 Q1', year: '2025-26' },
    trainers: trainers.map(name => ({ key: name.toLowerCase(), name })),
    ...change,
  }
}

/** A row whose person answered before and after, 1 to 10. */
export const pairRow = (before: number, after: number, change: Change = {}): ImpactRow =>
  someRow({ asked: ['pre', 'post'], answered: ['pre', 'post'], scores: { pre: { act: before }, post: { act: after } }, ...change })

const options = (counting: string[], none: string[]): Option[] => [
  ...counting.map(key => ({ key, words: `Words of ${key}`, counts: true })),
  ...none.map(key => ({ key, words: `Words of ${key}`, counts: false })),
]

/** One measure, and the questions that are counted by option. */
export const someMeta = (): ImpactMeta => ({
  measures: [{ key: 'act', name: 'Confidence to act', low: 'Not at all', high: 'Completely' }],
  options: {
    impact: { applied: options(['often', 'once'], ['no']), barriers: options(['time', 'tools'], ['none']) },
    manager: { applied: options(['clearly'], ['not-yet']), barriers: options(['time', 'support'], ['none']) },
  },
})
