import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../../shared/clock.js'
import { longMoment } from '../../../shared/dates.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { AnswerAnOffer } from './answer-an-offer.js'
import { isUuid } from '../booking.queries.js'
import { bookingSentence } from '../bookings.messages.js'
import { termsOfDate } from '../policies/terms.queries.js'
import { OfferFreedPlaces } from './offer-freed-places.js'
import { offerPage } from './waiting-list.queries.js'

/** A freed place: two buttons. Opening the page changes nothing, for mail scanners open links. */
@Controller('offers/:id')
@Access('delegate')
export class OffersPages {
  constructor(
    private readonly database: DataSource,
    private readonly answer: AnswerAnOffer,
    private readonly offers: OfferFreedPlaces,
    private readonly clock: Clock,
  ) {}

  @Get()
  show(@Param('id') id: string, @Me() me: Who) {
    return this.page(id, me)
  }

  @Post('acceptance')
  async accept(@Param('id') id: string, @Body() body: { accepted?: unknown }, @RequestKey() key: string | undefined, @Me() me: Who) {
    const answer = await this.answer.accept(id, me.id, key, this.clock.now(), typeof body.accepted === 'string' ? body.accepted : undefined)
    if (!isRefusal(answer)) return redirect(`/bookings/${answer.id}/done`)
    if (answer.refused === 'not-found') throw new NotFoundException()
    // The check page asks who has to approve; the place is held there as it is here.
    if (answer.refused === 'manager-missing') return redirect(`/occurrences/${String(answer.facts.occurrence)}/book`)
    return this.page(id, me, bookingSentence(answer), 409)
  }

  @Post('refusal')
  async decline(@Param('id') id: string, @Me() me: Who) {
    const answer = await this.answer.decline(id, me.id, this.clock.now())
    if (!isRefusal(answer))
      return redirect('/my-learning', 'You declined the place. It goes to the next person; you keep your place in the queue.')
    if (answer.refused === 'not-found') throw new NotFoundException()
    return this.page(id, me, bookingSentence(answer), 409)
  }

  private async page(id: string, me: Who, sentence = '', status = 200) {
    const now = this.clock.now()
    await this.offers.settleDue(now)
    const offer = isUuid(id) ? await offerPage(this.database, id) : null
    if (!offer || offer.personId !== me.id) throw new NotFoundException()
    const open = offer.state === 'open' && now < offer.runsOutAt && (offer.kind === 'hold' || offer.placesLeft > 0)
    const terms = open ? await termsOfDate(this.database, offer.occurrenceId, now) : {}
    return view('modules/bookings/views/offer.njk', { offer, open, until: longMoment(offer.runsOutAt), sentence, ...terms }, status)
  }
}
