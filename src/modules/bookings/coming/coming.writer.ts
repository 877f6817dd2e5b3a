import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { londonDate } from '../../../shared/dates.js'
import { type Kind, type NewMessage, Outbox } from '../../notifications/notifications.writer.js'
import { joiningDetailsOf, remindersOf, sequenceOf, writable, type Moment, type Reminder } from '../rules/reminders.js'
import { joiningMail, reminderMail, type ToldDate, type Untold } from './coming-mails.js'
import { JoiningGates } from './joining-gates.writer.js'
import { DATES_TO_JOIN, DATES_TO_REMIND, NOT_TOLD, TOLD_OF_DATES } from './coming.statements.js'

interface DateRow {
  id: string
  startsAt: Date
  calendarSequence: number
  reminderDays: number[]
}

/** A message that everybody booked on a date is to get. */
interface DueOnDate<Due extends Moment> {
  date: DateRow
  sequence: number
  due: Due
  /** Who booked at or after this moment gets none; null: everybody. */
  bookedBefore: Date | null
}
type MailOf<Due extends Moment> = (untold: Untold, date: ToldDate, due: Due) => NewMessage

const AT_ONCE = 500
/** A run that finds more leaves the rest to the next one. */
const MOST_BATCHES = 40

/**
 * Writes the messages that a booking brings about by the mere passing of time, some hours before they fall due, so that those of one
 * morning can be gathered. Run twice, late or on two workers at once it writes each once: the outbox knows one row for each number.
 */
@Injectable()
export class ComingWriter {
  constructor(
    private readonly database: DataSource,
    private readonly outbox: Outbox,
    private readonly gates: JoiningGates,
  ) {}

  /** The reminders that fall due; how many were written. */
  async remindPeople(now: Date): Promise<number> {
    const dates = await this.database.query<DateRow[]>(DATES_TO_REMIND, [now])
    const due = dates.flatMap(date =>
      remindersOf(date.startsAt, date.reminderDays)
        .filter(reminder => writable(reminder, now))
        .map(reminder => dueOn<Reminder>(date, reminder, reminder.days, reminder.dueAt)),
    )
    return this.write('reminder', due, reminderMail, now)
  }

  /** The joining details that fall due, and those of who booked since; how many were written. */
  async sendJoiningDetails(now: Date): Promise<number> {
    const dates = await this.database.query<DateRow[]>(DATES_TO_JOIN, [now])
    const due = dates.map(date => dueOn<Moment>(date, joiningDetailsOf(date.startsAt), 0, null)).filter(({ due }) => writable(due, now))
    return this.write('joining-details', due, (untold, date, moment) => joiningMail(untold, date, moment, now), now)
  }

  private async write<Due extends Moment>(kind: Kind, due: DueOnDate<Due>[], mailOf: MailOf<Due>, now: Date): Promise<number> {
    const asked = JSON.stringify(due.map(inJson))
    let written = 0
    let last: Untold | undefined
    for (let batch = 0; due.length > 0 && batch < MOST_BATCHES; batch++) {
      const found = await this.database.query<Untold[]>(NOT_TOLD, [asked, kind, AT_ONCE, last ? last.sequence % 100 : 0, last?.id ?? null])
      const untold = kind === 'joining-details' ? await this.notHeld(found, now) : found
      if (untold.length > 0) await this.outbox.add(this.database.manager, await this.mails(untold, due, mailOf), now)
      written += untold.length
      // Who is held back is passed over, and met again by the next run.
      last = found.at(-1)
      if (found.length < AT_ONCE) break
    }
    return written
  }

  private async notHeld(found: Untold[], now: Date): Promise<Untold[]> {
    const ids = found.map(({ id }) => id)
    const held = await this.gates.held(ids, now)
    return found.filter(({ id }) => !held.has(id))
  }

  private async mails<Due extends Moment>(untold: Untold[], due: DueOnDate<Due>[], mailOf: MailOf<Due>): Promise<NewMessage[]> {
    const ids = [...new Set(untold.map(one => one.occurrenceId))]
    const dates = await this.database.query<ToldDate[]>(TOLD_OF_DATES, [ids])
    const dateOf = new Map(dates.map(date => [date.id, date]))
    const dueOf = new Map(due.map(one => [`${one.date.id} ${one.sequence}`, one.due]))
    return untold.flatMap(one => {
      const [date, moment] = [dateOf.get(one.occurrenceId), dueOf.get(`${one.occurrenceId} ${one.sequence}`)]
      return date && moment ? [mailOf(one, date, moment)] : []
    })
  }
}

const dueOn = <Due extends Moment>(date: DateRow, due: Due, days: number, bookedBefore: Date | null): DueOnDate<Due> => ({
  ...{ date, due, bookedBefore, sequence: sequenceOf(date.calendarSequence, days) },
})

const inJson = ({ date, sequence, bookedBefore }: DueOnDate<Moment>) => ({
  ...{ occurrenceId: date.id, sequence, startsOn: londonDate(date.startsAt), bookedBefore },
})
