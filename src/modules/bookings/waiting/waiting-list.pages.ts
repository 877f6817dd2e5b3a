import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../../shared/clock.js'
import { longMoment } from '../../../shared/dates.js'
import { isRefusal, type Refusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { readForm, type FieldError } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { bookingSentence } from '../bookings.messages.js'
import { JoinForm } from '../forms/booking.form.js'
import { JoinTheWaitingList } from './join-the-waiting-list.js'
import { LeaveTheWaitingList } from './leave-the-waiting-list.js'
import { OfferFreedPlaces } from './offer-freed-places.js'
import type { JoinCode } from '../rules/waiting-list.js'
import { waitingListPage, type WaitingListPage } from './waiting-list.queries.js'

const NO_DATES: FieldError = { field: 'dates', message: 'Choose at least one date that you could make, or choose any date' }

/** A course's waiting list: join it, see where one stands, leave it. */
@Controller()
@Access('delegate')
export class WaitingListPages {
  constructor(
    private readonly database: DataSource,
    private readonly joinTheList: JoinTheWaitingList,
    private readonly leaveTheList: LeaveTheWaitingList,
    private readonly offers: OfferFreedPlaces,
    private readonly clock: Clock,
  ) {}

  @Get('courses/:key/waiting-list')
  show(@Param('key') key: string, @Me() me: Who) {
    return this.page(key, me, { values: { when: 'any', dates: [] } })
  }

  @Post('courses/:key/waiting-list')
  async join(@Param('key') key: string, @Body() body: object, @RequestKey() idempotencyKey: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(JoinForm, body)
    const dates = values.when === 'some' ? (values.dates ?? []) : []
    if (values.when === 'some' && dates.length === 0) errors.push(NO_DATES)
    if (errors.length) return this.page(key, me, { values, errors }, 422)
    const answer = await this.joinTheList.run(key, { personId: me.id, key: idempotencyKey, dates })
    if (!isRefusal(answer)) return redirect(`/courses/${key}/waiting-list`, `You are on the waiting list, at position ${answer.position}.`)
    if (answer.refused === 'not-found') throw new NotFoundException()
    return this.page(key, me, { values, refused: answer }, 409)
  }

  @Post('waiting-list/:id/leaving')
  async leave(@Param('id') id: string, @Me() me: Who) {
    const answer = await this.leaveTheList.run(id, me.id, this.clock.now())
    if (isRefusal(answer)) throw new NotFoundException()
    return redirect(`/courses/${answer.courseKey}/waiting-list`, 'You have left the waiting list.')
  }

  private async page(key: string, me: Who, { refused, ...more }: Shown, status = 200) {
    const now = this.clock.now()
    await this.offers.settleDue(now)
    const list = await waitingListPage(this.database, key, me.id, now)
    if (!list || list.kind !== 'scheduled') throw new NotFoundException()
    const until = list.offer && longMoment(list.offer.runsOutAt)
    const refusal = refused ? { errors: [{ field: 'when', message: bookingSentence(refused) }], missing: missingOf(refused, list) } : {}
    const chosen = list.dates.filter(date => list.mine?.occurrenceIds.includes(date.id))
    return view('modules/bookings/views/waiting-list.njk', { list, chosen, until, ...more, ...refusal }, status)
  }
}

interface Shown {
  values: Pick<JoinForm, 'when' | 'dates'>
  errors?: FieldError[]
  refused?: Refusal<JoinCode | 'not-found'>
}

/** The courses that are missing, with the way to each. */
const missingOf = ({ facts }: Refusal, { needs }: WaitingListPage) => needs.filter(need => [facts.missing].flat().includes(need.key))
