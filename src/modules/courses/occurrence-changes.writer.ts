import { Injectable } from '@nestjs/common'
import { createHash } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import type { DeliveredSession, DeliveryChange } from './rules/delivery-change.js'

/** An occurrence that the organiser changes. `delivery` null: neither time nor place nor link. */
export interface OccurrenceChange {
  occurrenceId: string
  courseId: string
  delivery: DeliveryChange | null
  /** The first start, before and after. */
  startsAt: { before: Date; after: Date }
  sessionsBefore: DeliveredSession[]
  /** Of the trainer pool: who is to deliver it. */
  trainerIds: string[]
}

/** Some of the people whom a change touches, with what they will get of it, in words; `names` only while they are few. */
export interface TouchedGroup {
  standing: string
  count: number
  names: string[]
  gets: string
}

/** Whom a change touches. `notes`: what else to know before doing it; `key`: what it was told on, and another when that changes. */
export interface Touched {
  groups: TouchedGroup[]
  notes: string[]
  key: string
}

/** What the modules below have to do with an occurrence's change: they know who is booked, this module does not. */
export interface OccurrenceListener {
  /** Whom it would touch; nobody: no groups. */
  touched(tx: EntityManager, change: OccurrenceChange, now: Date): Promise<Touched>
  /** Within the transaction that changed it, after the change. The occurrence's row is locked. */
  changed(tx: EntityManager, change: OccurrenceChange, now: Date): Promise<void>
  /** Within the transaction that put dates on the programme. */
  added(tx: EntityManager, courseId: string, occurrenceIds: string[], now: Date): Promise<void>
}

/** Tells whoever registered of what becomes of occurrences, in the same transaction. */
@Injectable()
export class OccurrenceChanges {
  private readonly listeners: OccurrenceListener[] = []

  register(listener: OccurrenceListener): void {
    this.listeners.push(listener)
  }

  async touched(tx: EntityManager, change: OccurrenceChange, now: Date): Promise<Touched> {
    const all = await Promise.all(this.listeners.map(listener => listener.touched(tx, change, now)))
    const key = createHash('sha256').update(JSON.stringify([change.delivery?.lines, all.map(one => one.key)]))
    return { groups: all.flatMap(one => one.groups), notes: all.flatMap(one => one.notes), key: key.digest('base64url') }
  }

  async changed(tx: EntityManager, change: OccurrenceChange, now: Date): Promise<void> {
    for (const listener of this.listeners) await listener.changed(tx, change, now)
  }

  async added(tx: EntityManager, courseId: string, occurrenceIds: string[], now: Date): Promise<void> {
    for (const listener of this.listeners) await listener.added(tx, courseId, occurrenceIds, now)
  }
}
