/** What personal data is about; the parts of a copy, and what the desk is told goes or stays. */
export const KINDS = {
  account: 'The account',
  bookings: 'Bookings and waiting lists',
  needs: 'Access and dietary needs',
  learning: 'Learning records',
  elearning: 'E-learning',
  evidence: 'Certificates handed in from elsewhere',
  certificates: 'Certificates and transcripts',
  answers: 'Answers about courses',
  charges: 'Charges',
  messages: 'Messages sent to you',
  signingIn: 'Signing in',
  training: 'As a trainer',
  returns: 'Training returns you answer for',
  audit: 'What was written down of changes',
} as const
export type HeldKind = keyof typeof KINDS

/** Of what a row of a copy says the name beside its number. */
export type Named = 'course' | 'occurrence' | 'agency' | 'booking'

/**
 * Which columns of a table hold what. Each column of text, of JSON, of bytes, and each id of a person stands in one of the lists;
 * `test/retention/registry.spec.ts` names those that stand in none, so that no later table is forgotten.
 */
export interface HeldTable {
  table: string
  /** null: it is of nobody, whatever words may stand in it. */
  kind: HeldKind | null
  /** Finds the rows about a person: `t` is the table, $1 the person's id. Left out where `person` says it. */
  of?: string
  /** Ids of the person whom a row is about. */
  person?: readonly string[]
  /** Ids of people who did something with it. */
  actors?: readonly string[]
  /** Who somebody is, or what they said. */
  personal?: readonly string[]
  /** Words of others in which somebody may be named. */
  mentions?: readonly string[]
  /** Personal too, but never given out: passwords, secrets of links. */
  secret?: readonly string[]
  /** Not personal by themselves. */
  plain?: readonly string[]
  named?: readonly Named[]
}

const through = (table: string, column: string) => `EXISTS (SELECT 1 FROM ${table} x WHERE x.id = t.${column} AND x.person_id = $1)`

export const OF_BOOKING = through('booking', 'booking_id')
export const OF_ENROLMENT = through('enrolment', 'enrolment_id')
export const OF_INVITATION = through('evaluation_invitation', 'invitation_id')
export const OF_TRAINER = through('trainer', 'trainer_id')
export const OF_UPLOAD = `EXISTS (SELECT 1 FROM upload x WHERE x.id = t.upload_id AND x.uploaded_by_id = $1)`
export const OF_CONTACT = `t.contact_email = (SELECT x.email FROM person x WHERE x.id = $1)`
export const OF_ADDRESS = `t.to_email = (SELECT x.email FROM person x WHERE x.id = $1)`

/** The condition by which a table's rows of a person are found; null: it has none. */
export const ofPerson = ({ kind, of, person }: HeldTable): string | null =>
  kind === null ? null : (of ?? (person?.length ? person.map(column => `t.${column} = $1`).join(' OR ') : null))
