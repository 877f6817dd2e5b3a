import { isRefusal } from '../../../shared/refusal.js'
import type { FieldError } from '../../../web/forms.js'
import { Redirect, redirect, type View, view } from '../../../web/reply.js'
import { partsOf, partToAnswer } from '../rules/answer-parts.js'
import type { AnswerRefusal } from '../rules/check-answers.js'
import type { Answers } from '../rules/form-content.js'
import { fieldOf } from '../rules/read-answers.js'
import type { Stage } from '../rules/stage-settings.js'
import type { AnswerAStage, Answered, Posted } from './answer-a-stage.js'
import type { Opening, Sheet } from './sheet.queries.js'

const VIEWS = 'modules/evaluation/answering/views'

export const HEADINGS: Record<Stage, string> = {
  pre: 'Before the course',
  post: 'After the course',
  impact: 'What came of it',
  manager: 'What your member of staff does differently',
}

/** Where the pages of a sheet lie, and who reads them: whoever has the link, or its person, who has signed in. */
export interface Place {
  path: string
  own: boolean
}

/** The page of a sheet: a part of its form, or how it stands. `asked`: the part in the address, from 1. */
export function sheetPage(sheet: Sheet, place: Place, asked: unknown): View {
  if (sheet.standing !== 'open' || !sheet.content) return standingPage(sheet, place)
  const parts = partsOf(sheet.content, sheet.actions)
  const wanted =
    typeof asked === 'string' && /^[1-9]\d?$/.test(asked) ? Number(asked) - 1 : partToAnswer(parts, sheet.answers ?? {}, sheet.actions)
  return partPage(sheet, place, { part: Math.min(wanted, parts.length - 1), answers: sheet.answers ?? {} })
}

interface Shown {
  part: number
  answers: Answers
  refusals?: AnswerRefusal[]
  errors?: FieldError[]
  quotable?: boolean
}

function partPage(sheet: Sheet, place: Place, shown: Shown, status = 200): View {
  const parts = partsOf(sheet.content!, sheet.actions)
  const errors = [
    ...(shown.errors ?? []),
    ...(shown.refusals ?? []).map(({ question, message }) => ({ field: fieldOf(question), message })),
  ]
  const group = parts[shown.part]!
  const facts = {
    ...{ sheet, place, group, errors, heading: HEADINGS[sheet.stage], parts: parts.length, part: shown.part + 1 },
    ...{ values: shown.answers, last: shown.part === parts.length - 1, quotable: shown.quotable ?? sheet.quotable },
  }
  return view(`${VIEWS}/answer.njk`, facts, status)
}

/** Where nothing is to be answered (any more): why, and what comes next. A used link of a manager opens nothing, and says whose it was to nobody. */
function standingPage(sheet: Sheet, place: Place, status = 200): View {
  const { stage, standing } = sheet
  const facts = { sheet, place, heading: HEADINGS[stage], parts: sheet.content ? partsOf(sheet.content, sheet.actions) : [] }
  if (stage === 'manager' && standing !== 'not yet') return view(`${VIEWS}/used.njk`, { sent: standing === 'sent' }, 410)
  if (standing !== 'sent') return view(`${VIEWS}/nothing-to-answer.njk`, { ...facts, notYet: standing === 'not yet' }, status)
  return view(`${VIEWS}/${place.own ? 'own-answers' : 'thank-you'}.njk`, facts)
}

/** What a posted page comes to: the next page, or the same with what has to be put right. */
export async function posted(
  answering: AnswerAStage,
  opening: Opening,
  place: Place,
  read: Posted,
  now: Date,
  sheetNow: () => Promise<Sheet | null>,
): Promise<View | Redirect | { saved: boolean } | null> {
  const answer = await answering.run(opening, read, now)
  if (read.wants === 'save') return { saved: !isRefusal(answer) }
  if (!isRefusal(answer) && answer.now === 'at') return redirect(`${place.path}?part=${answer.part + 1}`)
  const sheet = isRefusal(answer) && answer.refused === 'not-found' ? null : await sheetNow()
  if (!sheet) return null
  if (isRefusal(answer)) return answer.refused === 'other-version' ? changedMeanwhile(sheet, place) : standingPage(sheet, place, 409)
  return answer.now === 'sent'
    ? redirect(sheet.stage === 'manager' ? '/evaluations/thank-you' : place.path)
    : putRight(sheet, place, answer, read)
}

const putRight = (
  sheet: Sheet,
  place: Place,
  { part, answers, refusals }: Extract<Answered, { now: 'stay' }>,
  { quotable }: Posted,
): View => partPage(sheet, place, { part, answers, refusals, quotable }, 422)

const CHANGED = 'These questions were changed while you were answering. Check this page and go on from here: what you answered is kept'

function changedMeanwhile(sheet: Sheet, place: Place): View {
  if (!sheet.content || sheet.standing !== 'open') return standingPage(sheet, place)
  const parts = partsOf(sheet.content, sheet.actions)
  const part = partToAnswer(parts, sheet.answers ?? {}, sheet.actions)
  return partPage(sheet, place, { part, answers: sheet.answers ?? {}, errors: [{ field: 'main-content', message: CHANGED }] }, 409)
}

/** Reads what the pages post beside the answers. */
export function readPosted(body: Record<string, unknown>): Posted {
  const wants = (['next', 'back', 'save', 'send'] as const).find(one => one === body.wants) ?? 'next'
  const part = typeof body.part === 'string' && /^[1-9]\d?$/.test(body.part) ? Number(body.part) - 1 : 0
  const version = typeof body.version === 'string' ? body.version : null
  return { body, wants, part, version, quotable: [body.quotable].flat().includes('yes') }
}
