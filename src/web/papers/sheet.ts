import PDFDocument from 'pdfkit'
import qr from 'qrcode'
import { linesThatFit, nameRuns } from '../../shared/name-runs.js'
import type { Fonts } from './fonts.js'

export type Document = PDFKit.PDFDocument

export const A4 = { width: 595.28, height: 841.89, margin: 56 }
export const WIDTH = A4.width - 2 * A4.margin
export const COLOURS = { deep: '#173f3a', gold: '#e9b949', ink: '#0b0c0c', quiet: '#505a5f', line: '#b1b4b6' }

interface About {
  title: string
  author: string
  subject: string
  /** The same facts give the same bytes, whenever the file is asked for. */
  madeAt: Date
}

/** An A4 file that programs can read aloud: tagged, in a language, with a title of its own and every font in it. */
export function newSheet(
  { title, author, subject, madeAt }: About,
  fonts: Fonts,
  page: { margin?: number; landscape?: boolean } = {},
): Document {
  const options = {
    ...{
      size: 'A4',
      layout: page.landscape ? 'landscape' : 'portrait',
      margin: page.margin ?? A4.margin,
      pdfVersion: '1.7',
      subset: 'PDF/UA',
      tagged: true,
      lang: 'en-GB',
      displayTitle: true,
    },
    info: { Title: title, Author: author, Subject: subject, Creator: 'Goldthread', CreationDate: madeAt, ModDate: madeAt },
    font: fonts.plain as unknown as string,
  }
  const doc = new PDFDocument(options as unknown as PDFKit.PDFDocumentOptions)
  doc.registerFont('plain', fonts.plain)
  doc.registerFont('bold', fonts.names[0])
  fonts.names.forEach((file, i) => doc.registerFont(`name ${i}`, file))
  return doc.font('plain')
}

/** Ends the file and answers its bytes. */
export function bytesOf(doc: Document): Promise<Buffer> {
  const pieces: Buffer[] = []
  return new Promise((resolve, reject) => {
    doc.on('data', (piece: Buffer) => pieces.push(piece))
    doc.on('error', reject)
    doc.on('end', () => resolve(Buffer.concat(pieces)))
    doc.end()
  })
}

/** What a part is read out as instead of what is drawn: `alt` for a picture, `actual` for letters. */
type Said = { alt?: string; actual?: string }

/** Draws something that readers are told of, as what it is: a heading, a paragraph, a picture, a cell. */
export function part(doc: Document, whole: PDFKit.PDFStructureElement, tag: string, draw: () => void, said: Said = {}): void {
  whole.add(doc.struct(tag, said, draw))
}

/** What is there for the eye only: no reader is told of it. */
export function decorate(doc: Document, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' })
  draw()
  doc.endMarkedContent()
}

/** Where a name is written: its left edge and width, the sizes to choose from, and in how many lines it should fit. */
export interface NameBox {
  x: number
  width: number
  sizes: readonly number[]
  lines: number
}

const ACROSS: NameBox = { x: A4.margin, width: WIDTH, sizes: [30, 26, 22, 18], lines: 2 }
const LINE_HEIGHT = 1.35

/** The lines of a name in the largest size in which it fits; in the smallest, as many as it takes. */
export function fitName(
  doc: Document,
  fonts: Fonts,
  name: string,
  box: NameBox = ACROSS,
): { size: number; lines: string[]; height: number } {
  const width = widthsOf(doc, fonts)
  const breakAt = (size: number) => linesThatFit(name, line => width(line) * size <= box.width)
  const size = box.sizes.find(one => breakAt(one).length <= box.lines) ?? box.sizes.at(-1)!
  const lines = breakAt(size)
  return { size, lines, height: lines.length * size * LINE_HEIGHT }
}

/**
 * Writes a name at `y` as large as it fits, in whatever direction it is written; answers where it ends. The name must be one that the fonts
 * cover.
 */
export function writeName(doc: Document, fonts: Fonts, name: string, y: number, box: NameBox = ACROSS): number {
  const { size, lines, height } = fitName(doc, fonts, name, box)
  doc.fontSize(size)
  lines.forEach((line, i) => writeLine(doc, fonts, line, box.x, y + i * size * LINE_HEIGHT))
  return y + height
}

/** How wide a line is at a size of one point. Laying a line out is slow, and sizes differ by a factor only: each line is measured once. */
function widthsOf(doc: Document, fonts: Fonts): (line: string) => number {
  const known = new Map<string, number>()
  const measure = (line: string) => runsOf(line, fonts).reduce((sum, run) => sum + widthOf(doc.fontSize(1), run), 0)
  return line => {
    const width = known.get(line) ?? measure(line)
    known.set(line, width)
    return width
  }
}

const runsOf = (line: string, fonts: Fonts) => nameRuns(line, fonts.covers) ?? []

// Without features of its own pdfkit lays a text out word by word from the left, and turns the words of an Arabic name about.
const WHOLE = { features: [] as PDFKit.Mixins.OpenTypeFeatures[], lineBreak: false }
const widthOf = (doc: Document, { text, font }: { text: string; font: number }) => doc.font(`name ${font}`).widthOfString(text, WHOLE)

function writeLine(doc: Document, fonts: Fonts, line: string, left: number, y: number): void {
  let x = left
  for (const run of runsOf(line, fonts)) {
    const width = widthOf(doc, run)
    doc.text(run.text, x, y, WHOLE)
    x += width
  }
}

/** The squares of a code that leads to an address; the same for pages and files. */
export function codeOf(address: string): { size: number; dark: { x: number; y: number; width: number }[] } {
  const { modules } = qr.create(address, { errorCorrectionLevel: 'M' })
  const dark: { x: number; y: number; width: number }[] = []
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      const last = dark.at(-1)
      if (!modules.get(y, x)) continue
      if (last?.y === y && last.x + last.width === x) last.width += 1
      else dark.push({ x, y, width: 1 })
    }
  }
  return { size: modules.size, dark }
}

/** Draws a code, `side` points wide. Around it four squares are left free, without which readers do not find it. */
export function drawCode(doc: Document, address: string, x: number, y: number, side: number): void {
  const { size, dark } = codeOf(address)
  const unit = side / size
  for (const square of dark) doc.rect(x + square.x * unit, y + square.y * unit, square.width * unit, unit)
  doc.fill('#000000')
}
