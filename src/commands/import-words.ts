import type { Counts, ImportResult } from '../modules/imports/imports.writer.js'

type Errors = Extract<ImportResult, { errors: unknown }>['errors']

/** `bookings.csv line 17, column person: There is no ...`; a file as a whole has no line, a line as a whole no column. */
export function errorLine({ file, line, column, reason }: Errors[number]): string {
  const where = [line === null ? '' : ` line ${line}`, column === null ? '' : `${line === null ? '' : ','} column ${column}`]
  return `${file}${where.join('')}: ${reason}`
}

/** One line for each file, with how many rows were added, changed and unchanged. */
export function countsTable(loaded: Record<string, Counts>): string {
  const width = Math.max(...Object.keys(loaded).map(file => file.length))
  const number = (count: number) => String(count).padStart(7)
  return Object.entries(loaded)
    .map(([file, { added, changed, unchanged }]) => {
      return `${file.padEnd(width)} ${number(added)} added ${number(changed)} changed ${number(unchanged)} unchanged`
    })
    .join('\n')
}

/** Tells how far the import is: one line that is written over on a terminal, one for each file and step elsewhere. */
export function progressLine(out: NodeJS.WriteStream) {
  let doing = ''
  let told = ''
  const say = (now: string, rows?: number) => {
    const line = rows === undefined ? `${now} ...` : `${now}: ${rows} rows`
    if (line === told) return
    if (out.isTTY) out.write(`${doing === now ? '\r\u001b[K' : doing && '\n'}${line}`)
    else out.write(`${line}\n`)
    ;[doing, told] = [now, line]
  }
  return { say, end: () => void (out.isTTY && doing && out.write('\n')) }
}
