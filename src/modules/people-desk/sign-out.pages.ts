import { Body, Controller, Get, NotFoundException, Post } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { Access, Me, type Who } from '../../web/access.js'
import { redirect, view } from '../../web/reply.js'
import { OnePersonQueries } from './one-person.queries.js'
import { openings } from './one-person.shown.js'
import { PersonId } from './person-id.js'
import { SignOutEverywhere } from './sign-out-everywhere.js'

/** A lost phone, somebody who left, a password that others know. */
@Controller('desk/people/:id/sign-out')
@Access('administrator')
export class SignOutPages {
  constructor(
    private readonly queries: OnePersonQueries,
    private readonly signOut: SignOutEverywhere,
    private readonly clock: Clock,
  ) {}

  @Get()
  async ask(@PersonId() id: string, @Me() me: Who) {
    const person = await this.queries.person(id, this.clock.now())
    if (!person) throw new NotFoundException()
    return view('modules/people-desk/views/sign-out.njk', { person, openings: openings(person), self: me.id === id })
  }

  @Post()
  async carryOut(@PersonId() id: string, @Body() body: { feed?: unknown }) {
    const name = await this.signOut.run(id, body.feed === 'yes', this.clock.now())
    if (!name) throw new NotFoundException()
    return redirect(`/desk/people/${id}`, `${name} is signed out everywhere, and told by mail.`)
  }
}
