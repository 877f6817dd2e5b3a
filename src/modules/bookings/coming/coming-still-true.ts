import { Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { StillTrue, type AskedMessage } from '../../notifications/still-true.writer.js'
import { joiningDetailsOf, ofSequence, remindersOf, stillUseful } from '../rules/reminders.js'
import { LIVING } from './coming.statements.js'

interface Living {
  id: string
  startsAt: Date
  calendarSequence: number
  reminderDays: number[]
}

/** Reminders and joining details hold while the booking lives and the date is the one that they tell of, and as long as they help. */
@Injectable()
export class ComingStillTrue implements OnModuleInit {
  constructor(
    private readonly database: DataSource,
    private readonly stillTrue: StillTrue,
  ) {}

  onModuleInit(): void {
    this.stillTrue.registerEach(['reminder', 'joining-details'], (messages, now) => this.holding(messages, now))
  }

  private async holding(messages: AskedMessage[], now: Date): Promise<AskedMessage[]> {
    const living = await this.database.query<Living[]>(LIVING, [messages.map(bookingId)])
    const known = new Map(living.map(booking => [booking.id, booking]))
    return messages.filter(message => {
      const booking = known.get(bookingId(message))
      return booking !== undefined && holds(message, booking, now)
    })
  }
}

const bookingId = ({ subject }: AskedMessage): string => subject.slice('booking:'.length)

function holds({ kind, sequence }: AskedMessage, { startsAt, calendarSequence, reminderDays }: Living, now: Date): boolean {
  const told = ofSequence(sequence)
  if (told.calendarSequence !== calendarSequence) return false
  if (kind === 'joining-details') return stillUseful(joiningDetailsOf(startsAt), now)
  const reminder = remindersOf(startsAt, reminderDays).find(one => one.days === told.days)
  return reminder !== undefined && stillUseful(reminder, now)
}
