/** A group of a report: how many different people stand behind its figures. */
export interface Group {
  key: string
  name: string
  people: number
}

/** A group whose figures are left out: too small itself, or hidden so that a small one cannot be worked out from the total. */
export interface HiddenGroup {
  key: string
  name: string
  hidden: 'small' | 'protects-another'
}
export type SafeGroup<T extends Group> = (T & { hidden: false }) | HiddenGroup

export interface Suppressed<T extends Group> {
  groups: SafeGroup<T>[]
  totalHidden: boolean
}

/** Fewer people than this are not shown outside the business unit. */
export const SMALLEST_GROUP = 5

const people = (groups: readonly Group[]): number => groups.reduce((sum, group) => sum + group.people, 0)

/**
 * Hides groups of fewer than `smallest` people (an empty one has nobody to protect), and then the next smallest until at least two are
 * hidden that come to `smallest` people together: total less what is shown then says nothing of any one of them. Where there are not
 * enough groups for that, the total must be left out as well. Meant for one table whose rows add up to its total.
 */
export function suppress<T extends Group>(groups: readonly T[], smallest = SMALLEST_GROUP): Suppressed<T> {
  const bySize = groups.filter(group => group.people > 0).sort((a, b) => a.people - b.people)
  const small = bySize.filter(group => group.people < smallest)
  const hidden = [...small]
  const enough = () => hidden.length === 0 || (hidden.length > 1 && people(hidden) >= smallest)
  for (const group of bySize.slice(small.length)) if (!enough()) hidden.push(group)
  return { groups: groups.map(group => safe(group, hidden, small)), totalHidden: !enough() }
}

// Only the name is copied: figures that are not there cannot be printed by mistake.
function safe<T extends Group>(group: T, hidden: readonly T[], small: readonly T[]): SafeGroup<T> {
  if (!hidden.includes(group)) return { ...group, hidden: false }
  return { key: group.key, name: group.name, hidden: small.includes(group) ? 'small' : 'protects-another' }
}
