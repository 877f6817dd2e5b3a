import { refuse, type Refusal } from '../../../../shared/refusal.js'

export type NameCode = 'path-unsafe' | 'path-backslash' | 'name-unreadable' | 'name-too-long' | 'names-collide'

const LONGEST = 1000
// Control characters are never part of a name that an authoring tool writes; NUL ends a name for some programs and not for others.
const CONTROL = /\p{Cc}/u

/** What is wrong with the name of one file in a package; null: nothing. Names are relative, with slashes, and stay within the package. */
export function nameProblem(name: string): Refusal<NameCode> | null {
  const shown = { name: readable(name) }
  if (name.length > LONGEST) return refuse('name-too-long', shown)
  if (name === '' || CONTROL.test(name) || name.includes('\ufffd')) return refuse('name-unreadable', shown)
  if (name.includes('\\')) return refuse('path-backslash', shown)
  const parts = name.replace(/\/$/, '').split('/')
  const leadsOut = name.startsWith('/') || /^[a-z]:/i.test(name) || parts.some(part => part === '..' || part === '.' || part === '')
  return leadsOut ? refuse('path-unsafe', shown) : null
}

/** One spelling for all that some computer takes for the same name: small and capital letters, composed and decomposed accents. */
export const lookupOf = (name: string): string => name.normalize('NFC').toLowerCase()

/** Two files of one name, or of names that some computers take for one; or a file where another needs a folder. */
export function collision(names: readonly string[]): Refusal<NameCode> | null {
  const files = new Set<string>()
  for (const name of names) {
    const key = lookupOf(name)
    if (files.has(key)) return refuse('names-collide', { name: readable(name) })
    files.add(key)
  }
  const inFile = names.find(name => foldersOf(lookupOf(name)).some(folder => files.has(folder)))
  return inFile === undefined ? null : refuse('names-collide', { name: readable(inFile) })
}

function foldersOf(key: string): string[] {
  const parts = key.split('/').slice(0, -1)
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'))
}

/** A name that may stand in a sentence: short, and without what a screen could not show. */
export const readable = (name: string): string => {
  const clean = name.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\ufffd')
  return clean.length > 80 ? `${clean.slice(0, 77)}...` : clean
}
