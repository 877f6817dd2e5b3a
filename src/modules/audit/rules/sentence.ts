import { longDate } from '../../../shared/dates.js'
import { pounds } from '../../../shared/money.js'
import { countOf, nameOf } from './words.js'
import { valueInWords, type Known } from './values.js'

/** A line, as far as its sentence needs it. */
export interface Told {
  actorId: string | null
  actor: string
  subject: string
  rowId: string | null
  partOf: string | null
  aboutId: string | null
  action: string
  counted: number | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

const GONE = 'somebody who is no longer here'
const ACTORS: Record<string, string> = {
  visitor: 'Somebody who had not signed in',
  lane: 'The product itself',
  import: 'An import',
  setup: 'The setup command',
  database: 'Somebody past the product, in the database',
}

/** Who acted, in words. */
export function actorInWords({ actorId, actor }: Pick<Told, 'actorId' | 'actor'>, known: Known): string {
  if (actorId) return known.get(actorId)?.words ?? capital(GONE)
  const [, job] = /^job:(.+)$/.exec(actor) ?? []
  return job ? `The job “${job.replace(/-/g, ' ')}”` : (ACTORS[actor] ?? actor)
}

/** One line as a sentence: who did what to whom. Names are those of today. */
export function sentenceOf(line: Told, known: Known): string {
  return `${actorInWords(line, known)} ${deed(line, new Names(line, known))}.`
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** The names that a sentence needs, each with what is said where there is none any more. */
class Names {
  constructor(
    private readonly line: Told,
    private readonly known: Known,
  ) {}

  value = (column: string): unknown => this.line.after?.[column] ?? this.line.before?.[column]
  named = (id: unknown): string | undefined => (typeof id === 'string' ? this.known.get(id)?.words : undefined)
  get self(): boolean {
    return this.line.actorId !== null && this.line.actorId === this.line.aboutId
  }
  get about(): string {
    return this.named(this.line.aboutId) ?? GONE
  }
  get whose(): string {
    return this.self ? 'their own' : `${this.about}’s`
  }
  /** The row itself: by its name of today, or by the name that stood in it. */
  get row(): string {
    const own =
      this.named(this.line.rowId) ??
      ['title', 'name', 'words', 'filename', 'year', 'kind'].map(this.value).find(is => typeof is === 'string')
    return typeof own === 'string' && own !== '' ? ` “${own.length > 80 ? `${own.slice(0, 80)} ...` : own}”` : ''
  }
  /** The date or course that it belongs to, with a word before it; empty where that is gone. */
  on(word: string): string {
    const of = this.named(this.value('occurrence_id')) ?? this.named(this.line.partOf) ?? this.named(this.value('course_id'))
    return of ? ` ${word} ${of}` : ''
  }
  get booking(): string {
    const reference = this.named(this.line.subject === 'booking' ? this.line.rowId : this.line.partOf) ?? this.value('reference')
    return typeof reference === 'string' ? `booking ${reference}` : 'booking'
  }
}

const VERBS: Record<string, string> = { added: 'added', changed: 'changed', removed: 'removed', emptied: 'emptied' }

function deed(line: Told, names: Names): string {
  if (line.subject === 'audit') return ofTheAudit(line, names)
  if (line.action === 'emptied') return `emptied everything: ${nameOf(line.subject)}`
  if (line.counted !== null) return `${VERBS[line.action] ?? line.action} ${countOf(line.subject, line.counted)}`
  return OWN[line.subject]?.(line, names) ?? plain(line, names)
}

function plain(line: Told, names: Names): string {
  const verb = VERBS[line.action] ?? line.action
  if (line.aboutId) return `${verb} ${names.whose} ${nameOf(line.subject)}${names.on('for')}`
  return `${verb} the ${nameOf(line.subject)}${names.row || names.on('of')}`
}

function ofTheAudit(line: Told, names: Names): string {
  if (line.action === 'looked at') return `looked at the history of ${names.self ? 'themselves' : names.about}`
  if (line.action === 'forgotten')
    return `took ${names.whose} personal details out of ${countOf('audit', line.counted ?? 0)} of the history`
  const before = names.value('older_than')
  return `let ${countOf('audit', line.counted ?? 0)} of the history go${typeof before === 'string' ? `, older than ${longDate(new Date(before))}` : ''}`
}

type Own = (line: Told, names: Names) => string | undefined

const booked: Own = ({ action, after }, names) => {
  const { booking } = names
  if (action === 'added') {
    if (after?.walk_in === true) return `added ${names.about} as a walk-in${names.on('on')}`
    const asked = after?.state === 'requested' ? 'asked for a place' : 'booked a place'
    return `${asked}${names.self ? '' : ` for ${names.about}`}${names.on('on')} (${booking})`
  }
  if (action === 'removed') return `removed ${names.whose} ${booking}${names.on('on')}`
  const state = after?.state
  if (state === 'cancelled') return `cancelled ${names.whose} ${booking}${names.on('on')}`
  if (typeof state === 'string') return `set ${names.whose} ${booking}${names.on('on')} to ${state}`
  if (after?.occurrence_id !== undefined) return `moved ${names.whose} ${booking}${names.on('to')}`
  return `changed ${names.whose} ${booking}${names.on('on')}`
}

const account: Own = ({ action, after, actorId }, names) => {
  if (action === 'added') return actorId ? `added an account for ${names.about}` : `registered as ${names.about}`
  if (action === 'removed') return `removed the account of ${names.about}`
  if (after?.roles !== undefined) return `changed the roles of ${names.about} to ${valueInWords('roles', after.roles, new Map())}`
  if (after?.password_hash !== undefined) return `changed ${names.whose} password`
  return `changed ${names.whose} details`
}

const waiting: Own = ({ action, after }, names) => {
  if (action === 'added') return `put ${names.self ? 'themselves' : names.about} on the waiting list${names.on('of')}`
  return typeof after?.outcome === 'string'
    ? `took ${names.self ? 'themselves' : names.about} off the waiting list${names.on('of')} (${after.outcome})`
    : undefined
}

const offer: Own = ({ action, after }, names) => {
  if (action === 'added') return `offered ${names.about} a place${names.on('on')}`
  return typeof after?.state === 'string' ? `set ${names.whose} offer of a place${names.on('on')} to ${after.state}` : undefined
}

const charge: Own = ({ action, after }, names) => {
  const pence = after?.pence
  if (action === 'added')
    return `proposed a charge${typeof pence === 'number' ? ` of ${pounds(pence)}` : ''} for ${names.whose} ${names.booking}`
  return typeof after?.state === 'string' ? `set the charge for ${names.whose} ${names.booking} to ${after.state}` : undefined
}

const mark: Own = ({ action, after }, names) =>
  action !== 'removed' && typeof after?.mark === 'string' ? `marked ${names.about} ${after.mark} (${names.booking})` : undefined

const record: Own = ({ action }, names) =>
  action === 'added' ? `recorded that ${names.about} did ${names.on('').trim() || 'a course'}` : undefined

const certificate: Own = ({ action, after }, names) => {
  if (action === 'added') return `issued ${names.about} a certificate${names.on('for')}`
  return after?.withdrawn_at ? `withdrew ${names.whose} certificate${names.on('for')}` : undefined
}

const evidence: Own = ({ action, after }, names) => {
  if (action === 'added') return `handed in evidence${names.on('for')}${names.self ? '' : ` for ${names.about}`}`
  return typeof after?.state === 'string' ? `set ${names.whose} evidence${names.on('for')} to ${after.state}` : undefined
}

const date: Own = ({ action, after }, names) => {
  if (action === 'added') return `put a date on the programme:${names.row || names.on('')}`
  return action === 'changed' && after?.cancelled_at ? `cancelled the date${names.row}` : undefined
}

const OWN: Record<string, Own> = {
  ...{ booking: booked, person: account, waiting_entry: waiting, offer, charge, register_mark: mark },
  ...{ learning_record: record, certificate, evidence, occurrence: date },
}
