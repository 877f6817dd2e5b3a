import { Body, Controller, Get, Post } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { Access, Me, type Who } from '../../web/access.js'
import { redirect, view } from '../../web/reply.js'
import { MessageWishes } from './message-wishes.js'

/** What a person is sent, why, and what of it they can turn off. */
@Controller('my-details/messages')
@Access('delegate')
export class MyMessagesPages {
  constructor(
    private readonly wishes: MessageWishes,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Me() me: Who) {
    return view('modules/accounts/views/my-messages.njk', { email: me.email, wishes: await this.wishes.of(me.id) })
  }

  /** A box that is not ticked is not sent, so the form tells of both topics whatever it carries. */
  @Post()
  async save(@Me() me: Who, @Body() body: { topics?: unknown }) {
    const ticked = [body.topics].flat()
    const wishes = { newsletter: ticked.includes('newsletter'), suggestions: ticked.includes('suggestions') }
    await this.wishes.save(me.id, wishes, this.clock.now())
    return redirect('/my-details/messages', 'Your choices are saved.')
  }
}
