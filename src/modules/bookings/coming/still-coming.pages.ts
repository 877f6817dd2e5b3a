import { applyDecorators, Body, Controller, Get, Header, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../../shared/clock.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access } from '../../../web/access.js'
import { type FieldError, readForm } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import type { LaneOccurrence } from '../booking-lane.facts.js'
import { readOccurrence } from '../booking-lane.statements.js'
import type { BookingDetails } from '../booking.queries.js'
import { bookingSentence } from '../bookings.messages.js'
import { CancelABooking, whyNotCancel } from '../cancel-a-booking.js'
import { quote, quoteSentence } from '../cancellation-quote.js'
import { CancelForm, ColleagueForm } from '../forms/booking.form.js'
import { SendAColleague } from '../send-a-colleague.js'
import { COLLEAGUE_SENT } from '../rules/substitution.js'
import { delegateOf, type Standing, StillComing } from './still-coming.js'

const VIEWS = 'modules/bookings/views/still-coming'

/** A page behind a secret link: kept by no cache, listed by no search engine, and its address told to no other site. */
const Secret = () =>
  applyDecorators(Header('Cache-Control', 'no-store'), Header('Referrer-Policy', 'no-referrer'), Header('X-Robots-Tag', 'noindex'))

interface Link {
  id: string
  secret: string
}

/** "Still coming?": three answers, each a page with a button, without an account. Opening them changes nothing. */
@Controller('still-coming/:id/:secret')
@Access('anyone')
export class StillComingPages {
  constructor(
    private readonly database: DataSource,
    private readonly stillComing: StillComing,
    private readonly cancelABooking: CancelABooking,
    private readonly sendAColleague: SendAColleague,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Secret()
  ask(@Param() link: Link) {
    return this.page('', link)
  }

  @Get('yes')
  @Secret()
  askYes(@Param() link: Link) {
    return this.page('-yes', link)
  }

  @Post('yes')
  @Secret()
  async yes(@Param() link: Link) {
    const { id } = await this.booking(link)
    await this.stillComing.yes(id, this.clock.now())
    return redirect(pathOf(link))
  }

  @Get('no')
  @Secret()
  askNo(@Param() link: Link) {
    return this.page('-no', link)
  }

  @Post('no')
  @Secret()
  async no(@Param() link: Link, @Body() body: object, @RequestKey() key: string | undefined) {
    const booking = await this.booking(link)
    const { values, errors } = readForm(CancelForm, body)
    if (errors.length) return this.page('-no', link, { values, errors }, 422)
    const answer = await this.cancelABooking.run(booking.id, delegateOf(booking), values, keyOf(link, key), this.clock.now())
    if (!isRefusal(answer)) return redirect(pathOf(link))
    return this.page('-no', link, { values, errors: [{ field: 'reason', message: bookingSentence(answer) }] }, 409)
  }

  @Get('colleague')
  @Secret()
  askColleague(@Param() link: Link) {
    return this.page('-colleague', link)
  }

  @Post('colleague')
  @Secret()
  async colleague(@Param() link: Link, @Body() body: object, @RequestKey() key: string | undefined) {
    const booking = await this.booking(link)
    const { values, errors } = readForm(ColleagueForm, body)
    if (errors.length) return this.page('-colleague', link, { values, errors }, 422)
    const answer = await this.sendAColleague.run(booking.id, delegateOf(booking), values, keyOf(link, key), this.clock.now())
    if (!isRefusal(answer)) return redirect(pathOf(link))
    return this.page('-colleague', link, { values, errors: [{ field: 'email', message: bookingSentence(answer) }] }, 409)
  }

  private async booking({ id, secret }: Link): Promise<BookingDetails> {
    const booking = await this.stillComing.behind(id, secret)
    if (!booking) throw new NotFoundException()
    return booking
  }

  /** The page of an answer; where nothing can be answered any more, the page that says why. */
  private async page(
    which: '' | '-yes' | '-no' | '-colleague',
    link: Link,
    more: { errors?: FieldError[]; values?: object } = {},
    status = 200,
  ) {
    const booking = await this.booking(link)
    const now = this.clock.now()
    const standing = standingOf(booking, now)
    const open = standing === 'asked' || standing === 'coming'
    if (!open || which === '') return view(`${VIEWS}.njk`, { booking, link: pathOf(link), standing, open }, open ? 200 : status)
    const charge = quote(booking, 'delegate', now, which === '-colleague')
    const facts = { booking, link: pathOf(link), charge, sentence: quoteSentence(charge), needs: await this.needs(which, booking) }
    return view(`${VIEWS}${which}.njk`, { ...facts, ...more }, status)
  }

  private async needs(which: string, { occurrenceId }: BookingDetails) {
    if (which !== '-colleague') return []
    const read = readOccurrence(occurrenceId)
    const [occurrence] = await this.database.query<LaneOccurrence[]>(read.text, read.values)
    return occurrence?.needs ?? []
  }
}

const pathOf = ({ id, secret }: Link): string => `/still-coming/${id}/${secret}`

/** Keys are remembered with the path that they were sent to, and no table is to hold the secret of a link. */
const keyOf = ({ secret }: Link, key: string | undefined): string | undefined => key?.replace(secret, 'by-link')

function standingOf(booking: BookingDetails, now: Date): Standing {
  if (booking.occurrenceCancelledAt) return 'date-cancelled'
  if (booking.state === 'cancelled') return booking.cancelReason === COLLEAGUE_SENT ? 'sent-a-colleague' : 'cancelled'
  // The same question as behind the buttons: what can no longer be cancelled has begun.
  if (whyNotCancel(booking, delegateOf(booking), now)) return 'begun'
  return booking.comingFor?.getTime() === booking.startsAt.getTime() ? 'coming' : 'asked'
}
