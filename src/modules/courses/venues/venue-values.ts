import type { DataSource, EntityManager } from 'typeorm'
import type { FieldError } from '../../../web/forms.js'
import type { VenueForm } from '../forms/desk.forms.js'
import { changeInWords, type Changed, type FormValue } from '../rules/merge-edits.js'

/** A room as the form has it: `id` empty for a new one. */
export interface TypedRoom {
  id: string
  name: string
  capacity: string
}

/** A venue's form. Rooms are written as lines (`roomLine`), so that two versions can be compared. */
export type VenueValues = { [Field in keyof VenueForm]: VenueForm[Field] } & { rooms: string[] }

export interface StoredVenue {
  id: string
  key: string
  version: number
  values: VenueValues
}

const STORED = `
  SELECT v.id, v.key, v.version, v.name, v.address, v.postcode, coalesce(v.capacity::text, '') AS capacity, v.features, v.access, v.map_url AS "mapUrl",
    CASE WHEN v.retired THEN 'yes' ELSE '' END AS retired,
    (SELECT coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'capacity', coalesce(r.capacity::text, '')) ORDER BY r.position, r.name), '[]')
     FROM venue_room r WHERE r.venue_id = v.id AND NOT r.retired) AS rooms
  FROM venue v WHERE v.key = $1`

type Row = Omit<StoredVenue, 'values'> & Omit<VenueValues, 'rooms'> & { rooms: TypedRoom[] }

/** The venue of a key, or null. Inside a transaction `lock` keeps others from changing it until the end. */
export async function storedVenue(source: DataSource | EntityManager, key: string, lock = false): Promise<StoredVenue | null> {
  // Locked in a statement of its own: one that waits for the lock goes on with what it saw of other tables before it waited.
  if (lock) await source.query('SELECT 1 FROM venue WHERE key = $1 FOR UPDATE', [key])
  const [row] = await source.query<Row[]>(STORED, [key])
  if (!row) return null
  const { id, key: own, version, rooms, ...values } = row
  return { id, key: own, version, values: { ...values, rooms: rooms.map(roomLine) } }
}

export const roomLine = ({ id, name, capacity }: TypedRoom): string => [id, capacity, name].join('|')

export function roomOfLine(line: string): TypedRoom {
  const [id = '', capacity = '', ...name] = line.split('|')
  return { id, capacity, name: name.join('|') }
}

const MOST_ROOMS = 40
const text = (value: unknown, most: number): string => (typeof value === 'string' ? value.trim().slice(0, most) : '')

/** The rooms that a form sent (`rooms[0][name]`), rows left empty included. */
export function readRooms(body: unknown): TypedRoom[] {
  const rows = (body as { rooms?: unknown } | null)?.rooms
  const list: unknown[] = Array.isArray(rows) ? rows : typeof rows === 'object' && rows !== null ? Object.values(rows) : []
  return list.slice(0, MOST_ROOMS).map(row => {
    const fields = (row ?? {}) as Record<string, unknown>
    return { id: text(fields.id, 36), name: text(fields.name, 200), capacity: text(fields.capacity, 10) }
  })
}

/** Why no room can be added: of more than these none would be read again. */
export const noMoreRooms = (rooms: readonly TypedRoom[]): FieldError[] =>
  rooms.length < MOST_ROOMS ? [] : [{ field: `rooms-${MOST_ROOMS - 1}-name`, message: `A venue has ${MOST_ROOMS} rooms at most` }]

/** Rows left empty fall away: so a room is taken out by emptying its name and number. */
export const typedRooms = (rooms: readonly TypedRoom[]): TypedRoom[] => rooms.filter(room => room.name || room.capacity)

/** What is wrong with the rooms, at the fields that hold it. */
export function roomErrors(rooms: readonly TypedRoom[]): FieldError[] {
  const errors: FieldError[] = []
  rooms.forEach(({ name, capacity }, i) => {
    const twice = rooms.findIndex(other => other.name.toLowerCase() === name.toLowerCase()) < i
    if (!name) errors.push({ field: `rooms-${i}-name`, message: `Room ${i + 1}: enter its name, or empty the row` })
    else if (name.length > 80) errors.push({ field: `rooms-${i}-name`, message: `Room ${i + 1}: use 80 characters or fewer` })
    else if (twice) errors.push({ field: `rooms-${i}-name`, message: `Room ${i + 1}: another room here is called “${name}”` })
    if (capacity && !(/^\d{1,4}$/.test(capacity) && Number(capacity) >= 1 && Number(capacity) <= 5000))
      errors.push({
        field: `rooms-${i}-capacity`,
        message: `Room ${i + 1}: enter how many people it holds, from 1 to 5,000, or leave it empty`,
      })
  })
  return errors
}

const VENUE_FIELDS: Record<keyof VenueValues, string> = {
  name: 'Name',
  address: 'Address',
  postcode: 'Postcode',
  capacity: 'How many people it holds',
  features: 'What there is',
  access: 'Access',
  mapUrl: 'Link to a map',
  rooms: 'Rooms',
  retired: 'Retired',
}

const roomInWords = (line: string): string => {
  const { name, capacity } = roomOfLine(line)
  return capacity ? `${name} for ${capacity}` : name
}
const shown = (field: string, value: FormValue): FormValue => (field === 'rooms' ? [value].flat().filter(Boolean).map(roomInWords) : value)

/** What somebody else changed meanwhile, in words. */
export const venueChange = ({ field, was, now }: Changed): string =>
  changeInWords({ field, was: shown(field, was), now: shown(field, now) }, VENUE_FIELDS)
