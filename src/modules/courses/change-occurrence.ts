import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { newId } from '../../shared/ids.js'
import type { FieldError } from '../../web/forms.js'
import { ProgrammeReader } from './courses.reader.js'
import { readDelivery, windowErrors } from './forms/delivery-check.js'
import { OccurrenceTrainer } from './occurrence-trainer.entity.js'
import { Occurrence } from './occurrence.entity.js'
import { type OccurrenceValues, sessionOfLine, type StoredOccurrence, storedOccurrence } from './forms/occurrence-values.js'
import { readMoment, readSittings, type Sitting } from './rules/event-times.js'
import { type FormValues, mergeEdits } from './rules/merge-edits.js'
import { changeProblem, overbookedAfter, placesProblem, timesProblem } from './rules/occurrence-change.js'
import type { Overtaken, Sender, Wrong } from './save-course.js'

const OPENS_AT = '09:00'
const CLOSES_AT = '17:00'

/** Changes one occurrence. Its row is locked, so that no booking comes between the check of its places and the change. */
@Injectable()
export class ChangeOccurrence {
  constructor(
    private readonly transaction: Transaction,
    private readonly programme: ProgrammeReader,
  ) {}

  /** null: there is no such occurrence. `opened`: the values that the form was opened with. */
  async run(id: string, values: OccurrenceValues, form: { version: number; opened: FormValues }, sender: Sender, now: Date) {
    const answer = await this.transaction.run(tx =>
      once(tx, sender, async (): Promise<{ saved: true } | Wrong | Overtaken<OccurrenceValues> | null> => {
        const stored = await storedOccurrence(tx, id, true)
        if (!stored) return null
        if (stored.version !== form.version)
          return { ...mergeEdits(form.opened, values, stored.values), version: stored.version, current: stored.values }
        return change(tx, stored, values, now)
      }),
    )
    this.programme.invalidate()
    return answer
  }
}

async function change(tx: EntityManager, stored: StoredOccurrence, values: OccurrenceValues, now: Date): Promise<{ saved: true } | Wrong> {
  const { delivery, errors } = await readDelivery(tx, values, stored.external)
  const times = timesOf(stored, values, now)
  const never = changeProblem(stored)
  if (never) return { errors: [{ field: 'places', message: never }] }
  const few = placesProblem(Number(values.places), stored)
  if (few) errors.unshift({ field: 'places', message: few })
  errors.push(...times.errors)
  if (errors.length > 0) return { errors }
  await tx.getRepository(Occurrence).update(
    { id: stored.id },
    {
      ...{ venueId: delivery.venueId, onlineUrl: values.onlineUrl, externalUrl: values.externalUrl },
      ...{ joiningDetails: values.joiningDetails, places: Number(values.places) },
      ...{ overbooked: overbookedAfter(Number(values.places), stored), bookingOpensAt: times.opensAt, bookingClosesAt: times.closesAt },
      ...(times.sittings && { startsAt: times.sittings[0]!.startsAt, endsAt: times.sittings.at(-1)!.endsAt }),
      version: stored.version + 1,
    },
  )
  if (times.sittings) await replaceSessions(tx, stored.id, times.sittings)
  await tx.getRepository(OccurrenceTrainer).delete({ occurrenceId: stored.id })
  await tx.getRepository(OccurrenceTrainer).insert(delivery.trainerIds.map(trainerId => ({ occurrenceId: stored.id, trainerId })))
  return { saved: true }
}

/** `sittings` null: the times are not changed. */
function timesOf(stored: StoredOccurrence, values: OccurrenceValues, now: Date) {
  const errors: FieldError[] = []
  const begun = timesProblem(stored.startsAt, stored.values.sessions, values.sessions, now)
  if (begun) errors.push({ field: 'sessions-0-day', message: begun })
  const sittings = begun || stored.startsAt <= now ? null : sittingsOf(values, errors, now)
  const opensAt = momentOf(values.opensDay, values.opensTime, OPENS_AT, 'opensDay', errors)
  const closesAt = momentOf(values.closesDay, values.closesTime, CLOSES_AT, 'closesDay', errors)
  errors.push(...windowErrors(opensAt, closesAt, sittings?.[0]?.startsAt ?? stored.startsAt, 'closesDay'))
  return { sittings, opensAt, closesAt, errors }
}

function sittingsOf(values: OccurrenceValues, errors: FieldError[], now: Date): Sitting[] | null {
  const read = readSittings(values.sessions.map(sessionOfLine), now)
  if ('sittings' in read) return read.sittings
  for (const { index, part, message } of read.problems)
    errors.push({ field: `sessions-${index}-${part}`, message: values.sessions.length > 1 ? `Session ${index + 1}: ${message}` : message })
  return null
}

function momentOf(day: string, time: string, usual: string, field: string, errors: FieldError[]): Date | null {
  const read = readMoment(day, time, usual)
  if ('at' in read) return read.at
  errors.push({ field, message: read.problem })
  return null
}

/** Sessions keep their rows by number: register marks and calendar entries point at them. */
async function replaceSessions(tx: EntityManager, occurrenceId: string, sittings: readonly Sitting[]): Promise<void> {
  await tx.query('DELETE FROM session WHERE occurrence_id = $1 AND number > $2', [occurrenceId, sittings.length])
  const rows = sittings.map(({ startsAt, endsAt }, i) => ({ id: newId(), number: i + 1, startsAt, endsAt }))
  await tx.query(
    `INSERT INTO session (id, occurrence_id, number, starts_at, ends_at)
     SELECT s.id, $1, s.number, s."startsAt", s."endsAt"
     FROM jsonb_to_recordset($2::jsonb) AS s(id uuid, number smallint, "startsAt" timestamptz, "endsAt" timestamptz)
     ON CONFLICT (occurrence_id, number) DO UPDATE SET starts_at = EXCLUDED.starts_at, ends_at = EXCLUDED.ends_at`,
    [occurrenceId, JSON.stringify(rows)],
  )
}
