import { longDate } from '../../../shared/dates.js'
import type { TranscriptRow } from '../certificates.queries.js'
import { HOW_SHORT } from '../certificate-words.js'
import { hoursInWords } from '../rules/standing.js'
import { readTranscript, type TranscriptLine } from '../rules/transcript-content.js'
import type { Fonts } from '../../../web/papers/fonts.js'
import { A4, bytesOf, COLOURS, decorate, drawCode, newSheet, part, WIDTH, writeName, type Document } from '../../../web/papers/sheet.js'

const CODE = 92
const COLUMNS = [
  { title: 'Course', width: 142 },
  { title: 'Completed', width: 116 },
  { title: 'Counts until', width: 116 },
  { title: 'Certificate', width: WIDTH - 374 },
] as const
const GAP = 8

interface Transcript {
  row: TranscriptRow
  /** The name in letters that files can show; null: none is given. */
  spelling: string | null
  address: string
}

/** A transcript as a tagged PDF, with what was signed lying in it as a file of its own. */
export function transcriptFile({ row, spelling, address }: Transcript, fonts: Fonts): Promise<Buffer> {
  const content = readTranscript(row.content)
  const named = fonts.missingOf(content.name).length === 0 ? content.name : (spelling ?? `The holder of ${content.number}`)
  const about = { title: `Training record of ${named}`, author: content.partnership, subject: `Transcript ${content.number}` }
  const doc = newSheet({ ...about, madeAt: row.madeAt }, fonts)
  doc.file(Buffer.from(row.content), {
    ...{ name: 'transcript.json', type: 'application/json', description: 'What was signed, byte for byte' },
    ...{ creationDate: row.madeAt, modifiedDate: row.madeAt },
  })
  decorate(doc, () => doc.rect(0, 0, A4.width, 14).fill(COLOURS.deep))
  const whole = doc.struct('Document')
  doc.addStructure(whole)
  const y = head(
    doc,
    whole,
    { partnership: content.partnership, named, words: `${content.number}, made on ${longDate(content.madeOn)}` },
    fonts,
  )
  const end = table(doc, whole, content.records, y + 18)
  proof(doc, whole, { row, address, y: end + 24 })
  whole.end()
  return bytesOf(doc)
}

type Whole = PDFKit.PDFStructureElement

function head(doc: Document, whole: Whole, said: { partnership: string; named: string; words: string }, fonts: Fonts): number {
  let y = 0
  const write = (font: string, size: number, colour: string, text: string, top: number) =>
    (y = doc.font(font).fontSize(size).fillColor(colour).text(text, A4.margin, top, { width: WIDTH }).y)
  part(doc, whole, 'P', () => write('bold', 12, COLOURS.quiet, said.partnership, 44))
  part(doc, whole, 'H1', () => write('bold', 22, COLOURS.deep, 'Training record', y + 4))
  part(doc, whole, 'P', () => (y = writeName(doc.fillColor(COLOURS.ink), fonts, said.named, y + 10)), { actual: said.named })
  part(doc, whole, 'P', () => write('plain', 10, COLOURS.quiet, `Transcript ${said.words}`, y + 4))
  return y
}

const cellsOf = ({ course, level, how, minutes, completedOn, validUntil, certificate }: TranscriptLine): string[] => {
  const about = [level === null ? '' : `Level ${level}`, HOW_SHORT[how] ?? how, hoursInWords(minutes)].filter(Boolean).join(', ')
  return [`${course}\n${about}`, longDate(completedOn), validUntil === null ? 'For good' : longDate(validUntil), certificate ?? 'None']
}

/** The table, over as many pages as it takes, with its head on each; answers where it ends. */
function table(doc: Document, whole: Whole, records: TranscriptLine[], top: number): number {
  const structure = doc.struct('Table')
  whole.add(structure)
  let y = row(
    doc,
    structure,
    COLUMNS.map(column => column.title),
    top,
    true,
  )
  for (const record of records) {
    const cells = cellsOf(record)
    if (y + heightOf(doc, cells) > A4.height - A4.margin) {
      doc.addPage()
      y = row(
        doc,
        structure,
        COLUMNS.map(column => column.title),
        A4.margin,
        true,
      )
    }
    y = row(doc, structure, cells, y, false)
  }
  structure.end()
  return y
}

/** As if the first cell were bold all through: rather a little too much room than lines over one another. */
const heightOf = (doc: Document, cells: string[]): number =>
  10 +
  Math.max(
    ...cells.map((cell, i) =>
      doc
        .font(i === 0 ? 'bold' : 'plain')
        .fontSize(9)
        .heightOfString(cell, { width: COLUMNS[i]!.width - GAP }),
    ),
  )

function row(doc: Document, structure: Whole, cells: string[], y: number, head: boolean): number {
  const height = heightOf(doc, cells)
  const line = doc.struct('TR')
  structure.add(line)
  let x = A4.margin
  cells.forEach((cell, i) => {
    const at = x
    const font = head || i === 0 ? 'bold' : 'plain'
    part(doc, line, head ? 'TH' : 'TD', () => {
      const [first, ...rest] = cell.split('\n')
      doc
        .font(font)
        .fontSize(9)
        .fillColor(COLOURS.ink)
        .text(first!, at, y + 5, { width: COLUMNS[i]!.width - GAP })
      if (rest.length > 0)
        doc
          .font('plain')
          .fillColor(COLOURS.quiet)
          .text(rest.join(' '), { width: COLUMNS[i]!.width - GAP })
    })
    x += COLUMNS[i]!.width
  })
  line.end()
  decorate(doc, () => doc.rect(A4.margin, y + height, WIDTH, 0.6).fill(COLOURS.line))
  return y + height + 1
}

function proof(doc: Document, whole: Whole, { row, address, y }: { row: TranscriptRow; address: string; y: number }): void {
  let top = y
  if (top + CODE > A4.height - A4.margin) {
    doc.addPage()
    top = A4.margin
  }
  const [left, width] = [A4.margin + CODE + 20, WIDTH - CODE - 20]
  const said = [
    ['bold', 11, 'Check this transcript'],
    ['plain', 9, address],
    ['plain', 9, 'The page says what was signed on that day: compare it, line by line. What was altered since does not match.'],
    ['plain', 7, `Ed25519 signature over transcript.json, which lies in this file: ${row.signature}, key ${row.keyId}`],
  ] as const
  part(doc, whole, 'Figure', () => drawCode(doc, address, A4.margin, top, CODE), { alt: `A code that leads to ${address}` })
  let at = top + 4
  for (const [font, size, text] of said) {
    part(doc, whole, 'P', () => {
      at = doc.font(font).fontSize(size).fillColor(COLOURS.ink).text(text, left, at, { width }).y + 4
    })
  }
}
