/** What two accounts are compared by. `agencyId` null: none of the list. */
export interface Likened {
  name: string
  email: string
  agencyId: string | null
}

/** Why two accounts may be one person's; `strength` from 3 (look at this first) to 1. */
export interface Likeness {
  why: string
  strength: 1 | 2 | 3
}

const SHORTEST_LOCAL = 5

const wordsOf = (name: string): string[] =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’']/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** Before the @, without what people put after a + there; dots and hyphens make no other address of it. */
const localOf = (email: string): string => email.split('@')[0]!.split('+')[0]!.replace(/[._-]/g, '')

/** How many letters have to be typed anew, left out, put in or exchanged with their neighbour to come from one to the other. */
export function typingErrors(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2]![j - 2]! + 1 : Infinity
      row.push(Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + (same ? 0 : 1), exchanged))
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}

/** Names that one slip of the fingers turns into each other; two in long ones. Short names have too many neighbours. */
const nearly = (a: string, b: string): boolean => typingErrors(a, b) <= (Math.min(a.length, b.length) < 12 ? 1 : 2)

/** Why these two may be one person, or null. A suggestion only: a person decides, with both accounts before them. */
export function likeness(a: Likened, b: Likened): Likeness | null {
  const [one, two] = [wordsOf(a.name), wordsOf(b.name)]
  const agency = a.agencyId !== null && a.agencyId === b.agencyId
  const name = one.join(' ') === two.join(' ')
  const local = localOf(a.email).length >= SHORTEST_LOCAL && localOf(a.email) === localOf(b.email)
  if (name && agency) return { why: 'The same name and the same agency', strength: 3 }
  if (local) return { why: name ? 'The same name, and the same address before the @' : 'The same address before the @', strength: 3 }
  if (name) return { why: 'The same name', strength: 2 }
  if (one.length > 1 && [...one].sort().join(' ') === [...two].sort().join(' '))
    return { why: 'The same names in another order', strength: 2 }
  if (!nearly(one.join(' '), two.join(' '))) return null
  return agency ? { why: 'Nearly the same name, and the same agency', strength: 2 } : { why: 'Nearly the same name', strength: 1 }
}
