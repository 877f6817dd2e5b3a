import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Transaction } from '../../../database/transaction.js'
import { Outbox, type NewMessage } from '../../notifications/notifications.writer.js'
import { managerToAsk, nextStep, type Step } from '../rules/asking.js'
import { opensAt } from '../rules/due-dates.js'
import { factsOf, type FactsRow } from './asking-facts.js'
import { askingMail, type MailedInvitation } from './asking-mails.js'
import { DECIDED, LOOK_AT_CHANGED, LOOK_AT_CORRECTED, LOOK_AT_ENDED, TO_LOOK_AT } from './asking.statements.js'
import { LayOut, sinceOf } from './lay-out.js'
import { Links } from './links.js'

interface DueRow extends FactsRow, MailedInvitation {
  state: 'due' | 'asked'
  askedAt: Date | null
  chasers: number
  hash: string
  managerNameNow: string
  managerEmailNow: string
  form: boolean
}

/**
 * Asks people what they can do before a course and after it, weeks and months later. Each step is one transaction: a worker that is
 * killed in it has asked nobody, and the next one asks them all. Twice, late or on two workers at once each is asked once.
 */
@Injectable()
export class AskingWriter {
  constructor(
    private readonly transaction: Transaction,
    private readonly layingOut: LayOut,
    private readonly links: Links,
    private readonly outbox: Outbox,
  ) {}

  /** Sees to it that what has changed since is looked at: dates moved, settings, registers put right, bookings that ended. Three statements. */
  async noteChanges(now: Date): Promise<void> {
    for (const statement of [LOOK_AT_CHANGED, LOOK_AT_CORRECTED, LOOK_AT_ENDED])
      await this.transaction.run(tx => tx.query(statement, [now]))
  }

  /** Lays out whom to ask, and when, for bookings that have nothing of it yet; at most `limit` rows, and how many there were. */
  layOut(now: Date, limit: number): Promise<number> {
    return this.transaction.run(tx => this.layingOut.some(tx, now, limit))
  }

  /** Takes at most `limit` invitations that are to be looked at: asks, asks again, waits or closes. How many of each. */
  askDue(now: Date, limit: number): Promise<{ looked: number; asked: number }> {
    return this.transaction.run(async tx => {
      const due = await tx.query<DueRow[]>(TO_LOOK_AT, [now, limit])
      if (due.length === 0) return { looked: 0, asked: 0 }
      const since = await sinceOf(tx, now)
      const decided = due.map(row => this.decide(row, since, now))
      await tx.query(DECIDED, [JSON.stringify(decided.map(({ row }) => row))])
      const mails = decided.flatMap(({ mail }) => mail)
      await this.write(tx, mails, now)
      return { looked: due.length, asked: mails.length }
    })
  }

  private async write(tx: EntityManager, mails: NewMessage[], now: Date): Promise<void> {
    if (mails.length > 0) await this.outbox.add(tx, mails, now)
  }

  private decide(row: DueRow, since: Date, now: Date) {
    const { stage, askedAt, chasers, form } = row
    const facts = factsOf(row)
    const manager =
      stage === 'manager' ? managerToAsk({ email: row.email, managerName: row.managerNameNow, managerEmail: row.managerEmailNow }) : null
    const step = nextStep({ stage, ...facts, mailed: { askedAt, chasers }, since, form, manager: manager !== null }, now)
    const asked = step.do === 'ask' && manager ? this.withManager(row, manager) : row
    const decided = { ...kept(asked), ...outcome(row, step), dueAt: opensAt(stage, facts.times, facts.settings) }
    return { row: decided, mail: step.do === 'ask' ? [askingMail(asked, step.number, step.sendAt)] : [] }
  }

  /** A manager who is new on record is asked by a link of their own, and the one before has none any more. */
  private withManager(row: DueRow, manager: { name: string; email: string }): DueRow {
    const changed = row.managerEmail !== null && row.managerEmail !== manager.email
    return { ...row, managerName: manager.name, managerEmail: manager.email, ...(changed ? this.links.make() : {}) }
  }
}

const kept = ({ id, nonce, hash, managerName, managerEmail }: DueRow) => ({ id, nonce, hash, managerName, managerEmail })

function outcome({ state, askedAt, chasers }: DueRow, step: Step) {
  if (step.do === 'close') return { state: 'closed', askedAt, chasers, nextAt: null, closedWhy: step.why }
  if (step.do === 'wait') return { state, askedAt, chasers, nextAt: step.nextAt, closedWhy: null }
  return { state: 'asked', askedAt: askedAt ?? step.sendAt, chasers: step.number, nextAt: step.nextAt, closedWhy: null }
}
