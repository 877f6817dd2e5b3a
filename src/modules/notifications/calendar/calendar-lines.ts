const LINE_OCTETS = 75
// iCalendar is text: a control character of a pasted title would break a line or a parser.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f]/g
const MAILTO = /^(ORGANIZER;CN="[^"]*"):MAILTO:/
const ENUMERATIONS = /;(RSVP|CUTYPE|ROLE|PARTSTAT)="([A-Z-]+)"/g

/** A value as RFC 5545 (3.1) allows it: line breaks stay (ics writes them as `\n`), other control characters go. */
export const plainValue = (text: string): string => text.replace(/\r\n?/g, '\n').replace(CONTROL, ' ').trim()

/** A parameter value stands in quotes and has no way to write one (3.2), nor a line break. */
export const plainParameter = (text: string): string => plainValue(text).replace(/\n+/g, ' ').replaceAll('"', "'")

/**
 * What ics writes, set right where it departs from RFC 5545: it folds by characters, where 75 octets are meant (3.1), and puts quotes
 * around enumerated values, for which the grammar has none (3.2.12); `mailto` is written small everywhere. Keeps no line that `leftOut` begins.
 */
export function tidied(text: string, leftOut: readonly string[]): string {
  return text
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter(line => !leftOut.some(name => line.startsWith(name)))
    .map(line => folded(line.startsWith('ATTENDEE;') ? line.replace(ENUMERATIONS, ';$1=$2') : line.replace(MAILTO, '$1:mailto:')))
    .join('\r\n')
}

/** The line in pieces of at most 75 octets, cut between characters; the space that marks a continuation counts. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= LINE_OCTETS) return line
  const pieces: string[] = []
  let piece = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > LINE_OCTETS) {
      pieces.push(piece)
      piece = ' '
      octets = 1
    }
    piece += character
    octets += size
  }
  return [...pieces, piece].join('\r\n')
}
