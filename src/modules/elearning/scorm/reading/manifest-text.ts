import { refuse, type Refusal } from '../../../../shared/refusal.js'

export type TextCode = 'manifest-encoding' | 'manifest-entities'

// Of the names that a manifest may give its alphabet, those that tools have written and that cannot be taken for one another.
const NAMES: Record<string, string> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'iso-8859-1': 'windows-1252',
  'windows-1252': 'windows-1252',
}

/**
 * The manifest's text. Its alphabet is told by the mark at its beginning, else by the name in its first line; UTF-8 where there is
 * neither. A document type is refused whole: it is what entities that grow, or that read other files, are declared in.
 */
export function manifestText(bytes: Buffer): string | Refusal<TextCode> {
  const encoding = encodingOf(bytes)
  const text = encoding === null ? null : decoded(bytes, encoding)
  if (text === null || text.includes('\0')) return refuse('manifest-encoding')
  return /<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(text) ? refuse('manifest-entities') : text
}

function encodingOf(bytes: Buffer): string | null {
  const [a, b, c, d] = bytes
  if ((a === 0 && b === 0) || (a === 0xff && b === 0xfe && c === 0 && d === 0)) return null
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0x3c && b === 0) return 'utf-16le'
  if (a === 0 && b === 0x3c) return 'utf-16be'
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  const named = /^<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(bytes.subarray(0, 200).toString('latin1'))
  return named ? (NAMES[named[1]!.toLowerCase()] ?? null) : 'utf-8'
}

function decoded(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
