import { Body, Controller, Get, Header, NotFoundException, Param, Post } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { type FieldError, readForm } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { readCode, shownCode } from '../rules/door.js'
import { ComeToTheDoor } from './come-to-the-door.js'
import { DoorForm } from './door.form.js'
import { type Door, DoorQueries } from './door.queries.js'

const VIEWS = 'modules/evaluation/door/views'

/** What the code on the wall opens, on the days of its course: a way to one's own questions. It shows nobody who is booked. */
@Controller('door')
@Access('anyone')
export class DoorPages {
  constructor(
    private readonly doors: DoorQueries,
    private readonly coming: ComeToTheDoor,
    private readonly clock: Clock,
  ) {}

  @Get(':code')
  @Header('X-Robots-Tag', 'noindex, nofollow')
  async show(@Param('code') code: string, @Me() me: Who | undefined) {
    return page(await this.door(code), me)
  }

  @Post(':code')
  async come(@Param('code') code: string, @Me() me: Who | undefined, @Body() body: object) {
    const door = await this.door(code)
    const now = this.clock.now()
    if (!door.stage) return page(door, me)
    if (me && (body as { mine?: unknown }).mine === 'yes') {
      const id = await this.coming.bySignIn(door, me.id, now)
      return id ? redirect(`/my-learning/evaluations/${id}`) : page(door, me, { notBooked: true }, 409)
    }
    const { values, errors } = readForm(DoorForm, body)
    if (errors.length) return page(door, me, { values, errors }, 422)
    const answer = await this.coming.byAddress(door, values.email, values.reference, now)
    return 'path' in answer ? redirect(answer.path) : view(`${VIEWS}/look-in-your-mail.njk`, { door, email: values.email })
  }

  private async door(typed: string): Promise<Door> {
    const code = readCode(typed)
    const door = code && (await this.doors.byCode(code, this.clock.now()))
    if (!door) throw new NotFoundException()
    return door
  }
}

const page = (
  door: Door,
  me: Who | undefined,
  more: { values?: DoorForm; errors?: FieldError[]; notBooked?: boolean } = {},
  status = 200,
) => view(`${VIEWS}/door.njk`, { door, me, path: `/door/${shownCode(door.code)}`, ...more }, status)
