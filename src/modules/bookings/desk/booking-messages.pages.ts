import { Controller, Get, NotFoundException, Param } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Access } from '../../../web/access.js'
import { view } from '../../../web/reply.js'
import type { MessageState } from '../../notifications/message.entity.js'
import { NotificationsReader } from '../../notifications/notifications.reader.js'
import { bookingDetails } from '../booking.queries.js'
import { ABOUT_BOOKING } from '../desk.queries.js'

interface Sent {
  id: string
  kind: string
  state: MessageState
  at: Date
  toName: string
  toEmail: string
  outcome: string | null
}

const SENT = `
  SELECT m.id, m.kind, m.state, coalesce(m.sent_at, m.due_at) AS at, m.to_name AS "toName", m.to_email AS "toEmail", m.outcome
  FROM booking b JOIN person p ON p.id = b.person_id JOIN message m ON ${ABOUT_BOOKING} WHERE b.id = $1 ORDER BY m.created_at DESC, m.id DESC`
const STATES: Record<MessageState, string> = {
  due: 'To be sent',
  sent: 'Sent',
  failed: 'Failed',
  dropped: 'Not sent, for it was no longer true,',
  gathered: 'Sent with others',
}

/** What was written about one booking, to its person and to others. */
@Controller('desk/bookings/:id/messages')
@Access('administrator')
export class BookingMessagesPages {
  constructor(
    private readonly database: DataSource,
    private readonly notifications: NotificationsReader,
  ) {}

  @Get()
  async list(@Param('id') id: string) {
    const booking = await bookingDetails(this.database, id)
    if (!booking) throw new NotFoundException()
    const sent = await this.database.query<Sent[]>(SENT, [id])
    const messages = sent.map(one => ({ ...one, title: this.notifications.titleOf(one.kind), state: STATES[one.state] }))
    return view('modules/bookings/views/booking-messages.njk', { booking, messages })
  }
}
