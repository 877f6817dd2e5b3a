import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Transaction } from '../../../database/transaction.js'
import { atLeast } from '../../../shared/at-least.js'
import { longDate } from '../../../shared/dates.js'
import { type NewMessage, Outbox } from '../../notifications/notifications.writer.js'
import { LayOut } from '../asking/lay-out.js'
import { EVALUATIONS, Links } from '../asking/links.js'
import type { Door } from './door.queries.js'

interface Found {
  id: string
  nonce: string
  name: string
  email: string
  reference: string
  mailed: number
}

// Whoever stands there has a place on this very date, and has not been cancelled or marked as absent.
const FOUND = `
  SELECT i.id, i.link_nonce AS nonce, p.name, p.email, b.reference,
    (SELECT count(*)::int FROM message m WHERE m.subject = 'evaluation:' || i.id AND m.kind = 'evaluation-door') AS mailed
  FROM booking b JOIN person p ON p.id = b.person_id JOIN evaluation_invitation i ON i.booking_id = b.id AND i.stage = $2
  WHERE b.occurrence_id = $1 AND b.state IN ('booked', 'attended', 'partly attended') AND i.link_nonce IS NOT NULL`

const OPEN_IN_THE_ROOM = `
  INSERT INTO evaluation_occurrence (occurrence_id, starts_at, ends_at, settings_version, opened_at, opened_by_id)
  SELECT o.id, o.starts_at, o.ends_at, coalesce(e.version, 0), $2, $3
  FROM occurrence o LEFT JOIN course_evaluation e ON e.course_id = o.course_id WHERE o.id = $1
  ON CONFLICT (occurrence_id) DO UPDATE SET opened_at = EXCLUDED.opened_at, opened_by_id = EXCLUDED.opened_by_id
  WHERE evaluation_occurrence.opened_at IS NULL`

/** A door is public, so it may not be used to fill somebody's mailbox. */
const MOST_MAILS = 3
const SLOWEST_MS = 250

/** What happens at the door of a course: everybody gets to their own questions, and nobody learns who else is booked. */
@Injectable()
export class ComeToTheDoor {
  constructor(
    private readonly transaction: Transaction,
    private readonly layingOut: LayOut,
    private readonly links: Links,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Whoever gives the address and the reference of one booking is led to its questions at once; for an address alone its own link is
   * mailed there. The answer and its time are the same whether somebody of this address is booked or not.
   */
  async byAddress(door: Door, email: string, reference: string, now: Date): Promise<{ path: string } | { mailed: true }> {
    const work = this.transaction.run(async tx => {
      const found = await this.find(tx, door, 'p.email = $3', email.toLowerCase(), now)
      if (!found) return { mailed: true as const }
      if (reference !== '' && found.reference === reference) return { path: this.links.path(found.nonce) }
      if (found.mailed < MOST_MAILS) await this.outbox.add(tx, [doorMail(found, door)], now)
      return { mailed: true as const }
    })
    return atLeast(SLOWEST_MS, work)
  }

  /** Somebody who has signed in: the id of their own questions here; null where they have none. */
  bySignIn(door: Door, personId: string, now: Date): Promise<string | null> {
    return this.transaction.run(async tx => (await this.find(tx, door, 'p.id = $3', personId, now))?.id ?? null)
  }

  /** Opens the questions after the course before its last session ends; opened twice it was opened the first time. */
  openInTheRoom(door: Door, personId: string, now: Date): Promise<void> {
    return this.transaction.run(async tx => {
      await tx.query(OPEN_IN_THE_ROOM, [door.id, now, personId])
      await this.layingOut.ofOccurrence(tx, door.id, now)
    })
  }

  /** Who was booked a minute ago has their questions too: what is missing is laid out first. */
  private async find(tx: EntityManager, door: Door, which: string, value: string, now: Date): Promise<Found | undefined> {
    if (!door.stage) return undefined
    await this.layingOut.ofOccurrence(tx, door.id, now)
    const [found] = await tx.query<Found[]>(`${FOUND} AND ${which}`, [door.id, door.stage, value])
    return found
  }
}

const doorMail = ({ id, nonce, name, email, mailed }: Found, { course, startsAt, stage }: Door): NewMessage => ({
  ...{ subject: `evaluation:${id}`, kind: 'evaluation-door', sequence: mailed, toName: name, toEmail: email },
  data: { name, course, on: longDate(startsAt), before: stage === 'pre', path: EVALUATIONS, nonce },
})
