import { Body, Controller, Get, NotFoundException, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access } from '../../web/access.js'
import { redirect, view } from '../../web/reply.js'
import { MoveAddress, type MoveRefusal } from '../accounts/move-address.writer.js'
import { PersonId } from './person-id.js'

/** The address that a person signs in with. The desk asks for the change; whoever reads the new mailbox makes it. */
@Controller('desk/people/:id/address')
@Access('administrator')
export class AddressPages {
  constructor(
    private readonly database: DataSource,
    private readonly addresses: MoveAddress,
    private readonly clock: Clock,
  ) {}

  @Get()
  form(@PersonId() id: string) {
    return this.page(id, { values: { email: '' } })
  }

  @Post()
  async change(@PersonId() id: string, @Body() body: { email?: unknown }) {
    const email = typeof body.email === 'string' ? body.email : ''
    const asked = await this.addresses.ask(id, email, this.clock.now())
    if (!asked) throw new NotFoundException()
    if (!isRefusal(asked)) {
      const words = `We have sent a link to ${asked.email}. The address changes when ${asked.name} opens it and presses the button there.`
      return redirect(`/desk/people/${id}`, words)
    }
    const taken = asked.refused === 'address-taken' ? asked.facts : undefined
    return this.page(id, { values: { email }, errors: [{ field: 'email', message: sentence(asked) }], taken }, 422)
  }

  private async page(id: string, facts: object, status = 200) {
    const [person] = await this.database.query<object[]>('SELECT id, name, email FROM person WHERE id = $1 AND erased_at IS NULL', [id])
    if (!person) throw new NotFoundException()
    return view('modules/people-desk/views/address.njk', { person, ...facts }, status)
  }
}

function sentence({ refused, facts }: MoveRefusal): string {
  switch (refused) {
    case 'address-unfit':
      return String(facts.problem)
    case 'address-same':
      return 'This is the address that they have now'
    case 'address-taken':
      return `${String(facts.name)} has an account with this address`
    case 'too-many-links':
      return 'Too many links went to this address within the hour. Try again later'
  }
}
