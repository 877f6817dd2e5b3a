import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Transaction } from '../../../database/transaction.js'
import { londonDate } from '../../../shared/dates.js'
import { newId } from '../../../shared/ids.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import { ComingWriter } from '../../bookings/coming/coming.writer.js'
import { contentOf, inTheWay, keepable, partsOf, withPart } from '../rules/answer-parts.js'
import { type AnswerRefusal, checkAnswers } from '../rules/check-answers.js'
import { actionsOf, type Answers, type FormContent, questionsOf, scoresOf } from '../rules/form-content.js'
import { readAnswers } from '../rules/read-answers.js'
import { KEEP_ACTIONS, SAVE, SCORES, SEND, SENT, TELL_OF_ACTIONS } from './answering.statements.js'
import { type Opening, type Sheet, sheetOf } from './sheet.queries.js'

/** What a page of a form posts: its part (from 0), the version it was showing, its fields, and what the person wants now. */
export interface Posted {
  part: number
  version: string | null
  body: Record<string, unknown>
  wants: 'next' | 'back' | 'save' | 'send'
  quotable: boolean
}

/** `stay`: something has to be put right on a part; its answers are shown as they were typed. */
export type Answered =
  { now: 'at'; part: number } | { now: 'sent' } | { now: 'stay'; part: number; answers: Answers; refusals: AnswerRefusal[] }
type Open = Sheet & { versionId: string; content: FormContent }

/** Saves what somebody answers, part by part, and counts it when it is sent, once. */
@Injectable()
export class AnswerAStage {
  constructor(
    private readonly transaction: Transaction,
    private readonly coming: ComingWriter,
  ) {}

  /** What became of it. Pressed twice, or in two windows, the first sending counts, and the second is told that it is sent. */
  async run(opening: Opening, posted: Posted, now: Date): Promise<Answered | Refusal<'not-found' | 'not-open' | 'other-version'>> {
    const done = await this.transaction.run(async tx => {
      const sheet = await lockedSheet(tx, opening, posted.version, now)
      if (!sheet) return refuse('not-found')
      if (sheet.standing === 'sent') return { now: 'sent', joining: false } as const
      if (sheet.standing !== 'open' || !isOpen(sheet)) return refuse('not-open')
      // Somebody else's version, or one that was published since in another window: nothing is read into a form that was not shown.
      if (posted.version !== sheet.versionId) return refuse('other-version')
      const answered = await answer(tx, sheet, posted, now)
      return { ...answered, joining: answered.now === 'sent' && sheet.stage === 'pre' && sheet.gateJoining }
    })
    // What waited for the answer goes out now, and not with the next look of its job only.
    if ('joining' in done && done.joining) await this.coming.sendJoiningDetails(now)
    return done
  }
}

const isOpen = (sheet: Sheet): sheet is Open => sheet.content !== null && sheet.versionId !== null

/** The sheet while nobody else writes to it: the invitation's row is held. */
async function lockedSheet(tx: EntityManager, opening: Opening, version: string | null, now: Date): Promise<Sheet | null> {
  const found = await sheetOf(tx, opening, now, version)
  if (!found) return null
  await tx.query('SELECT 1 FROM evaluation_invitation WHERE id = $1 FOR UPDATE', [found.id])
  return sheetOf(tx, opening, now, version)
}

async function answer(tx: EntityManager, sheet: Open, { part: asked, body, wants, quotable }: Posted, now: Date): Promise<Answered> {
  const { content, actions } = sheet
  const parts = partsOf(content, actions)
  const part = Math.min(Math.max(asked, 0), parts.length - 1)
  const group = parts[part]!
  const posted = readAnswers(contentOf(group), body)
  const answers = withPart(sheet.answers ?? {}, group, keepable(group, posted, actions))
  const typed = withPart(sheet.answers ?? {}, group, posted)
  const quoted = part === parts.length - 1 ? quotable : sheet.quotable
  await tx.query(SAVE, [sheet.id, sheet.versionId, JSON.stringify(answers), now, quoted])
  if (wants === 'save') return { now: 'at', part }
  if (wants === 'back') return { now: 'at', part: Math.max(part - 1, 0) }
  const refusals = checkAnswers(contentOf(group), posted, { actions })
  if (refusals.length > 0) return { now: 'stay', part, answers: typed, refusals }
  if (wants === 'next' && part < parts.length - 1) return { now: 'at', part: part + 1 }
  const missing = inTheWay(parts, answers, actions)
  if (missing) return { now: 'stay', answers, ...missing }
  await send(tx, sheet, answers, now)
  return { now: 'sent' }
}

/** From here on it counts: the scores that are paired, the actions that come back, and nobody is asked again. */
async function send(tx: EntityManager, sheet: Open, answers: Answers, now: Date): Promise<void> {
  const { id, bookingId, content, stage } = sheet
  await tx.query(SEND, [id, now, onTheDay(sheet, now) ? now : null])
  await tx.query(SENT, [id])
  const scores = scoresOf(content, answers)
  await tx.query(SCORES, [id, scores.map(({ measure }) => measure), scores.map(({ value }) => value)])
  const planned = actionsOf(content, answers)
  if (stage === 'post' && planned.length > 0) await tx.query(KEEP_ACTIONS, [bookingId, planned.map(newId), planned])
  const kept = questionsOf(content).find(({ kind }) => kind === 'kept')
  if (stage === 'impact' && kept) await tx.query(TELL_OF_ACTIONS, [bookingId, JSON.stringify(toldOf(answers[kept.key]))])
}

const toldOf = (value: Answers[string] | undefined) =>
  typeof value === 'object' && !Array.isArray(value)
    ? Object.entries(value).map(([position, { kept, outcome }]) => ({ position: Number(position), kept, outcome }))
    : []

/** Answered at the door or in the room, or at least on that day. */
const onTheDay = ({ stage, startsAt, endsAt }: Sheet, now: Date): boolean =>
  (stage === 'pre' || stage === 'post') && londonDate(startsAt) <= londonDate(now) && londonDate(now) <= londonDate(endsAt)
