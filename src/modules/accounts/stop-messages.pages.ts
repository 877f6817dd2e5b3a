import { Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { validate } from 'uuid'
import { Clock } from '../../shared/clock.js'
import { Access } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { NotificationsReader } from '../notifications/notifications.reader.js'
import { TOPICS, type Topic } from '../notifications/wanted.writer.js'
import { MessageWishes } from './message-wishes.js'

const WORDS: Record<Topic, string> = { newsletter: 'the newsletter', suggestions: 'suggestions of next courses' }

/**
 * Turns a topic off by the link at the end of its mails, without signing in: the secret in the link says who it is. Mail programs press
 * the button by themselves when their own is pressed (RFC 8058), so the POST asks for no form token.
 */
@Controller('stop/:topic/:person/:secret')
@Access('anyone')
export class StopMessagesPages {
  constructor(
    private readonly wishes: MessageWishes,
    private readonly notifications: NotificationsReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  async look(@Param('topic') topic: string, @Param('person') person: string, @Param('secret') secret: string) {
    const known = this.check(topic, person, secret)
    const stopped = !(await this.wishes.of(person))[known]
    return view('modules/accounts/views/stop-messages.njk', { what: WORDS[known], stopped, action: `/stop/${topic}/${person}/${secret}` })
  }

  @Post()
  async stop(@Param('topic') topic: string, @Param('person') person: string, @Param('secret') secret: string) {
    const known = this.check(topic, person, secret)
    if (!(await this.wishes.save(person, { [known]: false }, this.clock.now()))) throw new NotFoundException()
    return view('modules/accounts/views/stop-messages.njk', { what: WORDS[known], stopped: true, done: true })
  }

  private check(topic: string, person: string, secret: string): Topic {
    const known = TOPICS.find(one => one === topic)
    if (!known || !validate(person) || !this.notifications.isStopSecret(known, person, secret)) throw new NotFoundException()
    return known
  }
}
