import { longDate, longMoment } from '../../../shared/dates.js'
import { sizeInWords } from '../../uploads/rules/file-name.js'
import type { ShownEvidence } from './evidence.queries.js'

const TYPES: Record<string, string> = { 'application/pdf': 'PDF', 'image/png': 'PNG', 'image/jpeg': 'JPEG' }

/** A piece of evidence in words, for its own person's page and for those who decide. */
export const evidenceFacts = (one: ShownEvidence) => ({
  ...one,
  completed: longDate(one.completedOn),
  handedIn: longMoment(one.handedInAt),
  decided: one.decidedAt ? longMoment(one.decidedAt) : '',
  file: one.uploadId ? `${TYPES[one.fileType ?? ''] ?? 'file'}, ${sizeInWords(one.fileBytes ?? 0)}` : '',
  counts: one.state === 'accepted' ? (one.validUntil ? `It counts until ${longDate(one.validUntil)}.` : 'It counts for good.') : '',
  usual: one.usualUntil ? `until ${longDate(one.usualUntil)}` : 'for good',
})

/** Of whoever told somebody too late: what was decided, by whom and when. */
export function overtakenWords({ state, decidedBy, decidedAt, personName }: ShownEvidence): string {
  if (state === 'taken back') return `${personName} has taken this back. Nothing of yours was kept.`
  return `${decidedBy ?? 'Somebody'} ${state} this on ${longMoment(decidedAt!)}. Nothing of yours was kept.`
}
