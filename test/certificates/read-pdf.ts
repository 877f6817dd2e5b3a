import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import jsqr from 'jsqr'
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'

interface StructNode {
  role?: string
  alt?: string
  children?: StructNode[]
}

/** A PDF file as a reader program gets it. */
export interface ReadPdf {
  pages: number
  /** The text of all pages, a line for each line. */
  text: string
  marked: boolean
  language: string | null
  title: unknown
  /** The roles of the structure tree, in the order in which they are read out, and what pictures are read out as. */
  roles: string[]
  alts: string[]
  /** Those that lie in the file, and those that do not. */
  fonts: { name: string; embedded: boolean }[]
  attachments: Record<string, string>
  /** What the code on a page leads to; null where there is none, or where the pages were not drawn. */
  codes: (string | null)[]
}

const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))

/** Reads it with the same library that Firefox reads files with, and its code from the drawn page. */
export async function readPdf(bytes: Buffer, { draw } = { draw: true }): Promise<ReadPdf> {
  const file = await getDocument({ data: new Uint8Array(bytes), verbosity: 0, standardFontDataUrl: join(folder, 'standard_fonts/') })
    .promise
  const pages = await Promise.all(Array.from({ length: file.numPages }, (_, i) => file.getPage(i + 1)))
  const read = await Promise.all(pages.map(page => readPage(page, draw)))
  const { info } = (await file.getMetadata()) as { info: object }
  const mark = await file.getMarkInfo()
  const attachments: unknown = await file.getAttachments()
  const nodes = read.flatMap(page => flat(page.tree))
  await file.destroy()
  return {
    ...{ pages: pages.length, text: read.map(page => page.text).join('\n'), marked: mark?.Marked === true },
    ...{ language: (info as { Language: string | null }).Language, title: (info as { Title: unknown }).Title },
    roles: nodes.flatMap(node => (node.role && node.role !== 'Root' ? [node.role] : [])),
    alts: nodes.flatMap(node => node.alt ?? []),
    fonts: read.flatMap(page => page.fonts),
    attachments: Object.fromEntries(
      Object.values((attachments ?? {}) as Record<string, { filename: string; content: Uint8Array }>).map(one => [
        one.filename,
        Buffer.from(one.content).toString(),
      ]),
    ),
    codes: read.map(page => page.code),
  }
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>['promise']>['getPage']>>

async function readPage(page: Page, draw: boolean) {
  const content = await page.getTextContent()
  const text = content.items.map(item => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
  const operators = await page.getOperatorList()
  const used = [
    ...new Set(operators.fnArray.flatMap((fn, i) => (fn === OPS.setFont ? [String((operators.argsArray[i] as unknown[])[0])] : []))),
  ]
  const fonts = used
    .map(id => page.commonObjs.get(id) as { name: string; missingFile: boolean })
    .map(font => ({ name: font.name, embedded: !font.missingFile }))
  return { text, fonts, tree: (await page.getStructTree()) as StructNode | null, code: draw ? await codeOn(page) : null }
}

const flat = (node: StructNode | null): StructNode[] => (node ? [node, ...(node.children ?? []).flatMap(flat)] : [])

/** Draws the page and looks for a code, as a phone does. */
async function codeOn(page: Page): Promise<string | null> {
  const viewport = page.getViewport({ scale: 2 })
  const canvas = createCanvas(viewport.width, viewport.height)
  const canvasContext = canvas.getContext('2d')
  await page.render({ canvas: canvas as never, canvasContext: canvasContext as never, viewport }).promise
  const { data, width, height } = canvasContext.getImageData(0, 0, canvas.width, canvas.height)
  return decode(data, width, height)
}

/** What a code in a picture leads to; null where none is found. */
export function decode(data: Uint8ClampedArray, width: number, height: number): string | null {
  // Its types tell of a default export, which under Node is the module itself.
  const find = jsqr as unknown as typeof jsqr.default
  return find(data, width, height)?.data ?? null
}
