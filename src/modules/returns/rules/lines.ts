import type { ReturnLine } from './answers.js'

export const MOST_LINES = 12
const LONGEST = 160

/** What the lines say where no year was asked about before; the levels are those of the published competency frameworks, in plain words. */
export const USUAL_LINES = [
  'Level 1: everybody who comes into contact with children or adults at risk',
  'Level 2: those who work with them regularly',
  'Level 3: those who assess, plan and act on concerns',
  'Safer recruitment: those who appoint staff and volunteers',
  'Designated and named leads',
].join('\n')

/** Reads lines typed one to a row; empty rows are passed over. Keys are numbers, so that words may say anything. */
export function readLines(typed: string): { lines: ReturnLine[]; problem: string | null } {
  const words = typed
    .split('\n')
    .map(row => row.trim())
    .filter(Boolean)
  const lines = words.map((row, i) => ({ key: `line-${i + 1}`, words: row }))
  return { lines, problem: problemOf(words) }
}

function problemOf(words: string[]): string | null {
  if (words.length === 0) return 'Enter at least one line that agencies answer'
  if (words.length > MOST_LINES) return `Use ${MOST_LINES} lines or fewer: the sum of more is read by nobody`
  const long = words.findIndex(row => row.length > LONGEST)
  if (long >= 0) return `Line ${long + 1}: use ${LONGEST} characters or fewer`
  const twice = words.find((row, i) => words.findIndex(other => other.toLowerCase() === row.toLowerCase()) < i)
  return twice ? `“${twice}” stands there twice` : null
}
