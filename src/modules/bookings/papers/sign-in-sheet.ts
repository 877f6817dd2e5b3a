import { clockTime, longDate, londonDate, timeRange, whenInWords } from '../../../shared/dates.js'
import type { Fonts } from '../../../web/papers/fonts.js'
import {
  A4,
  bytesOf,
  COLOURS,
  decorate,
  type Document,
  fitName,
  type NameBox,
  newSheet,
  part,
  writeName,
} from '../../../web/papers/sheet.js'
import { nameOnPaper, type PaperDate } from './papers.queries.js'

type Whole = PDFKit.PDFStructureElement

const MARGIN = 40
const GAP = 8
const LEAST_ROW = 34
const HEAD = 36
const FOOT = 24
/** Lines to write on for who comes without a booking. */
const EMPTY_LINES = 3
const NAME_SIZES = [11, 9.5, 8]
/** So many signatures fit beside a name on an upright page. */
const UPRIGHT_SESSIONS = 2

interface Line {
  name: string
  agency: string
}

/** How the page is divided. */
interface Layout {
  landscape: boolean
  width: number
  height: number
  name: NameBox
  agency: { x: number; width: number }
  signature: { x: number; width: number }
}

/** A tagged PDF to sign on, session by session: names in alphabetical order, nobody's needs, and its head on every page. */
export function signInSheet(date: PaperDate, partnership: string, fonts: Fonts, madeAt: Date): Promise<Buffer> {
  const layout = layoutOf(date.sessions.length)
  const when = whenInWords(date.startsAt, date.endsAt)
  const about = { title: `Sign-in sheet: ${date.courseTitle}, ${when}`, author: partnership, subject: 'Sign-in sheet', madeAt }
  const doc = newSheet(about, fonts, { margin: MARGIN, landscape: layout.landscape })
  const whole = doc.struct('Document')
  doc.addStructure(whole)
  const lines = date.people.map(person => ({ name: nameOnPaper(person, fonts.missingOf), agency: person.agency ?? '' }))
  const top = titleOf(doc, whole, date, { partnership, layout })
  const pages = inPages(doc, fonts, [...lines, ...Array.from({ length: EMPTY_LINES }, () => ({ name: '', agency: '' }))], layout, top)
  const table = doc.struct('Table')
  whole.add(table)
  pages.forEach((page, i) => {
    if (i > 0) doc.addPage()
    let y = headOf(doc, table, date, layout, i === 0 ? top : MARGIN)
    for (const line of page) y = lineOf(doc, fonts, table, line, layout, { y, sessions: date.sessions.length })
    footOf(doc, `${date.courseTitle}, ${when}`, `Page ${i + 1} of ${pages.length}`, layout)
  })
  table.end()
  whole.end()
  return bytesOf(doc)
}

function layoutOf(sessions: number): Layout {
  const landscape = sessions > UPRIGHT_SESSIONS
  const [width, height] = landscape ? [A4.height, A4.width] : [A4.width, A4.height]
  const inner = width - 2 * MARGIN
  const each = sessions > 0 ? Math.min(150, (inner * 0.62) / sessions) : 0
  const words = inner - each * sessions
  const name = { x: MARGIN, width: words * 0.55 - GAP, sizes: NAME_SIZES, lines: 2 }
  const agency = { x: MARGIN + words * 0.55, width: words * 0.45 - GAP }
  return { landscape, width, height, name, agency, signature: { x: MARGIN + words, width: each } }
}

/** What the sheet is of; answers where the table begins. */
function titleOf(doc: Document, whole: Whole, date: PaperDate, { partnership, layout }: { partnership: string; layout: Layout }): number {
  let y = MARGIN
  const write = (tag: string, font: string, size: number, colour: string, text: string) =>
    part(doc, whole, tag, () => {
      y =
        doc
          .font(font)
          .fontSize(size)
          .fillColor(colour)
          .text(text, MARGIN, y, { width: layout.width - 2 * MARGIN }).y + 3
    })
  write('P', 'bold', 10, COLOURS.quiet, partnership)
  write('H1', 'bold', 18, COLOURS.deep, `Sign-in sheet: ${date.courseTitle}`)
  write('P', 'plain', 11, COLOURS.ink, `${whenInWords(date.startsAt, date.endsAt)}, ${date.where}`)
  if (date.trainers.length > 0)
    write('P', 'plain', 11, COLOURS.ink, `${date.trainers.length > 1 ? 'Trainers' : 'Trainer'}: ${date.trainers.join(', ')}`)
  return y + 8
}

/** The lines of each page: as many as have room, at least one. */
function inPages(doc: Document, fonts: Fonts, lines: Line[], layout: Layout, top: number): Line[][] {
  const pages: Line[][] = [[]]
  const end = layout.height - MARGIN - FOOT
  let y = top + HEAD
  for (const line of lines) {
    const height = heightOf(doc, fonts, line, layout)
    if (y + height > end && pages.at(-1)!.length > 0) {
      pages.push([])
      y = MARGIN + HEAD
    }
    pages.at(-1)!.push(line)
    y += height
  }
  return pages
}

const heightOf = (doc: Document, fonts: Fonts, { name, agency }: Line, layout: Layout): number =>
  Math.max(
    LEAST_ROW,
    10 + (name ? fitName(doc, fonts, name, layout.name).height : 0),
    10 + doc.font('plain').fontSize(9).heightOfString(agency, { width: layout.agency.width }),
  )

/** The head of the table, on every page: which signature is for which session. */
function headOf(doc: Document, table: Whole, { sessions }: PaperDate, { name, agency, signature, width }: Layout, y: number): number {
  const row = doc.struct('TR')
  table.add(row)
  decorate(doc, () => doc.rect(MARGIN, y, width - 2 * MARGIN, HEAD - 4).fill('#eef2f1'))
  const cell = (text: string, x: number, cellWidth: number) =>
    part(doc, row, 'TH', () =>
      doc
        .font('bold')
        .fontSize(9)
        .fillColor(COLOURS.ink)
        .text(text, x + 3, y + 5, { width: cellWidth - 6 }),
    )
  cell('Name', name.x, name.width + GAP)
  cell('Agency', agency.x, agency.width + GAP)
  sessions.forEach((session, i) => cell(sessionWords(sessions, session), signature.x + i * signature.width, signature.width))
  row.end()
  return y + HEAD
}

/** "Signature", or of several sessions when each is. */
function sessionWords(sessions: PaperDate['sessions'], { startsAt, endsAt }: PaperDate['sessions'][number]): string {
  if (sessions.length === 1) return 'Signature'
  const days = new Set(sessions.map(session => londonDate(session.startsAt)))
  return days.size === sessions.length
    ? `${longDate(startsAt)}, ${clockTime(startsAt)}`
    : `${longDate(startsAt)}, ${timeRange(startsAt, endsAt)}`
}

function lineOf(doc: Document, fonts: Fonts, table: Whole, line: Line, layout: Layout, at: { y: number; sessions: number }): number {
  const { y, sessions } = at
  const height = heightOf(doc, fonts, line, layout)
  const row = doc.struct('TR')
  table.add(row)
  const { name, agency, signature, width } = layout
  const named = line.name || 'Somebody without a booking, by hand'
  part(
    doc,
    row,
    'TH',
    () => void (line.name && writeName(doc.fillColor(COLOURS.ink), fonts, line.name, y + 5, { ...name, x: name.x + 3 })),
    { actual: named },
  )
  part(
    doc,
    row,
    'TD',
    () =>
      void doc
        .font('plain')
        .fontSize(9)
        .fillColor(COLOURS.ink)
        .text(line.agency, agency.x + 3, y + 6, { width: agency.width }),
  )
  row.end()
  decorate(doc, () => {
    doc.rect(MARGIN, y + height - 0.6, width - 2 * MARGIN, 0.6).fill(COLOURS.line)
    for (let i = 0; i <= sessions; i++) doc.rect(signature.x + i * signature.width - 0.6, y, 0.6, height).fill(COLOURS.line)
  })
  return y + height
}

function footOf(doc: Document, what: string, page: string, { width, height }: Layout): void {
  const y = height - MARGIN - 10
  decorate(doc, () => {
    doc.font('plain').fontSize(8).fillColor(COLOURS.quiet)
    doc.text(what, MARGIN, y, { width: width - 2 * MARGIN - 90, lineBreak: false, ellipsis: true })
    doc.text(page, width - MARGIN - 80, y, { width: 80, align: 'right', lineBreak: false })
  })
}
