import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { newId } from '../../shared/ids.js'
import { plainKey } from '../../shared/plain-key.js'
import type { FieldError } from '../../web/forms.js'
import { ProgrammeReader } from './courses.reader.js'
import { isWebAddress } from './rules/course-problems.js'
import { type FormValues, mergeEdits } from './rules/merge-edits.js'
import type { Overtaken, Saved, Sender, Wrong } from './save-course.js'
import { type Feature, Venue } from './venue.entity.js'
import { roomErrors, roomOfLine, type StoredVenue, storedVenue, type TypedRoom, type VenueValues } from './venues/venue-values.js'
import { type VenueWarning, venueWarning } from './venues/venue-warnings.js'

/** What is asked before it is saved. */
export interface ToConfirmVenue {
  confirm: VenueWarning
}

/** Adds a venue with its rooms, or changes one. The form it came from must be of the version that is stored. */
@Injectable()
export class SaveVenue {
  constructor(
    private readonly transaction: Transaction,
    private readonly programme: ProgrammeReader,
  ) {}

  /** A new venue gets a key of its name. */
  async add(values: VenueValues, sender: Sender): Promise<Saved | Wrong> {
    const errors = venueErrors(values)
    if (errors.length > 0) return { errors }
    return this.write(sender, async tx => {
      const id = newId()
      const plain = plainKey(values.name)
      const key = !plain || plain === 'new' || (await tx.getRepository(Venue).existsBy({ key: plain })) ? id : plain
      await tx.getRepository(Venue).insert({ id, key, ...columnsOf(values) })
      await saveRooms(tx, id, values.rooms.map(roomOfLine))
      return { saved: key }
    })
  }

  /** null: there is no such venue. `seen`: the key of what was shown before, empty when nothing has been. */
  async change(key: string, values: VenueValues, form: { version: number; opened: FormValues; seen: string }, sender: Sender, now: Date) {
    const errors = venueErrors(values)
    if (errors.length > 0) return { errors }
    return this.write(sender, async (tx): Promise<Saved | ToConfirmVenue | Overtaken<VenueValues> | null> => {
      const stored = await storedVenue(tx, key, true)
      if (!stored) return null
      if (stored.version !== form.version)
        return { ...mergeEdits(form.opened, values, stored.values), version: stored.version, current: stored.values }
      const warning = await venueWarning(tx, stored, values, now)
      if (warning && warning.key !== form.seen) return { confirm: warning }
      await save(tx, stored, values)
      return { saved: key }
    })
  }

  private async write<Answer>(sender: Sender, work: (tx: EntityManager) => Promise<Answer>): Promise<Answer> {
    const answer = await this.transaction.add(tx => once(tx, sender, () => work(tx)))
    this.programme.invalidate()
    return answer
  }
}

function venueErrors({ mapUrl, rooms }: VenueValues): FieldError[] {
  const map = mapUrl && !isWebAddress(mapUrl) ? [{ field: 'mapUrl', message: 'Enter a full web address that starts with https://' }] : []
  return [...map, ...roomErrors(rooms.map(roomOfLine))]
}

async function save(tx: EntityManager, stored: StoredVenue, values: VenueValues): Promise<void> {
  await tx.getRepository(Venue).update({ id: stored.id }, { ...columnsOf(values), version: stored.version + 1 })
  await saveRooms(tx, stored.id, values.rooms.map(roomOfLine))
}

const numberOrNull = (text: string): number | null => (text === '' ? null : Number(text))

const columnsOf = ({ name, address, postcode, access, mapUrl, capacity, features, retired }: VenueValues) => ({
  ...{ name, address, postcode, access, mapUrl, capacity: numberOrNull(capacity) },
  ...{ features: features as Feature[], retired: retired === 'yes' },
})

/**
 * The rooms as the form has them. One left out goes where no date ever named it, and is retired where one did. Those that stay first lose
 * their names, since two rooms may swap theirs.
 */
async function saveRooms(tx: EntityManager, venueId: string, rooms: readonly TypedRoom[]): Promise<void> {
  const kept = rooms.map(room => room.id).filter(Boolean)
  await tx.query(
    `DELETE FROM venue_room r WHERE r.venue_id = $1 AND NOT r.id::text = ANY($2) AND NOT EXISTS (SELECT 1 FROM occurrence o WHERE o.room_id = r.id)`,
    [venueId, kept],
  )
  await tx.query('UPDATE venue_room SET retired = true WHERE venue_id = $1 AND NOT id::text = ANY($2)', [venueId, kept])
  await tx.query(`UPDATE venue_room SET name = id::text WHERE venue_id = $1 AND id::text = ANY($2)`, [venueId, kept])
  const rows = rooms.map(({ id, name, capacity }, position) => ({ id, made: newId(), name, capacity: numberOrNull(capacity), position }))
  await tx.query(
    `WITH typed AS (SELECT * FROM jsonb_to_recordset($2::jsonb) AS t(id text, made uuid, name text, capacity int, position int)),
      changed AS (UPDATE venue_room r SET name = t.name, capacity = t.capacity, position = t.position
        FROM typed t WHERE r.venue_id = $1 AND r.id::text = t.id RETURNING t.made)
     INSERT INTO venue_room (id, venue_id, name, capacity, position)
     SELECT made, $1, name, capacity, position FROM typed WHERE made NOT IN (SELECT made FROM changed)`,
    [venueId, JSON.stringify(rows)],
  )
}
