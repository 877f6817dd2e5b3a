import { whenInWords } from '../../../shared/dates.js'
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
import { nameOnPaper, type PaperDate, type PaperPerson } from './papers.queries.js'

type Whole = PDFKit.PDFStructureElement

/** Two beside each other, four below each other: the badges that every stationer sells for A4. */
const ACROSS = 2
const DOWN = 4
const PER_PAGE = ACROSS * DOWN
const BADGE = { width: A4.width / ACROSS, height: A4.height / DOWN, inset: 22 }
const NAME_SIZES = [28, 24, 20, 17, 14, 11]

/** A tagged PDF of badges, eight to a page: the name as large as it fits, the agency, the course. */
export function badges(date: PaperDate, partnership: string, fonts: Fonts, madeAt: Date): Promise<Buffer> {
  const title = `Badges: ${date.courseTitle}, ${whenInWords(date.startsAt, date.endsAt)}`
  const doc = newSheet({ title, author: partnership, subject: 'Badges', madeAt }, fonts, { margin: 0 })
  const whole = doc.struct('Document')
  doc.addStructure(whole)
  if (date.people.length === 0) nobody(doc, whole)
  date.people.forEach((person, i) => {
    const place = i % PER_PAGE
    if (place === 0 && i > 0) doc.addPage()
    if (place === 0) decorate(doc, () => cutLines(doc))
    const x = (place % ACROSS) * BADGE.width
    const y = Math.floor(place / ACROSS) * BADGE.height
    badge(doc, whole, fonts, { person, courseTitle: date.courseTitle, partnership, x, y })
  })
  whole.end()
  return bytesOf(doc)
}

function nobody(doc: Document, whole: Whole): void {
  part(
    doc,
    whole,
    'P',
    () => void doc.font('plain').fontSize(12).fillColor(COLOURS.ink).text('Nobody is booked yet.', A4.margin, A4.margin),
  )
}

function cutLines(doc: Document): void {
  doc.lineWidth(0.4).strokeColor(COLOURS.line).dash(3, { space: 3 })
  for (let i = 1; i < DOWN; i++)
    doc
      .moveTo(0, i * BADGE.height)
      .lineTo(A4.width, i * BADGE.height)
      .stroke()
  doc.moveTo(BADGE.width, 0).lineTo(BADGE.width, A4.height).stroke().undash()
}

interface Badge {
  person: PaperPerson
  courseTitle: string
  partnership: string
  x: number
  y: number
}

function badge(doc: Document, whole: Whole, fonts: Fonts, { person, courseTitle, partnership, x, y }: Badge): void {
  const width = BADGE.width - 2 * BADGE.inset
  const left = x + BADGE.inset
  const one = doc.struct('Sect')
  whole.add(one)
  decorate(doc, () => doc.rect(left, y + BADGE.inset, width, 4).fill(COLOURS.gold))
  const write = (size: number, colour: string, text: string, top: number, lines: number) =>
    doc
      .font('plain')
      .fontSize(size)
      .fillColor(colour)
      .text(text, left, top, { width, height: size * 1.2 * lines, ellipsis: true })
  const name = nameOnPaper(person, fonts.missingOf)
  const box: NameBox = { x: left, width, sizes: NAME_SIZES, lines: 2 }
  const end = y + BADGE.inset + 32 + fitName(doc, fonts, name, box).height
  part(doc, one, 'P', () => void write(9, COLOURS.quiet, partnership, y + BADGE.inset + 9, 1))
  part(doc, one, 'P', () => void writeName(doc.fillColor(COLOURS.deep), fonts, name, y + BADGE.inset + 26, box), { actual: name })
  if (person.agency) part(doc, one, 'P', () => void write(13, COLOURS.ink, person.agency!, end, 2))
  part(doc, one, 'P', () => void write(9, COLOURS.quiet, courseTitle, y + BADGE.height - BADGE.inset - 22, 2))
  one.end()
}
