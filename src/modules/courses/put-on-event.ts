import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { newId } from '../../shared/ids.js'
import type { FieldError } from '../../web/forms.js'
import { ProgrammeReader } from './courses.reader.js'
import { Event } from './event.entity.js'
import type { EventForm } from './forms/delivery.form.js'
import { OccurrenceChanges } from './occurrence-changes.writer.js'
import { OccurrenceTrainer } from './occurrence-trainer.entity.js'
import { Occurrence } from './occurrence.entity.js'
import { findClashes, type FoundClashes } from './programme/clash-check.js'
import { type DateInWords, dateInWords, type EventFacts, readEvent } from './programme/event-facts.js'
import { isSerious, type SavedAnyway, whetherToSave } from './rules/clashes.js'
import type { TypedSession } from './rules/event-times.js'
import type { Sender, Wrong } from './save-course.js'
import { Session } from './session.entity.js'

/** What the button was: `check` saves nothing and shows what would be. */
export type HowToPut = 'publish' | 'draft' | 'check'

/** Saved: the event and its occurrences, in the order typed. */
export interface PutOn {
  eventId: string
  put: string[]
}

/** To be looked at first; nothing is saved. */
export interface ToLookAt {
  look: FoundClashes & { dates: DateInWords[] }
  errors: FieldError[]
}

/** Puts a course on the programme: one event, with an occurrence for each of the dates. */
@Injectable()
export class PutOnEvent {
  constructor(
    private readonly transaction: Transaction,
    private readonly programme: ProgrammeReader,
    private readonly changes: OccurrenceChanges,
  ) {}

  /** `anyway`: what was said of the clashes that the form had shown. */
  async run(
    form: EventForm,
    dates: readonly TypedSession[][],
    asked: { how: HowToPut; anyway: SavedAnyway },
    sender: Sender,
    now: Date,
  ): Promise<PutOn | Wrong | ToLookAt> {
    const putOn = (tx: EntityManager) => this.putOn(tx, { form, dates, ...asked }, now)
    const answer = await this.transaction.add(tx => (asked.how === 'check' ? putOn(tx) : once(tx, sender, () => putOn(tx))))
    this.programme.invalidate()
    return answer
  }

  /** Who waits for the course is offered the new places at once; those of a draft when it is published. */
  private async putOn(
    tx: EntityManager,
    { form, dates, how, anyway }: { form: EventForm; dates: readonly TypedSession[][]; how: HowToPut; anyway: SavedAnyway },
    now: Date,
  ): Promise<PutOn | Wrong | ToLookAt> {
    const facts = await readEvent(tx, form, dates, now)
    if ('errors' in facts) return facts
    const { courseId, delivery } = facts
    const sittings = facts.dates.map(date => date.sittings)
    const found = await findClashes(tx, { courseId, ...delivery, trainers: form.trainers, dates: sittings, except: null })
    const look = { ...found, dates: facts.dates.map(dateInWords) }
    const whether = how === 'check' ? 'show' : whetherToSave(found.clashes, found.key, anyway)
    if (whether !== 'save') return { look, errors: whether === 'show' ? [] : [whether] }
    const put = await insert(tx, form, facts, { found, reason: anyway.reason, draft: how === 'draft' })
    if (how === 'publish') await this.changes.added(tx, courseId, put.put, now)
    return put
  }
}

async function insert(
  tx: EntityManager,
  { onlineUrl, externalUrl, joiningDetails }: EventForm,
  { courseId, delivery, dates, opensAt, places, fewest }: EventFacts,
  { found, reason, draft }: { found: FoundClashes; reason: string; draft: boolean },
): Promise<PutOn> {
  const eventId = newId()
  const ids = dates.map(newId)
  const { venueId, roomId, trainerIds } = delivery
  const clashing = new Set(found.clashes.filter(isSerious).map(({ date }) => date))
  await tx.getRepository(Event).insert({ id: eventId, key: eventId, courseId })
  await tx.getRepository(Occurrence).insert(
    dates.map(({ sittings, closesAt, decideOn }, d) => ({
      ...{ id: ids[d]!, key: ids[d]!, eventId, courseId, venueId, roomId, onlineUrl, externalUrl, joiningDetails },
      ...{ startsAt: sittings[0]!.startsAt, endsAt: sittings.at(-1)!.endsAt, places, fewest, decideOn },
      ...{ bookingOpensAt: opensAt, bookingClosesAt: closesAt, draft, clashReason: clashing.has(d) ? reason : '' },
    })),
  )
  const sessions = dates.flatMap(({ sittings }, d) =>
    sittings.map((one, s) => ({ id: newId(), occurrenceId: ids[d]!, number: s + 1, ...one })),
  )
  await tx.getRepository(Session).insert(sessions)
  const trainers = ids.flatMap(occurrenceId => trainerIds.map(trainerId => ({ occurrenceId, trainerId })))
  await tx.getRepository(OccurrenceTrainer).insert(trainers)
  return { eventId, put: ids }
}
