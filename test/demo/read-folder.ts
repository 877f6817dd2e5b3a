import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

export type Row = Record<string, string>

/** A row of occurrences.csv with its sessions and its event's course. */
export interface OccurrenceRow {
  key: string
  event: string
  course: string
  startsAt: string
  endsAt: string
  sessions: { startsAt: string; endsAt: string }[]
  places: number
  venue: string
  trainers: string[]
  row: Row
}

/** The folder read back, with nothing taken from the generator. */
export interface Folder {
  file: (name: string) => Row[]
  occurrences: OccurrenceRow[]
  occurrence: (key: string) => OccurrenceRow
  bookings: Row[]
  /** The agency a booking or enrolment is credited to. */
  agencyOf: (row: Row) => string
}

export function readFolder(folder: string): Folder {
  const files = new Map<string, Row[]>()
  const file = (name: string): Row[] => {
    if (!files.has(name)) files.set(name, parse(readFileSync(join(folder, name), 'utf8'), { columns: true }))
    return files.get(name)!
  }
  const occurrences = joinOccurrences(file)
  const byKey = new Map(occurrences.map(o => [o.key, o]))
  const homes = new Map(file('people.csv').map(person => [person.key, person.agency!]))
  return {
    file,
    occurrences,
    occurrence: key => byKey.get(key)!,
    bookings: file('bookings.csv'),
    agencyOf: row => row.agency || homes.get(row.person)!,
  }
}

function joinOccurrences(file: (name: string) => Row[]): OccurrenceRow[] {
  const courses = new Map(file('events.csv').map(event => [event.key, event.course!]))
  const sessions = new Map<string, OccurrenceRow['sessions']>()
  for (const { occurrence, startsAt, endsAt } of file('sessions.csv')) {
    sessions.set(occurrence!, [...(sessions.get(occurrence!) ?? []), { startsAt: startsAt!, endsAt: endsAt! }])
  }
  return file('occurrences.csv').map(row => {
    const theirs = sessions.get(row.key!)!
    return {
      key: row.key!,
      event: row.event!,
      course: courses.get(row.event)!,
      startsAt: theirs[0]!.startsAt,
      endsAt: theirs.at(-1)!.endsAt,
      sessions: theirs,
      places: Number(row.places),
      venue: row.venue!,
      trainers: row.trainers!.split('|').filter(Boolean),
      row,
    }
  })
}
