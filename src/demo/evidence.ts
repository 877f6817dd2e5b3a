import { addDays, type Day, longDate } from '../shared/dates.js'

// By somebody of this agency who does not have this course yet.
const WAITING: [agency: string, course: string, provider: string, words: string, completedBefore: number, handedInBefore: number][] = [
  ['childrens-social-care', 'neglect-l1', 'Northbrook Safeguarding Partnership', 'Done in my last post, half a day.', 210, 6],
  ['childrens-social-care', 'neglect-l1', 'Willow Learning', '', 35, 2],
  ['childrens-social-care', 'neglect-l2', 'Eastvale Safeguarding Partnership', 'Their Level 2 has the same tool in it.', 120, 1],
  ['walsall-healthcare', 'neglect-l1', 'Eastvale NHS Trust', 'Level 1 of safeguarding children, with a part on neglect.', 60, 4],
  ['early-help', 'neglect-l1', 'Northbrook Safeguarding Partnership', '', 400, 3],
]

/** The queue is alive on the first day: five pieces, handed in over the last week, each with its certificate. */
export const waitingEvidence = (today: Day) =>
  WAITING.map(([agency, course, provider, words, completedBefore, handedInBefore]) => {
    const completedOn = addDays(today, -completedBefore)
    const handedInOn = addDays(today, -handedInBefore)
    const lines = (name: string, title: string) => [
      'Certificate of completion',
      name,
      title,
      `Completed on ${longDate(completedOn)}`,
      provider,
      'A sample: nobody was taught, and this proves nothing.',
    ]
    return {
      agency,
      course,
      provider,
      words,
      completedOn,
      handedInOn,
      certificate: (name: string, title: string) => certificate(lines(name, title)),
    }
  })

/** A certificate of one page, as a PDF of the oldest kind: lines of Helvetica, and the table that finds its parts. */
export function certificate(lines: readonly string[]): Buffer {
  const shown = lines.map((line, i) => `${i === 0 ? 24 : 14} TL /F1 ${i === 0 ? 24 : 14} Tf (${escaped(line)}) Tj T* T*`).join('\n')
  const text = `BT 72 720 Td\n${shown}\nET`
  const parts = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]
  let pdf = '%PDF-1.4\n'
  const starts = parts.map((part, i) => {
    const start = pdf.length
    pdf += `${i + 1} 0 obj\n${part}\nendobj\n`
    return start
  })
  const table = starts.map(start => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
  const end = `trailer\n<< /Size ${parts.length + 1} /Root 1 0 R >>\nstartxref\n${pdf.length}\n%%EOF\n`
  return Buffer.from(`${pdf}xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${table}${end}`, 'latin1')
}

// One byte a letter: what Helvetica's table does not have becomes a sign of its own.
const escaped = (line: string): string =>
  line
    .replace(/[’‘]/g, "'")
    .replace(/[^ -~]/g, '?')
    .replace(/[\\()]/g, '\\$&')
