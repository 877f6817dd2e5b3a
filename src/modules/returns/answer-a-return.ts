import { Injectable } from '@nestjs/common'
import { Transaction } from '../../database/transaction.js'
import { refuse, type Refusal } from '../../shared/refusal.js'
import { Outbox } from '../notifications/notifications.writer.js'
import { sheetOf, type AgencySheet, type Asked } from './returns.queries.js'
import { readAnswers, type AnswerProblem, type ReturnAnswers } from './rules/answers.js'

/** What came of a press: kept or sent; or what is wrong, or that somebody else wrote meanwhile, with the sheet as it now stands. */
export type Answered =
  | { kept: AgencySheet }
  | { sent: AgencySheet }
  | { sheet: AgencySheet; problems: AnswerProblem[] }
  | { sheet: AgencySheet; overtaken: true }
  | Refusal<'not-found' | 'closed' | 'sent-already'>

export interface TypedAnswers {
  fields: Record<string, unknown>
  version: number
  /** Who sends it, as typed; not asked for when it is only kept. */
  by: string
  sending: boolean
}

const LONGEST_NAME = 160
const SAVE = `UPDATE agency_return SET answers = $2, sent_at = $3, sent_by = $4, next_at = CASE WHEN $3::timestamptz IS NULL THEN next_at END,
  version = version + 1 WHERE id = $1`

/** Keeps what an agency answers, and takes it in when it is sent. */
@Injectable()
export class AnswerAReturn {
  constructor(
    private readonly transaction: Transaction,
    private readonly outbox: Outbox,
  ) {}

  /** `asked` says whose it is: whoever holds the link, a training lead of the agency, or an administrator. */
  run(asked: Asked, typed: TypedAnswers, now: Date): Promise<Answered> {
    return this.transaction.run(async (tx): Promise<Answered> => {
      const sheet = await sheetOf(tx, asked, true)
      if (!sheet) return refuse('not-found')
      const { answers, problems } = readAnswers(typed.fields, sheet.lines, typed.sending)
      // A press that comes twice finds its own words already there, and changes nothing.
      if (sheet.sentAt) return sameAs(sheet, answers) ? { sent: sheet } : refuse('sent-already')
      if (sheet.closedAt) return refuse('closed')
      if (problems.length === 0 && sameAs(sheet, answers) && !typed.sending) return { kept: sheet }
      if (sheet.version !== typed.version) return { sheet, overtaken: true }
      problems.push(...(typed.sending ? nameProblems(typed.by) : []))
      if (problems.length > 0) return { sheet, problems }
      const sentAt = typed.sending ? now : null
      await tx.query(SAVE, [sheet.id, JSON.stringify(answers), sentAt, typed.sending ? typed.by : ''])
      const saved: AgencySheet = { ...sheet, answers, sentAt, sentBy: typed.sending ? typed.by : '', version: sheet.version + 1 }
      if (!typed.sending) return { kept: saved }
      await this.outbox.add(tx, receipt(saved), now)
      return { sent: saved }
    })
  }
}

function nameProblems(by: string): AnswerProblem[] {
  if (by === '') return [{ field: 'by', message: 'Enter your name: the partnership may want to ask you something' }]
  return by.length > LONGEST_NAME ? [{ field: 'by', message: `Use ${LONGEST_NAME} characters or fewer` }] : []
}

/** The database gives keys of JSON in an order of its own. */
const sameAs = ({ answers, lines }: AgencySheet, typed: ReturnAnswers): boolean => flat(answers, lines) === flat(typed, lines)
const flat = (answers: ReturnAnswers, lines: AgencySheet['lines']): string =>
  JSON.stringify([
    lines.map(({ key }) => [answers.lines[key]?.need, answers.lines[key]?.upToDate, answers.lines[key]?.trained]),
    [answers.words.checks, answers.words.difference, answers.words.help],
  ])

/** Whoever answers by a link has nothing else to show that it arrived. */
const receipt = ({ id, contactName, contactEmail, agency, year, sentBy, version }: AgencySheet) =>
  contactEmail === ''
    ? []
    : [
        {
          ...{ subject: `return:${id}`, kind: 'return-received' as const, sequence: version, toName: contactName, toEmail: contactEmail },
          data: { name: contactName, agency, year, by: sentBy },
        },
      ]
