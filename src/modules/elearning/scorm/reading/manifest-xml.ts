import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** One element of the manifest, without the prefixes of its namespaces. */
export interface Element {
  name: string
  attributes: ReadonlyMap<string, string>
  children: Element[]
  text: string
}

type Parsed = Record<string, unknown>
const DEEPEST = 60

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  maxNestedTags: DEEPEST,
  // Of entities only the five that XML itself has are read; others cannot be declared, since a document type is refused before.
  processEntities: true,
})

/** The document element, or null for what is not well-formed XML, or nested deeper than any manifest. */
export function parseManifest(text: string): Element | null {
  if (XMLValidator.validate(text) !== true) return null
  try {
    const roots = (parser.parse(text) as Parsed[]).flatMap(toElement).filter(({ name }) => !name.startsWith('?'))
    return roots.length === 1 ? { ...roots[0]!, attributes: new Map([...roots[0]!.attributes, ['xmlns', namespacesOf(text)]]) } : null
  } catch {
    return null
  }
}

/** The parser leaves namespaces out with the prefixes; they tell a standard from another where nothing else does. */
const namespacesOf = (text: string): string =>
  [...text.matchAll(/\bxmlns(?::[\w-]+)?\s*=\s*["']([^"'<>]{1,200})["']/g)].map(found => found[1]).join(' ')

function toElement(parsed: Parsed): Element[] {
  const name = Object.keys(parsed).find(key => key !== ':@')
  if (name === undefined || name === '#text') return []
  const inside = (Array.isArray(parsed[name]) ? parsed[name] : []) as Parsed[]
  const attributes = Object.entries((parsed[':@'] ?? {}) as Parsed).map(([key, value]) => [key.toLowerCase(), String(value)] as const)
  const text = inside.flatMap(one => ('#text' in one ? [String(one['#text'])] : [])).join('')
  return [{ name: name.toLowerCase(), attributes: new Map(attributes), children: inside.flatMap(toElement), text: text.trim() }]
}

export const childrenOf = (element: Element | undefined, name: string): Element[] =>
  element?.children.filter(child => child.name === name) ?? []
export const childOf = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find(child => child.name === name)
export const textOf = (element: Element | undefined, name: string): string => childOf(element, name)?.text ?? ''

/** Every element of this name, at whatever depth. */
export function within(element: Element | undefined, name: string): Element[] {
  return element?.children.flatMap(child => [...(child.name === name ? [child] : []), ...within(child, name)]) ?? []
}
