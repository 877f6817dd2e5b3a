export type FileType = 'application/pdf' | 'image/png' | 'image/jpeg'
export type KindCode = 'file-empty' | 'file-not-allowed' | 'file-cut-off'

/** What a certificate may be, and what a picture may be. */
export const CERTIFICATES: readonly FileType[] = ['application/pdf', 'image/png', 'image/jpeg']
export const PICTURES: readonly FileType[] = ['image/png', 'image/jpeg']

/** How much of the beginning and of the end of a file is looked at. */
export const ENDS = 1024

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const PNG_HEADER = [...PNG, 0, 0, 0, 13, ...letters('IHDR')]
const PNG_END = [...letters('IEND'), 0xae, 0x42, 0x60, 0x82]
const JPEG = [0xff, 0xd8, 0xff]
// What may follow the mark of a JPEG's beginning: application data, tables, a comment, or the picture itself.
const JPEG_NEXT = /^[\xc0-\xc4\xdb\xdd\xe0-\xef\xfe]/
const PDF = /^%PDF-[12]\.\d[\s%]/

/**
 * What a file is, by its first bytes and nothing else: neither its name nor what the browser says of it. Only a file that begins as one of
 * the allowed kinds from its very first byte is one, so that what begins as something else is refused. `end`: its last bytes.
 */
export function kindOf(begin: Uint8Array, end: Uint8Array, allowed: readonly FileType[]): FileType | KindCode {
  if (begin.length === 0) return 'file-empty'
  const type = typeOf(begin)
  if (!type || !allowed.includes(type)) return 'file-not-allowed'
  return isWhole(type, end) ? type : 'file-cut-off'
}

function typeOf(begin: Uint8Array): FileType | null {
  if (startsWith(begin, PNG_HEADER)) return 'image/png'
  if (startsWith(begin, JPEG) && JPEG_NEXT.test(latin(begin.subarray(3, 4)))) return 'image/jpeg'
  return PDF.test(latin(begin.subarray(0, 16))) ? 'application/pdf' : null
}

/** Without its end a file is not whole. Telephones put films behind the end of a JPEG, so that its own is not looked for. */
function isWhole(type: FileType, end: Uint8Array): boolean {
  if (type === 'image/jpeg') return true
  return latin(end).includes(type === 'application/pdf' ? '%%EOF' : latin(PNG_END))
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean => start.every((byte, i) => bytes[i] === byte)
const latin = (bytes: Iterable<number>): string => Array.from(bytes, byte => String.fromCharCode(byte)).join('')

function letters(text: string): number[] {
  return [...text].map(letter => letter.charCodeAt(0))
}
