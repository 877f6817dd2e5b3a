import { Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { longDate } from '../../../shared/dates.js'
import { type AskedMessage, StillTrue } from '../../notifications/still-true.writer.js'
import { standingOf, whoIsAsked } from '../rules/asking.js'
import type { Stage } from '../rules/stage-settings.js'
import { factsOf, type FactsRow } from './asking-facts.js'
import { ASKING_KINDS } from './asking-mails.js'
import { ASKED } from './asking.statements.js'

type AskedRow = FactsRow & { id: string; stage: Stage; state: 'asked'; chasers: number; toldOn: string | null }

/** Nobody is asked for what they have answered meanwhile, nor about a course that they did not come to; and an overtaken mail does not go. */
@Injectable()
export class AskingStillTrue implements OnModuleInit {
  constructor(
    private readonly database: DataSource,
    private readonly stillTrue: StillTrue,
  ) {}

  onModuleInit(): void {
    this.stillTrue.registerEach(Object.values(ASKING_KINDS), (messages, now) => this.holding(messages, now))
  }

  private async holding(messages: AskedMessage[], now: Date): Promise<AskedMessage[]> {
    const rows = await this.database.query<AskedRow[]>(ASKED, [messages.map(invitationId)])
    const known = new Map(rows.map(row => [row.id, row]))
    return messages.filter(message => {
      const row = known.get(invitationId(message))
      return row !== undefined && row.chasers === message.sequence && stillAsked(row, now)
    })
  }
}

function stillAsked(row: AskedRow, now: Date): boolean {
  // Moved since it was written: the mail names the old day.
  if (row.toldOn !== null && row.toldOn !== longDate(row.startsAt)) return false
  const facts = factsOf(row)
  return (
    facts.settings.stages.includes(row.stage) && whoIsAsked(row.stage, facts.booking) === 'asked' && standingOf(row, facts, now) === 'open'
  )
}

const invitationId = ({ subject }: AskedMessage): string => subject.slice(subject.indexOf(':') + 1)
