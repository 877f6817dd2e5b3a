import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common'
import { ApiBearerAuth, ApiBody, ApiHeader, ApiTags } from '@nestjs/swagger'
import { Clock } from '../../../shared/clock.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { readJson } from '../../../web/forms.js'
import { RequestKey } from '../../../web/request-key.js'
import { bookingProblem } from '../bookings.api.js'
import { BookingsReader } from '../bookings.reader.js'
import { JoinForm } from '../forms/booking.form.js'
import { JoinTheWaitingList } from './join-the-waiting-list.js'
import { LeaveTheWaitingList } from './leave-the-waiting-list.js'
import { OfferFreedPlaces } from './offer-freed-places.js'

@ApiTags('Waiting lists')
@ApiBearerAuth()
@Controller('api/v1')
@Access('delegate')
export class WaitingListApi {
  constructor(
    private readonly joinTheList: JoinTheWaitingList,
    private readonly leaveTheList: LeaveTheWaitingList,
    private readonly offers: OfferFreedPlaces,
    private readonly bookings: BookingsReader,
    private readonly clock: Clock,
  ) {}

  @Post('courses/:key/waiting-list')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiBody({ type: JoinForm, required: false })
  async join(@Param('key') courseKey: string, @Body() body: object | undefined, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { dates = [] } = readJson(JoinForm, body ?? {})
    const answer = await this.joinTheList.run(courseKey, { personId: me.id, key, dates })
    if (isRefusal(answer)) throw bookingProblem(answer)
    return answer
  }

  @Delete('me/waiting-list/:id')
  @HttpCode(200)
  async leave(@Param('id') id: string, @Me() me: Who) {
    const answer = await this.leaveTheList.run(id, me.id, this.clock.now())
    if (isRefusal(answer)) throw bookingProblem(answer)
    return answer
  }

  @Get('me/waiting-list')
  async mine(@Me() me: Who) {
    const now = this.clock.now()
    await this.offers.settleDue(now)
    const rows = await this.bookings.waitingOf(me.id, now)
    const items = rows.map(row => ({
      id: row.id,
      course: { key: row.courseKey, title: row.courseTitle },
      position: row.position,
      joinedAt: row.joinedAt,
      dates: row.occurrenceIds,
      offer: row.offer,
    }))
    return { items }
  }
}
