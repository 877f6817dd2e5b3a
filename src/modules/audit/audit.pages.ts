import { Controller, Get, Query } from '@nestjs/common'
import { stringify } from 'csv-stringify/sync'
import { longMoment } from '../../shared/dates.js'
import { Access } from '../../web/access.js'
import { Download, view } from '../../web/reply.js'
import { AuditQueries, LINES_PER_PAGE, type AuditRow } from './audit.queries.js'
import { NamesQueries, type NamedId } from './names.queries.js'
import { filterAddress, readFilter, referenceIn, type AuditFilter, type FilterError } from './rules/filter.js'
import { actorInWords, sentenceOf } from './rules/sentence.js'
import { fieldsOf } from './rules/values.js'
import { KINDS, nameOf } from './rules/words.js'

type Asked = Record<string, unknown>
type Names = Map<string, NamedId>
interface Found {
  people: { id: string; name: string; email: string }[]
  filter: AuditFilter
  things: string[]
  nothing: boolean
}

const PAGE = 'modules/audit/views/audit.njk'
const MOST_PEOPLE = 20
const MOST_LINES = 20_000
const HEAD = ['When', 'Who', 'What was done', 'Kind of thing', 'About', 'From address', 'By way of', 'Request', 'Before', 'After']

/** Who did what to whom, when, from where, before and after. For administrators alone; that they looked at a person's lines is a line too. */
@Controller('desk/audit')
@Access('administrator')
export class AuditPages {
  constructor(
    private readonly audit: AuditQueries,
    private readonly names: NamesQueries,
  ) {}

  @Get()
  async list(@Query() asked: Asked) {
    const { filter: read, errors } = readFilter(asked)
    if (errors.length) return notRead(read, asked, errors)
    const found = await this.find(read, asked.course)
    if (found.filter.person && !found.filter.before) await this.audit.lookedAt(found.filter.person)
    const rows = found.nothing ? [] : await this.audit.search(found.filter, found.things)
    const shown = rows.slice(0, LINES_PER_PAGE)
    const { filter } = found
    const names = await this.names.of(shown, [filter.person, filter.thing].filter(Boolean))
    const older = rows.length > LINES_PER_PAGE ? filterAddress(filter, { before: shown.at(-1)!.id }) : null
    return view(PAGE, {
      ...{
        filter,
        kinds: KINDS,
        errors,
        people: found.people,
        older,
        newest: filterAddress(filter),
        csv: filterAddress(filter, {}, '/desk/audit/lines.csv'),
      },
      person: names.get(filter.person),
      thing: names.get(filter.thing),
      without: { person: filterAddress(filter, { person: '' }), thing: filterAddress(filter, { thing: '' }) },
      choices: found.people.map(one => ({ ...one, href: filterAddress(filter, { q: '', person: one.id }) })),
      lines: shown.map(row => lineOf(row, names)),
    })
  }

  /** The same search as a file. */
  @Get('lines.csv')
  async csv(@Query() asked: Asked) {
    const { filter: read, errors } = readFilter(asked)
    if (errors.length) return notRead(read, asked, errors)
    const found = await this.find(read, asked.course)
    if (found.filter.person) await this.audit.lookedAt(found.filter.person)
    const rows = found.nothing ? [] : await this.audit.search(found.filter, found.things, MOST_LINES)
    const names = await this.names.of(rows)
    return new Download(
      'text/csv; charset=utf-8',
      stringify([HEAD, ...rows.map(row => cells(row, names))], { escape_formulas: true }),
      'history.csv',
    )
  }

  /** What was typed is a reference, or words of a name: one person found is that person, several are shown to choose from. */
  private async find(asked: AuditFilter, course?: unknown): Promise<Found> {
    const of = typeof course === 'string' && !asked.thing ? course : ''
    const named = of ? await this.audit.courseOf(of) : null
    // Of a course that there is not, nothing is shown: not everything.
    if (of && !named) return { filter: asked, things: [], people: [], nothing: true }
    const filter = named ? { ...asked, thing: named } : asked
    const things = filter.thing ? [filter.thing] : []
    if (!filter.q) return { filter, things, people: [], nothing: false }
    const reference = referenceIn(filter.q)
    if (reference) {
      const booking = await this.audit.bookingOf(reference)
      return { filter, things: booking ? [booking] : [], people: [], nothing: !booking }
    }
    const people = await this.audit.peopleNamed(filter.q.split(/\s+/), MOST_PEOPLE)
    const [one] = people
    if (one && people.length === 1) return { filter: { ...filter, q: '', person: one.id }, things, people: [], nothing: false }
    return { filter, things, people, nothing: true }
  }
}

/** A day that is none: said by the form, with what was typed. */
const notRead = (read: AuditFilter, { from, to }: Asked, errors: FilterError[]) =>
  view(PAGE, { filter: { ...read, from, to }, kinds: KINDS, errors, lines: [], people: [] }, 422)

function lineOf(row: AuditRow, names: Names) {
  const fields = fieldsOf(row.before, row.after, names)
  const of = row.subject === 'person' ? null : (names.get(row.rowId ?? '') ?? names.get(row.partOf ?? ''))
  return {
    ...{ id: row.id, at: row.at, sentence: sentenceOf(row, names), fields, both: row.before !== null && row.after !== null },
    ...{ address: row.address, route: row.route, action: row.action, about: row.aboutId ? names.get(row.aboutId) : null, of },
  }
}

function cells(row: AuditRow, names: Names): (string | null)[] {
  const fields = fieldsOf(row.before, row.after, names)
  const side = (which: 'before' | 'after') => fields.flatMap(one => (one[which] === null ? [] : [`${one.field}: ${one[which]}`])).join('\n')
  return [
    ...[longMoment(row.at), actorInWords(row, names), sentenceOf(row, names), nameOf(row.subject)],
    ...[
      row.aboutId ? (names.get(row.aboutId)?.words ?? row.aboutId) : '',
      row.address,
      row.route,
      row.requestId,
      side('before'),
      side('after'),
    ],
  ]
}
