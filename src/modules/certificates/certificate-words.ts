import { longDate, type Day } from '../../shared/dates.js'
import { countsUntil, hoursInWords } from './rules/standing.js'

/** What a certificate says, as it was written down. */
export interface CertificateFacts {
  number: string
  name: string
  /** The name in letters that files can show, as its holder spells it; null: none is given. */
  spelling: string | null
  courseTitle: string
  level: number | null
  provider: string | null
  partnership: string
  minutes: number | null
  completedOn: Day
  how: string
  validUntil: Day | null
  issuedAt: Date
}

export const HOW: Record<string, string> = { attended: 'Attended in full', 'e-learning': 'E-learning, completed' }

export const HOW_SHORT: Record<string, string> = { attended: 'Attended', 'e-learning': 'E-learning', evidence: 'Learned elsewhere' }

/** What stands on a certificate below the course, each with its label: the page and the file say the same, in the same order. */
export function certificateLines(facts: CertificateFacts): [label: string, value: string][] {
  const lines: [string, string][] = [
    ['Level', facts.level === null ? '' : String(facts.level)],
    ['How', HOW[facts.how] ?? facts.how],
    ['Length', hoursInWords(facts.minutes)],
    ['Completed on', longDate(facts.completedOn)],
    ['Counts', countsUntil(facts.validUntil)],
    ['Course provided by', facts.provider === facts.partnership ? '' : (facts.provider ?? '')],
    ['Issued on', longDate(facts.issuedAt)],
    ['Certificate number', facts.number],
  ]
  return lines.filter(([, value]) => value !== '')
}

export const SAID = {
  heading: 'Certificate of completion',
  before: 'This is to say that',
  after: 'has completed',
  check: 'Check this certificate',
}

/** What stands in the place of a name that a file cannot show, where its holder has given no other spelling. */
export const notDrawn = (number: string): string => `the holder of ${number}, whose name is in letters that this file cannot show`

/** What stands below a name that is spelt in other letters than the holder's own. */
export const SPELT = 'as spelt by the holder, whose own letters this file cannot show'
