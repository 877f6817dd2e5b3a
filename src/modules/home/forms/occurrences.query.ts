import { ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsOptional, IsString, Matches, ValidateBy } from 'class-validator'
import { isDay, londonDayBounds } from '../../../shared/dates.js'

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/
const isInstant = (text: string): boolean => INSTANT.test(text) && !Number.isNaN(Date.parse(text))

const DayOrInstant = (message: string) =>
  ValidateBy(
    { name: 'dayOrInstant', validator: { validate: value => typeof value === 'string' && (isDay(value) || isInstant(value)) } },
    { message },
  )

/** The query of the list of occurrences. */
export class OccurrencesQuery {
  @ApiPropertyOptional({ example: 'neglect-l2', description: 'Key of a course' })
  @IsOptional()
  @IsString({ message: 'Give one course by its key.' })
  course?: string

  @ApiPropertyOptional({ example: '2026-03-01', description: 'A London day or an instant; left out: from now on' })
  @IsOptional()
  @DayOrInstant('Give from as a day (2026-03-01) or an instant (2026-03-01T09:00:00Z).')
  from?: string

  @ApiPropertyOptional({ example: '2026-03-31', description: 'A London day, which is counted, or an instant, which is not' })
  @IsOptional()
  @DayOrInstant('Give to as a day (2026-03-31) or an instant (2026-04-01T00:00:00Z).')
  to?: string

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'true: only occurrences with places left here' })
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'Give placesLeft as true or false.' })
  placesLeft?: string

  @ApiPropertyOptional({ example: 50, description: 'From 1 to 200; 100 when left out' })
  @IsOptional()
  @Matches(/^([1-9]|[1-9]\d|1\d\d|200)$/, { message: 'Give limit as a whole number from 1 to 200.' })
  limit?: string

  @ApiPropertyOptional({ description: 'The `next` of the page before' })
  @IsOptional()
  @ValidateBy(
    { name: 'cursor', validator: { validate: value => readCursor(value) !== null } },
    { message: 'Give cursor as the `next` of a page.' },
  )
  cursor?: string
}

/** The first instant of a day, or the instant itself. */
export const startOf = (text: string): Date => (isDay(text) ? londonDayBounds(text).start : new Date(text))

/** The first instant after a day, or the instant itself. */
export const endOf = (text: string): Date => (isDay(text) ? londonDayBounds(text).end : new Date(text))

interface Place {
  startsAt: Date
  id: string
}

/** Where a page of the list ended, as a text that programs hand back unread. */
export const cursorOf = ({ startsAt, id }: Place): string => Buffer.from(`${startsAt.getTime()} ${id}`).toString('base64url')

/** The place behind a cursor; null for anything that is none. */
export function readCursor(text: unknown): Place | null {
  if (typeof text !== 'string') return null
  const parts = /^(\d{1,15}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(Buffer.from(text, 'base64url').toString())
  return parts ? { startsAt: new Date(Number(parts[1])), id: parts[2]! } : null
}
