import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { whenInWords } from '../../../shared/dates.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { type FieldError, readForm } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { ColleaguesReader } from '../../bookings/colleagues.reader.js'
import { ColleaguesWriter, isLeadRefusal } from '../../bookings/colleagues.writer.js'
import { freePlaces } from '../../bookings/rules/places.js'
import { ProgrammeReader } from '../../courses/courses.reader.js'
import { noAgency, textOf } from '../asked.js'
import { type Colleague, PeopleQueries } from '../people/people.queries.js'
import { BookForColleagueForm } from './acting.form.js'

const MOST_FOUND = 20

/** A place for a colleague: who, which course, which date; then the check, then the button. */
@Controller('my-agency/book')
@Access('training lead')
export class BookForPages {
  constructor(
    private readonly people: PeopleQueries,
    private readonly programme: ProgrammeReader,
    private readonly reader: ColleaguesReader,
    private readonly writer: ColleaguesWriter,
    private readonly clock: Clock,
  ) {}

  @Get()
  async choose(@Me() me: Who, @Query() query: Record<string, unknown>) {
    if (me.agencyId === null) return noAgency()
    const typed = textOf(query.who)
    const person = query.person ? await this.colleague(me, query.person) : null
    const { courses, occurrences } = await this.programme.current(this.clock.now())
    const offered = courses.filter(course => course.kind === 'scheduled' && !course.retired)
    const course = offered.find(one => one.key === query.course) ?? null
    const dates = occurrences.filter(one => one.course.key === course?.key && !one.externalUrl)
    const reserved = dates.length && person ? await this.reader.reserved(me.agencyId, this.clock.now()) : []
    const kept = (id: string) => reserved.find(one => one.occurrenceId === id)?.unused ?? 0
    const found = typed && !person ? await this.people.find(me.agencyId, typed, MOST_FOUND + 1) : []
    return view('modules/agencies/views/book.njk', {
      ...{ typed, person, course, found: found.slice(0, MOST_FOUND), more: found.length > MOST_FOUND },
      courses: offered.map(({ key, title }) => ({ value: key, text: title })).sort((a, b) => a.text.localeCompare(b.text)),
      dates: person
        ? dates.map(date => ({ ...date, when: whenInWords(date.startsAt, date.endsAt), placesLeft: freePlaces(date) + kept(date.id) }))
        : [],
    })
  }

  @Get(':id')
  async check(@Param('id') id: string, @Me() me: Who, @Query('person') personId: unknown) {
    return this.page(id, me, await this.colleague(me, personId))
  }

  @Post(':id')
  async book(@Param('id') id: string, @Body() body: object, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(BookForColleagueForm, body)
    const person = await this.colleague(me, values.person)
    if (errors.length) return this.page(id, me, person, { values, errors }, 422)
    const { access, dietary, accepted } = values
    const answer = await this.writer.book(me, { occurrenceId: id, personId: person.id, access, dietary, accepted }, key)
    if (isLeadRefusal(answer)) {
      if (answer.refused === 'not-found') throw new NotFoundException()
      return this.page(id, me, person, { values, sentence: answer.sentence }, 409)
    }
    const place = answer.state === 'requested' ? 'A place is held for' : 'A place is booked for'
    const next = answer.state === 'requested' ? ', until their line manager has answered' : ''
    return redirect(`/my-agency/people/${person.id}`, `${place} ${person.name}${next}: ${answer.reference}. We have written to them.`)
  }

  private async colleague(me: Who, id: unknown): Promise<Colleague> {
    const person = await this.people.one(me.agencyId, id)
    if (!person) throw new NotFoundException()
    return person
  }

  private async page(
    id: string,
    me: Who,
    person: Colleague,
    more: { values?: BookForColleagueForm; errors?: FieldError[]; sentence?: string } = {},
    status = 200,
  ) {
    const preview = await this.reader.preview(me, id, person.id, this.clock.now())
    if (!preview) throw new NotFoundException()
    const { startsAt, endsAt } = preview.occurrence
    const facts = { ...preview, ...preview.agreed, person, own: person.id === me.id, when: whenInWords(startsAt, endsAt) }
    return view('modules/agencies/views/book-check.njk', { ...facts, ...more, sentence: more.sentence ?? preview.sentence }, status)
  }
}
