import { londonDate, longDate } from '../../shared/dates.js'
import { certificateLines, SAID } from './certificate-words.js'
import type { CertificateRow } from './certificates.queries.js'
import { codeOf } from '../../web/papers/sheet.js'
import { standingOf } from './public-check.js'
import { whyWithdrawn } from './rules/standing.js'

/** A certificate of a list: how it stands, and what has become of it. */
export function listed(row: CertificateRow, now: Date) {
  const standing = standingOf(row, now)
  return {
    ...row,
    standing,
    completed: longDate(row.completedOn),
    until: row.validUntil === null ? 'For good' : longDate(row.validUntil),
    why: standing === 'withdrawn' ? whyWithdrawn(row.withdrawnWhy ?? 'record', row.withdrawnReason) : '',
    otherName: standing !== 'withdrawn' && row.name !== row.nameNow,
  }
}

/** The whole sheet, for the page that prints. `address`: where its number is checked. */
export function sheetOf(row: CertificateRow, address: string, now: Date) {
  const { size, dark } = codeOf(address)
  const path = dark.map(({ x, y, width }) => `M${x} ${y}h${width}v1h-${width}z`).join('')
  const withdrawn = row.withdrawnAt && longDate(londonDate(row.withdrawnAt))
  return {
    ...listed(row, now),
    said: SAID,
    lines: certificateLines(row),
    address,
    code: { path, box: `-4 -4 ${size + 8} ${size + 8}` },
    withdrawn,
  }
}
