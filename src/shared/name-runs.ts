/** A piece of a name that is drawn in one go: one font, one direction of writing. `font`: its place in the list of fonts. */
export interface Run {
  text: string
  font: number
  rightToLeft: boolean
}

/** Whether a font has a shape for a sign, given as its code point. */
export type Covers = (codePoint: number) => boolean

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u
const LETTER = /\p{L}/u
// They say how their neighbours join, and have no shape of their own.
const UNSEEN = /\u200c|\u200d|\u00ad|[\ufe00-\ufe0e]|\ufe0f/u

const shown = (cluster: string) => [...cluster].filter(sign => !UNSEEN.test(sign))
const clusters = (text: string) => Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text), part => part.segment)
const directionOf = (cluster: string): boolean | null => (RIGHT_TO_LEFT.test(cluster) ? true : LETTER.test(cluster) ? false : null)

/** The first font that has every sign of a letter and its marks; -1: none has. */
const fontOf = (cluster: string, fonts: readonly Covers[]): number =>
  fonts.findIndex(covers => shown(cluster).every(sign => covers(sign.codePointAt(0)!)))

/** The signs of a text that none of the fonts can draw, each once; empty: all can be drawn. */
export const undrawable = (text: string, fonts: readonly Covers[]): string[] => [
  ...new Set(clusters(text).filter(cluster => fontOf(cluster, fonts) < 0)),
]

/**
 * A line of a name as it has to be drawn, from left to right: pieces of one font and one direction; between letters of one direction a
 * blank or a hyphen goes their way, else the way of the whole line, which is that of its first letter. Null: some sign has no shape.
 */
export function nameRuns(line: string, fonts: readonly Covers[]): Run[] | null {
  const parts = clusters(line).map(text => ({ text, font: fontOf(text, fonts), direction: directionOf(text) }))
  if (parts.some(part => part.font < 0)) return null
  const base = parts.find(part => part.direction !== null)?.direction ?? false
  const runs: Run[] = []
  parts.forEach(({ text, font, direction }, i) => {
    const before = parts.slice(0, i).findLast(part => part.direction !== null)?.direction ?? base
    const after = parts.slice(i).find(part => part.direction !== null)?.direction ?? base
    const rightToLeft = direction ?? (before === after ? before : base)
    const last = runs.at(-1)
    if (last?.font === font && last.rightToLeft === rightToLeft) last.text += text
    else runs.push({ text, font, rightToLeft })
  })
  return inOrder(runs, base)
}

/** Neighbours that are written against the line's own direction keep their order among each other. */
function inOrder(runs: Run[], base: boolean): Run[] {
  const groups: Run[][] = []
  for (const run of runs) {
    const group = groups.at(-1)
    if (group?.[0]!.rightToLeft === run.rightToLeft) group.push(run)
    else groups.push([run])
  }
  const drawn = groups.map(group => (group[0]!.rightToLeft ? group.toReversed() : group))
  return (base ? drawn.toReversed() : drawn).flat()
}

/** Breaks a text into lines that fit, between words where it can and within a word where it must. */
export function linesThatFit(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = []
  let line = ''
  const take = (piece: string, between: string) => {
    const longer = line === '' ? piece : line + between + piece
    if (line === '' || fits(longer)) return void (line = longer)
    lines.push(line)
    line = piece
  }
  for (const word of text.split(' ')) {
    if (fits(word)) take(word, ' ')
    else clusters(word).forEach((cluster, i) => take(cluster, i === 0 ? ' ' : ''))
  }
  return [...lines, line]
}
