import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { DeskQueries } from './desk.queries.js'
import { VenueForm } from './forms/desk.forms.js'
import { readOpened } from './rules/merge-edits.js'
import { SaveVenue, type ToConfirmVenue } from './save-venue.js'
import { FEATURES } from './venue.entity.js'
import {
  noMoreRooms,
  readRooms,
  roomLine,
  roomOfLine,
  storedVenue,
  typedRooms,
  venueChange,
  type VenueValues,
} from './venues/venue-values.js'

interface FormBody {
  idempotencyKey?: string
  version?: string
  opened?: string
  /** A press on one of the small buttons. */
  rows?: string
  /** The key of what the page had shown to be confirmed. */
  seen?: string
  again?: string
}
interface Facts {
  values: Partial<VenueValues>
  key?: string
  [more: string]: unknown
}

/** The venues: the list, a new one, a change, with what it means for dates to come. */
@Controller('desk/venues')
@Access('administrator')
export class VenueDeskPages {
  constructor(
    private readonly database: DataSource,
    private readonly desk: DeskQueries,
    private readonly venues: SaveVenue,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list() {
    return view('modules/courses/views/venue-list.njk', { venues: await this.desk.venues(this.clock.now()) })
  }

  @Get('new')
  blank() {
    return form({ values: {} })
  }

  @Post()
  async add(@Body() body: FormBody, @Me() me: Who) {
    const { values, errors, pressed } = readVenue(body)
    if (pressed) return form({ values, errors: pressed.errors })
    const answer = errors.length ? { errors } : await this.venues.add(values, { personId: me.id, key: body.idempotencyKey })
    if ('errors' in answer) return form({ values, ...answer }, 422)
    return redirect('/desk/venues', `${values.name} is saved.`)
  }

  @Get(':key')
  async open(@Param('key') key: string) {
    const stored = await storedVenue(this.database, key)
    if (!stored) throw new NotFoundException()
    return form({ ...stored, opened: JSON.stringify(stored.values) })
  }

  @Post(':key')
  async change(@Param('key') key: string, @Body() body: FormBody, @Me() me: Who) {
    const { values, errors, pressed } = readVenue(body)
    const kept = { key, version: body.version, opened: body.opened }
    if (pressed || body.again) return form({ ...kept, values, errors: pressed?.errors ?? [] })
    if (errors.length) return form({ ...kept, values, errors }, 422)
    const opened = { version: Number(body.version), opened: readOpened(body.opened), seen: String(body.seen ?? '') }
    const answer = await this.venues.change(key, values, opened, { personId: me.id, key: body.idempotencyKey }, this.clock.now())
    if (!answer) throw new NotFoundException()
    if ('errors' in answer) return form({ ...kept, values, ...answer }, 422)
    if ('saved' in answer) return redirect('/desk/venues', `${values.name} is saved.`)
    if ('confirm' in answer) return confirmPage({ ...kept, values }, answer, Boolean(body.seen))
    const { version, values: merged, current, changed } = answer
    return form({ key, version, values: merged, opened: JSON.stringify(current), overtaken: changed.map(venueChange) }, 409)
  }
}

/** The form as it was sent; `pressed`: a row was asked for, so nothing is saved yet. */
function readVenue(body: FormBody) {
  const { values, errors } = readForm(VenueForm, body)
  const rooms = readRooms(body)
  const pressed = body.rows === 'add-room' ? { errors: noMoreRooms(rooms) } : null
  const more = pressed?.errors.length === 0 ? [NO_ROOM] : []
  const lines = (pressed ? [...rooms, ...more] : typedRooms(rooms)).map(roomLine)
  return { values: { ...values, rooms: lines }, errors, pressed }
}

const NO_ROOM = { id: '', name: '', capacity: '' }
const FEATURE_CHOICES = FEATURES.map(value => ({ value, text: value.charAt(0).toUpperCase() + value.slice(1) }))

const form = (facts: Facts, status = 200) => {
  const rooms = (facts.values.rooms ?? []).map(roomOfLine)
  return view('modules/courses/views/venue-form.njk', { ...facts, rooms, features: FEATURE_CHOICES }, status)
}

/** The dates that are touched, and the button; everything typed comes along. */
function confirmPage({ key, values, version, opened }: Facts, { confirm }: ToConfirmVenue, anew: boolean) {
  const { rooms = [], features = [], ...plain } = values
  const typed = [
    ...Object.entries(plain),
    ...features.map((one): [string, string] => ['features', one]),
    ...rooms.flatMap((line, i) =>
      Object.entries<string>({ ...roomOfLine(line) }).map(([part, value]): [string, string] => [`rooms[${i}][${part}]`, value]),
    ),
    ['version', version],
    ['opened', opened],
  ]
  return view('modules/courses/views/venue-confirm.njk', { ...confirm, key, seen: confirm.key, name: values.name, typed, anew })
}
