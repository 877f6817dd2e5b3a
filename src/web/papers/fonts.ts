import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Inject, Injectable } from '@nestjs/common'
import PDFDocument from 'pdfkit'
import { SETTINGS } from '../../config/settings.js'
import type { Settings } from '../../config/settings.js'
import { undrawable, type Covers } from '../../shared/name-runs.js'

const require = createRequire(import.meta.url)
const shipped = (name: string) => readFileSync(require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`))

interface Opened {
  font: { hasGlyphForCodePoint(codePoint: number): boolean }
}

/** The fonts that files are drawn with: DejaVu, which holds Latin, Greek, Cyrillic and Arabic, then those of the partnership's own folder. */
@Injectable()
export class Fonts {
  private read: { plain: Buffer; names: Buffer[]; covers: Covers[] } | undefined

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** What everything but names is written in. */
  get plain(): Buffer {
    return this.loaded().plain
  }

  /** What names are written in: the first that has a letter draws it. */
  get names(): Buffer[] {
    return this.loaded().names
  }

  get covers(): Covers[] {
    return this.loaded().covers
  }

  /** The letters of a name that no file can show; empty: all can be drawn. */
  missingOf = (name: string): string[] => undrawable(name, this.covers)

  /** Read when the first file is made: starting the product needs none of it. */
  private loaded() {
    return (this.read ??= this.load())
  }

  private load() {
    const { fontDir } = this.settings
    const own = fontDir === null ? [] : readdirSync(fontDir).filter(name => /\.(ttf|otf)$/i.test(name))
    const names = [shipped('DejaVuSans-Bold'), shipped('DejaVuSans'), ...own.sort().map(name => readFileSync(join(fontDir!, name)))]
    return { plain: shipped('DejaVuSans'), names, covers: names.map(coverageOf) }
  }
}

/** pdfkit knows which letters a font has, but has no word of its own for it. */
function coverageOf(file: Buffer): Covers {
  const scratch = new PDFDocument({ autoFirstPage: false, font: file as unknown as string })
  const { font } = (scratch as unknown as { _font: Opened })._font
  return point => font.hasGlyphForCodePoint(point)
}
