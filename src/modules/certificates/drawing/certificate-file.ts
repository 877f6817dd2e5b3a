import { certificateLines, notDrawn, SAID, SPELT, type CertificateFacts } from '../certificate-words.js'
import type { Fonts } from '../../../web/papers/fonts.js'
import { A4, bytesOf, COLOURS, decorate, drawCode, newSheet, part, WIDTH, writeName, type Document } from '../../../web/papers/sheet.js'

type Whole = PDFKit.PDFStructureElement

const LABEL = 150
const CODE = 108

/** A certificate as a tagged PDF. `address`: where its number is checked. */
export function certificateFile(facts: CertificateFacts, address: string, fonts: Fonts): Promise<Buffer> {
  const { partnership, courseTitle, number, issuedAt } = facts
  const subject = `Certificate ${number}`
  const doc = newSheet({ title: `${SAID.heading}: ${courseTitle}`, author: partnership, subject, madeAt: issuedAt }, fonts)
  decorate(doc, () => frame(doc))
  const whole = doc.struct('Document')
  doc.addStructure(whole)
  head(doc, whole, facts)
  let y = 250
  const named = fonts.missingOf(facts.name).length === 0 ? facts.name : facts.spelling
  const writeHolder = () => {
    doc.fillColor(COLOURS.ink)
    y = named === null ? write(doc, 'bold', 15, COLOURS.ink, notDrawn(number), y) : writeName(doc, fonts, named, y)
  }
  part(doc, whole, 'P', writeHolder, { actual: named ?? notDrawn(number) })
  if (named !== null && named !== facts.name) part(doc, whole, 'P', () => (y = write(doc, 'plain', 10, COLOURS.quiet, `(${SPELT})`, y)))
  y = course(doc, whole, facts, y)
  for (const [label, value] of certificateLines(facts)) y = line(doc, whole, label, value, y)
  proof(doc, whole, address)
  whole.end()
  return bytesOf(doc)
}

function frame(doc: Document): void {
  doc.rect(0, 0, A4.width, 96).fill(COLOURS.deep)
  doc.rect(0, 96, A4.width, 6).fill(COLOURS.gold)
}

function head(doc: Document, whole: Whole, { partnership }: CertificateFacts): void {
  part(doc, whole, 'P', () => write(doc, 'bold', 17, '#ffffff', partnership, 38))
  part(doc, whole, 'H1', () => write(doc, 'bold', 26, COLOURS.deep, SAID.heading, 146))
  part(doc, whole, 'P', () => write(doc, 'plain', 13, COLOURS.quiet, SAID.before, 214))
}

/** Writes a text over the whole width; answers where it ends. */
function write(doc: Document, font: string, size: number, colour: string, text: string, y: number): number {
  return doc.font(font).fontSize(size).fillColor(colour).text(text, A4.margin, y, { width: WIDTH }).y
}

/** The sentence goes on with the course; answers where the facts begin. */
function course(doc: Document, whole: Whole, { courseTitle }: CertificateFacts, top: number): number {
  let y = top + 8
  part(doc, whole, 'P', () => (y = write(doc, 'plain', 13, COLOURS.quiet, SAID.after, y)))
  part(doc, whole, 'H2', () => (y = write(doc, 'bold', 20, COLOURS.ink, courseTitle, y + 8)))
  return y + 22
}

function line(doc: Document, whole: Whole, label: string, value: string, top: number): number {
  let y = top
  part(doc, whole, 'P', () => {
    doc.font('plain').fontSize(11).fillColor(COLOURS.quiet).text(`${label}:`, A4.margin, top, { width: LABEL })
    doc.font('bold').fillColor(COLOURS.ink)
    y = doc.text(value, A4.margin + LABEL, top, { width: WIDTH - LABEL }).y
  })
  return y + 7
}

function proof(doc: Document, whole: Whole, address: string): void {
  const top = A4.height - A4.margin - CODE
  const [left, width] = [A4.margin + CODE + 24, WIDTH - CODE - 24]
  part(doc, whole, 'Figure', () => drawCode(doc, address, A4.margin, top, CODE), { alt: `A code that leads to ${address}` })
  part(doc, whole, 'P', () => {
    doc
      .font('bold')
      .fontSize(12)
      .fillColor(COLOURS.ink)
      .text(SAID.check, left, top + 34, { width })
  })
  part(doc, whole, 'P', () => {
    doc
      .font('plain')
      .fontSize(10)
      .fillColor(COLOURS.quiet)
      .text(address, left, top + 54, { width })
  })
}
