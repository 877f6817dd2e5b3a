import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { SETTINGS } from '../../../config/settings.js'
import type { Settings } from '../../../config/settings.js'
import type { Touched } from '../../courses/occurrence-changes.writer.js'
import { type OccurrenceChange, OccurrenceChanges, type OccurrenceListener } from '../../courses/occurrence-changes.writer.js'
import { Outbox } from '../../notifications/notifications.writer.js'
import { withInstants, type LaneOccurrence } from '../booking-lane.facts.js'
import { readOccurrence } from '../booking-lane.statements.js'
import { moveConditions } from '../condition/move-conditions.js'
import { bookingClosesAt } from '../rules/places.js'
import { OfferFreedPlaces } from '../waiting/offer-freed-places.js'
import { changeMails } from './change-mails.js'
import { touchedPeople } from './touched.queries.js'
import { prerequisitesNote, touchedGroups, touchedKey, type Gets } from './touched-words.js'

/** What bookings have to do with the organiser's changes: whom they touch, telling them, and offering the places they bring. */
@Injectable()
export class TellOfChanges implements OnModuleInit, OccurrenceListener {
  constructor(
    private readonly changes: OccurrenceChanges,
    private readonly outbox: Outbox,
    private readonly offers: OfferFreedPlaces,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.changes.register(this)
  }

  async touched(tx: EntityManager, change: OccurrenceChange, now: Date): Promise<Touched> {
    const people = await touchedPeople(tx, change.occurrenceId, now, change.trainerIds)
    const occurrence = await occurrenceOf(tx, change.occurrenceId)
    const note = prerequisitesNote(people, occurrence.needs, change.startsAt)
    return { groups: touchedGroups(people, getsOf(change)), notes: note ? [note] : [], key: touchedKey(people) }
  }

  /** Tells everybody of a change of time, place or link; whatever changed may have brought places, and they are offered to those who wait. */
  async changed(tx: EntityManager, change: OccurrenceChange, now: Date): Promise<void> {
    const { occurrenceId, delivery, sessionsBefore } = change
    if (delivery) {
      const stand = await moveConditions(tx, change, this.settings.conditionWarningDays, now)
      const occurrence = await occurrenceOf(tx, occurrenceId)
      // An offer cannot outlast the booking, which may now close sooner.
      await tx.query(`UPDATE offer SET runs_out_at = least(runs_out_at, $2) WHERE occurrence_id = $1 AND state = 'open'`, [
        occurrenceId,
        bookingClosesAt(occurrence),
      ])
      const people = await touchedPeople(tx, occurrenceId, now)
      await this.outbox.add(tx, changeMails({ ...occurrence, sessionsBefore, stand }, delivery, people, now), now)
    }
    await this.offers.passOn(tx, occurrenceId, now)
  }

  async added(tx: EntityManager, courseId: string, occurrenceIds: string[], now: Date): Promise<void> {
    const waiting = await tx.query<unknown[]>('SELECT 1 FROM waiting_entry WHERE course_id = $1 AND ended_at IS NULL LIMIT 1', [courseId])
    if (waiting.length === 0) return
    // One after the other: who is offered a place on the first is not asked for the second.
    for (const id of occurrenceIds) await this.offers.passOn(tx, id, now)
  }
}

async function occurrenceOf(tx: EntityManager, id: string): Promise<LaneOccurrence> {
  const read = readOccurrence(id)
  const [occurrence] = await tx.query<[LaneOccurrence]>(read.text, read.values)
  return withInstants(occurrence)
}

/** A new link alone is no matter for those who are not booked yet. */
function getsOf({ delivery }: OccurrenceChange): Gets {
  const moved = delivery?.moved ?? false
  const free = moved ? ' They may cancel free of charge.' : ''
  return {
    booked: `A mail with what was and what is now, and the new entry for their calendar.${free}`,
    requested: moved ? `A mail with what was and what is now.${free}` : '',
    offered: moved ? 'A mail with what was and what is now. The offer stands.' : '',
    waiting: '',
    trainers: 'A mail with what was and what is now.',
  }
}
