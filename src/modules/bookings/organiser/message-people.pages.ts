import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { IsIn, IsString, Matches, MaxLength, MinLength } from 'class-validator'
import { Clock } from '../../../shared/clock.js'
import { whenInWords } from '../../../shared/dates.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { type FieldError, readForm } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { isUuid } from '../booking.queries.js'
import { GROUPS, type Group } from '../rules/message-groups.js'
import { MessagePeople } from './message-people.js'

/** A message to the people of one date. */
export class MessageForm {
  @IsIn(GROUPS, { message: 'Choose whom it goes to' })
  to: Group

  @IsString()
  @MinLength(1, { message: 'Enter what it is about' })
  @MaxLength(150, { message: 'Keep what it is about to 150 characters' })
  @Matches(/^[^\r\n]*$/, { message: 'Enter what it is about in one line' })
  subject: string

  @IsString()
  @MinLength(1, { message: 'Enter the message' })
  @MaxLength(5000, { message: 'Keep the message to 5,000 characters' })
  words: string
}

const NOBODY: FieldError = { field: 'to', message: 'There is nobody of these on this date. Choose whom else it goes to' }

/** Writing to everybody on a date, or to those who came or did not. */
@Controller('desk/occurrences/:id/message')
@Access('administrator')
export class MessagePeoplePages {
  constructor(
    private readonly message: MessagePeople,
    private readonly clock: Clock,
  ) {}

  @Get()
  ask(@Param('id') id: string) {
    return this.page(id)
  }

  @Post()
  async send(@Param('id') id: string, @Body() body: object, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(MessageForm, body)
    if (errors.length) return this.page(id, { values, errors }, 422)
    if (!isUuid(id)) throw new NotFoundException()
    const answer = await this.message.send(id, values, { personId: me.id, key }, this.clock.now())
    if (!isRefusal(answer))
      return redirect(
        `/desk/occurrences/${id}/bookings`,
        `The message goes to ${answer.sent === 1 ? '1 person' : `${answer.sent} people`}.`,
      )
    if (answer.refused === 'not-found') throw new NotFoundException()
    return this.page(id, { values, errors: [NOBODY] }, 422)
  }

  private async page(id: string, more: { values?: MessageForm; errors?: FieldError[] } = { values: undefined }, status = 200) {
    const date = isUuid(id) ? await this.message.date(id) : null
    if (!date) throw new NotFoundException()
    const counts = this.message.counts(date)
    const facts = { id, courseTitle: date.courseTitle, when: whenInWords(date.startsAt, date.endsAt), counts }
    return view('modules/bookings/views/message-people.njk', { ...facts, ...more }, status)
  }
}
