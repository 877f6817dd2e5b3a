import { isRefusal, refuse, type Refusal } from '../../../../shared/refusal.js'
import { readable } from '../rules/entry-name.js'
import { itemsInOrder, type ItemCode, type NamedItem } from './manifest-items.js'
import type { Manifest, Standard } from './manifest.js'
import { childOf, childrenOf, textOf, within, type Element } from './manifest-xml.js'
import { sequencingOf } from './manifest-sequencing.js'

export type ManifestCode = ItemCode | 'manifest-not-scorm' | 'manifest-several' | 'items-missing' | 'too-many-items' | 'order-impossible'

/**
 * What the manifest says: standard, title, items in their order, and its wishes about order. `files`: every file of the archive by its
 * lookup name. Rule 221 of docs/rules.md holds for the order; refused is a package whose own conditions cannot be met in it.
 */
export function readManifest(root: Element, files: ReadonlyMap<string, string>, mostItems: number): Manifest | Refusal<ManifestCode> {
  if (root.name !== 'manifest') return refuse('manifest-not-scorm')
  if (within(root, 'manifest').length > 0) return refuse('manifest-several')
  const standard = standardOf(root)
  if (!standard) return refuse('manifest-not-scorm')
  const organizations = childOf(root, 'organizations')
  const all = childrenOf(organizations, 'organization')
  const organization = all.find(one => one.attributes.get('identifier') === organizations?.attributes.get('default')) ?? all[0]
  if (!organization) return refuse('items-missing')
  const items = itemsInOrder(root, organization, files, standard === 'SCORM 1.2')
  if (isRefusal(items)) return items
  if (items.length === 0) return refuse('items-missing')
  if (items.length > mostItems) return refuse('too-many-items', { count: items.length, most: mostItems })
  const impossible = orderProblem(items)
  if (impossible) return impossible
  return {
    standard,
    title: (textOf(organization, 'title') || items[0]!.title).slice(0, 300),
    items: items.map(({ prerequisites: _, ...item }) => item),
    sequencing: sequencingOf(organization, root, items, all.length),
  }
}

function standardOf(root: Element): Standard | null {
  const said = textOf(childOf(root, 'metadata'), 'schemaversion').toLowerCase()
  if (/^1\.2/.test(said)) return 'SCORM 1.2'
  if (/2004.*4th|4th.*2004/.test(said)) return 'SCORM 2004 4th Edition'
  if (/2004.*3rd|3rd.*2004/.test(said)) return 'SCORM 2004 3rd Edition'
  if (/cam 1\.3|2004/.test(said)) return 'SCORM 2004 2nd Edition'
  // Some tools leave the version out; the namespaces of the package's own words tell it too.
  const spaces = [...root.attributes.values()].join(' ')
  if (spaces.includes('adlcp_v1p3')) return 'SCORM 2004 2nd Edition'
  return spaces.includes('adlcp_rootv1p2') ? 'SCORM 1.2' : null
}

/** Conditions of 1.2 name other items; one that names a later item could never be met, since items are taken as listed. */
function orderProblem(items: readonly NamedItem[]): Refusal<'order-impossible'> | null {
  for (const [i, { prerequisites, title }] of items.entries()) {
    const named: string[] = prerequisites.match(/[^\s&|~(){},*="<>]+/g) ?? []
    const later = items.slice(i).find(other => named.includes(other.identifier))
    if (later) return refuse('order-impossible', { item: readable(title), later: readable(later.title) })
  }
  return null
}
