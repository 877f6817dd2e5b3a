import { Body, Controller, Param, Post } from '@nestjs/common'
import { ApiBearerAuth, ApiBody, ApiHeader, ApiTags } from '@nestjs/swagger'
import { Clock } from '../../../shared/clock.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { readJson } from '../../../web/forms.js'
import { RequestKey } from '../../../web/request-key.js'
import { AcceptanceForm } from '../forms/booking.form.js'
import { AnswerAnOffer } from './answer-an-offer.js'
import { bookingProblem } from '../bookings.api.js'

@ApiTags('Waiting lists')
@ApiBearerAuth()
@Controller('api/v1/offers/:id')
@Access('delegate')
export class OffersApi {
  constructor(
    private readonly answer: AnswerAnOffer,
    private readonly clock: Clock,
  ) {}

  @Post('acceptance')
  @ApiBody({ type: AcceptanceForm, required: false })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  async accept(@Param('id') id: string, @Body() body: object | undefined, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { accepted } = readJson(AcceptanceForm, body ?? {})
    const answer = await this.answer.accept(id, me.id, key, this.clock.now(), accepted)
    if (isRefusal(answer)) throw bookingProblem(answer)
    return answer
  }

  @Post('refusal')
  async decline(@Param('id') id: string, @Me() me: Who) {
    const answer = await this.answer.decline(id, me.id, this.clock.now())
    if (isRefusal(answer)) throw bookingProblem(answer)
    return answer
  }
}
