import { isRefusal, refuse, type Refusal } from '../../../../shared/refusal.js'
import { readable } from '../rules/entry-name.js'
import type { PackageItem } from './manifest.js'
import { childOf, childrenOf, textOf, within, type Element } from './manifest-xml.js'
import { addressOf, type AddressCode } from './resource-address.js'

export type ItemCode = AddressCode | 'resource-missing'
export type NamedItem = PackageItem & { prerequisites: string }

const LONGEST_TITLE = 300
const LONGEST_LAUNCH_DATA = 4096

/** Every item that opens something, depth first, as the package lists them. Folders of items give only their order. */
export function itemsInOrder(
  root: Element,
  organization: Element,
  files: ReadonlyMap<string, string>,
  old: boolean,
): NamedItem[] | Refusal<ItemCode> {
  const list = childOf(root, 'resources')
  const resources = new Map(childrenOf(list, 'resource').map(one => [one.attributes.get('identifier') ?? '', one]))
  const above = baseOf(root) + baseOf(list)
  const items: NamedItem[] = []
  for (const item of within(organization, 'item')) {
    const reference = item.attributes.get('identifierref')
    if (!reference) continue
    const resource = resources.get(reference)
    const title = textOf(item, 'title').slice(0, LONGEST_TITLE) || `Item ${items.length + 1}`
    const href = resource?.attributes.get('href')
    if (!resource || !href) return refuse('resource-missing', { item: readable(title) })
    const address = addressOf(above + baseOf(resource), href, item.attributes.get('parameters') ?? '', files)
    if (isRefusal(address)) return { ...address, facts: { ...address.facts, item: readable(title) } }
    items.push({ identifier: item.attributes.get('identifier') ?? '', title, ...address, ...kindOf(resource), ...wishesOf(item, old) })
  }
  return items
}

const baseOf = (element: Element | undefined): string => element?.attributes.get('base') ?? ''
const kindOf = (resource: Element) => ({
  kind: resource.attributes.get('scormtype')?.toLowerCase() === 'asset' ? ('asset' as const) : ('sco' as const),
})

function wishesOf(item: Element, old: boolean) {
  return {
    mastery: old ? share(textOf(item, 'masteryscore'), 100) : minimumMeasure(item),
    launchData: textOf(item, 'datafromlms').slice(0, LONGEST_LAUNCH_DATA),
    maxTime: textOf(item, 'maxtimeallowed').slice(0, 40),
    timeLimitAction: textOf(item, 'timelimitaction').toLowerCase().slice(0, 40),
    completionThreshold: thresholdOf(item),
    prerequisites: textOf(item, 'prerequisites').slice(0, 1000),
  }
}

/** 2004: the primary objective is satisfied by a measure of at least so much (1 where it does not say how much). */
function minimumMeasure(item: Element): number | null {
  const objective = within(childOf(item, 'sequencing'), 'primaryobjective')[0]
  if (objective?.attributes.get('satisfiedbymeasure') !== 'true') return null
  return share(textOf(objective, 'minnormalizedmeasure'), 1) ?? 1
}

function thresholdOf(item: Element): number | null {
  const threshold = childOf(item, 'completionthreshold')
  if (!threshold || threshold.attributes.get('completedbymeasure') === 'false') return null
  return share(threshold.attributes.get('minprogressmeasure') ?? threshold.text, 1)
}

/** A number from 0 to `whole`, as a share of it; null for what is none. */
function share(text: string, whole: number): number | null {
  const value = /^\d{1,3}(\.\d+)?$/.test(text) ? Number(text) / whole : Number.NaN
  return value >= 0 && value <= 1 ? value : null
}
