import type { FileType } from './file-kind.js'

const ENDINGS: Record<FileType, string> = { 'application/pdf': 'pdf', 'image/png': 'png', 'image/jpeg': 'jpg' }
const LONGEST = 80

// Characters that are not seen, or that turn the order of those around them: with one, "gpj.exe" reads "exe.jpg".
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu
const NOT_IN_NAMES = /[<>:"|?*]/g

/**
 * A file's name as it is shown and saved: its last part without folders, in letters that are seen, at most 80 of them, and with the one
 * ending that its content has. Every ending within it loses its dot, so that `bill.pdf.exe` is `bill pdf.pdf`.
 */
export function cleanName(sent: string, type: FileType): string {
  const last = sent.normalize('NFC').split(/[/\\]/).at(-1)!
  const seen = last.replace(UNSEEN, '').replace(NOT_IN_NAMES, ' ')
  const stem = seen
    .replace(/\.[^.]*$/, '')
    .replace(/\.(?=\p{L})/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  const short = [...stem].slice(0, LONGEST).join('').trim()
  return `${short || 'file'}.${ENDINGS[type]}`
}

/** "1.5 MB", "240 kB": never 0. */
export function sizeInWords(bytes: number): string {
  const megabytes = bytes / (1024 * 1024)
  if (megabytes >= 1) return `${Math.round(megabytes * 10) / 10} MB`
  return `${Math.max(1, Math.round(bytes / 1024))} kB`
}
