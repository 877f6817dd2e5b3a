import { Body, Controller, Get, NotFoundException, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { longDate } from '../../shared/dates.js'
import { Access, Me, type Who } from '../../web/access.js'
import { redirect, view } from '../../web/reply.js'
import { EraseAPerson } from './erasing/erase-a-person.js'
import { ErasuresQueries, type PersonToErase } from './erasing/erasures.queries.js'
import { GiveACopy } from './own-data/give-a-copy.js'
import { OwnDataQueries } from './own-data/own-data.queries.js'
import { erasureSentence } from './retention.messages.js'
import { isConfirmed } from './rules/erasure.js'

const Id = () => Param('id', new ParseUUIDPipe({ exceptionFactory: () => new NotFoundException() }))

/** One person's data at the desk: a copy for them, and erasing them. */
@Controller('desk/people/:id')
@Access('administrator')
export class PersonDataPages {
  constructor(
    private readonly data: OwnDataQueries,
    private readonly copies: GiveACopy,
    private readonly erasures: ErasuresQueries,
    private readonly eraseAPerson: EraseAPerson,
    private readonly clock: Clock,
  ) {}

  @Get('data')
  async show(@Id() id: string) {
    return this.page(await this.found(id))
  }

  @Post('data')
  async copy(@Id() id: string, @Body() body: { format?: string }, @Me() me: Who) {
    return this.copies.run(await this.found(id), me.id, body.format === 'json' ? 'json' : 'page', this.clock.now())
  }

  @Post('erasure')
  async erase(@Id() id: string, @Body() body: { confirmed?: string }, @Me() me: Who) {
    const person = await this.found(id)
    const confirmed = body.confirmed ?? ''
    if (!isConfirmed(confirmed, person)) {
      const message = `Type ${person.name} or their e-mail address, to be sure that it is the right person`
      return this.page(person, { confirmed, errors: [{ field: 'confirmed', message }] }, 422)
    }
    const refusal = await this.eraseAPerson.run(id, me, this.clock.now())
    if (!refusal) return redirect('/desk/erasures', 'The person is erased, and told so by mail.')
    return this.page(person, { confirmed, errors: [{ field: 'confirmed', message: erasureSentence(refusal) }] }, 409)
  }

  private async found(id: string): Promise<PersonToErase> {
    const person = await this.erasures.person(id, this.clock.now())
    if (!person) throw new NotFoundException()
    return person
  }

  private async page(person: PersonToErase, facts: object = {}, status = 200) {
    const [counts, askedAt] = await Promise.all([this.data.counts(person.id), this.erasures.askedBy(person.id)])
    const erased = person.erasedAt && longDate(person.erasedAt)
    return view(
      'modules/retention/views/person-data.njk',
      { person, erased, counts, asked: askedAt && longDate(askedAt), ...facts },
      status,
    )
  }
}
