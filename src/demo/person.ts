import type { Role } from '../web/access.js'
import type { Day } from '../shared/dates.js'

/** Somebody of the demo; nobody of them exists. */
export interface Person {
  key: string
  name: string
  email: string
  /** The agency's key, or `agencyOther` for an organisation that is not in the list. */
  agency: string
  agencyOther?: string
  /** Where the person worked up to a day, for those who changed agency: credit goes where they worked on the day. */
  before?: { agency: string; until: Day }
  jobRole: string
  manager: { name: string; email: string }
  roles: Role[]
  registeredOn: Day
  /** How readily the person books; 0 for trainers and the demo sign-ins, whom chance never picks. */
  pull: number
}

export const agencyOn = (person: Person, day: Day): string =>
  person.before && day <= person.before.until ? person.before.agency : person.agency
