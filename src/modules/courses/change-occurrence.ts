import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { newId } from '../../shared/ids.js'
import type { FieldError } from '../../web/forms.js'
import { ProgrammeReader } from './courses.reader.js'
import { deliveredBeforeAndAfter } from './forms/delivered.js'
import { type Delivery, readDelivery, windowErrors } from './forms/delivery-check.js'
import { type OccurrenceChange, OccurrenceChanges, type Touched } from './occurrence-changes.writer.js'
import { Occurrence } from './occurrence.entity.js'
import { type OccurrenceValues, sessionOfLine, type StoredOccurrence, storedOccurrence } from './forms/occurrence-values.js'
import { clashesOfChange, type FoundClashes } from './programme/clash-check.js'
import { type Decision, readDecision } from './programme/decision.js'
import { isSerious, type SavedAnyway, whetherToSave } from './rules/clashes.js'
import { type ChangeLine, deliveryChange } from './rules/delivery-change.js'
import { readMoment, readSittings, type Sitting } from './rules/event-times.js'
import { type FormValues, mergeEdits } from './rules/merge-edits.js'
import { changeProblem, overbookedAfter, placesProblem, timesProblem } from './rules/occurrence-change.js'
import type { Overtaken, Sender, Wrong } from './save-course.js'

const OPENS_AT = '09:00'
const CLOSES_AT = '17:00'

/** What is asked before people are told: what changes, whom it touches, and what they will get. */
export interface ToConfirm {
  confirm: { lines: ChangeLine[]; touched: Touched }
}

/** The form as it was opened; `seen`: the key of what was shown to be confirmed, empty when nothing has been shown. */
export interface Opened {
  version: number
  opened: FormValues
  seen: string
  /** What was said of the clashes that it had shown. */
  anyway: SavedAnyway
}

/** What it would clash with: nothing is saved before somebody has looked at it. */
export interface Clashing {
  look: FoundClashes
  errors: FieldError[]
}

type Change = { saved: true } | ToConfirm | Clashing | Wrong

/**
 * Changes one occurrence, and has people told of it once that is confirmed. Its row is locked, so that no booking comes between the
 * check of its places and the change.
 */
@Injectable()
export class ChangeOccurrence {
  constructor(
    private readonly transaction: Transaction,
    private readonly programme: ProgrammeReader,
    private readonly changes: OccurrenceChanges,
  ) {}

  /** null: there is no such occurrence. */
  async run(id: string, values: OccurrenceValues, form: Opened, sender: Sender, now: Date) {
    const answer = await this.transaction.add(tx =>
      once(tx, sender, async (): Promise<Change | Overtaken<OccurrenceValues> | null> => {
        const stored = await storedOccurrence(tx, id, true)
        if (!stored) return null
        if (stored.version !== form.version)
          return { ...mergeEdits(form.opened, values, stored.values), version: stored.version, current: stored.values }
        return this.change(tx, stored, values, form, now)
      }),
    )
    this.programme.invalidate()
    return answer
  }

  private async change(tx: EntityManager, stored: StoredOccurrence, values: OccurrenceValues, form: Opened, now: Date): Promise<Change> {
    const { delivery, errors } = await readDelivery(tx, values, stored.external)
    const times = timesOf(stored, values, now)
    const never = changeProblem(stored)
    if (never) return { errors: [{ field: 'places', message: never }] }
    const few = placesProblem(Number(values.places), stored)
    if (few) errors.unshift({ field: 'places', message: few })
    const decided = readDecision(values, times.sittings?.[0]?.startsAt ?? stored.startsAt)
    errors.push(...times.errors, ...decided.errors)
    if (errors.length > 0) return { errors }
    const found = await clashesOfChange(tx, stored, values, { ...delivery, ...times })
    const whether = found ? whetherToSave(found.clashes, found.key, form.anyway) : 'save'
    if (found && whether !== 'save') return { look: found, errors: whether === 'show' ? [] : [whether] }
    const change = await occurrenceChange(tx, stored, { ...values, ...delivery, ...times })
    // Nobody has been told of a draft, and nobody waits for it.
    if (change.delivery && !stored.draft) {
      const touched = await this.changes.touched(tx, change, now)
      if (touched.groups.length > 0 && touched.key !== form.seen) return { confirm: { lines: change.delivery.lines, touched } }
    }
    await write(tx, stored, values, { ...delivery, ...times, ...decided.decision, ...clashReason(found, form.anyway), change }, now)
    if (!stored.draft) await this.changes.changed(tx, change, now)
    return { saved: true }
  }
}

/** Only a clash is given a reason, and it goes when there is none any more. */
const clashReason = (found: FoundClashes | null, { reason }: SavedAnyway): { clashReason?: string } =>
  found ? { clashReason: found.clashes.some(isSerious) ? reason : '' } : {}

type NewTimes = ReturnType<typeof timesOf>

async function occurrenceChange(
  tx: EntityManager,
  { id, startsAt }: StoredOccurrence,
  to: Pick<NewTimes, 'sittings'> & Delivery & { onlineUrl: string },
): Promise<OccurrenceChange> {
  const { courseId, before, after } = await deliveredBeforeAndAfter(tx, id, to)
  const delivery = deliveryChange(before, after)
  const starts = { before: startsAt, after: after.sessions[0]?.startsAt ?? startsAt }
  return { occurrenceId: id, courseId, delivery, startsAt: starts, sessionsBefore: before.sessions, trainerIds: to.trainerIds }
}

async function write(
  tx: EntityManager,
  stored: StoredOccurrence,
  values: OccurrenceValues,
  {
    sittings,
    opensAt,
    closesAt,
    change: { delivery },
    ...to
  }: Delivery & NewTimes & Decision & { change: OccurrenceChange; clashReason?: string },
  now: Date,
): Promise<void> {
  await tx.getRepository(Occurrence).update(
    { id: stored.id },
    {
      ...{ venueId: to.venueId, roomId: to.roomId, fewest: to.fewest, decideOn: to.decideOn },
      ...(to.clashReason !== undefined && { clashReason: to.clashReason }),
      ...{ onlineUrl: values.onlineUrl, externalUrl: values.externalUrl },
      ...{ joiningDetails: values.joiningDetails, places: Number(values.places) },
      ...{ overbooked: overbookedAfter(Number(values.places), stored), bookingOpensAt: opensAt, bookingClosesAt: closesAt },
      ...(sittings && { startsAt: sittings[0]!.startsAt, endsAt: sittings.at(-1)!.endsAt }),
      ...(delivery && { calendarSequence: () => 'calendar_sequence + 1' }),
      ...(delivery?.moved && { movedAt: now }),
      version: stored.version + 1,
    },
  )
  if (sittings) await replaceSessions(tx, stored.id, sittings)
  await replaceTrainers(tx, stored.id, to.trainerIds)
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

/** Who stays keeps their row: the agency that they were put on the date for is credited. */
async function replaceTrainers(tx: EntityManager, occurrenceId: string, trainerIds: readonly string[]): Promise<void> {
  await tx.query('DELETE FROM occurrence_trainer WHERE occurrence_id = $1 AND NOT trainer_id = ANY($2)', [occurrenceId, trainerIds])
  await tx.query(
    `INSERT INTO occurrence_trainer (occurrence_id, trainer_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT (occurrence_id, trainer_id) DO NOTHING`,
    [occurrenceId, trainerIds],
  )
}
