import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../../shared/clock.js'
import { longMoment } from '../../../shared/dates.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { readForm, type FieldError } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { isUuid } from '../booking.queries.js'
import { approversOf } from '../rules/approval.js'
import { AnswerAnApproval } from './answer-an-approval.js'
import { answeredByName, requestOf, type Request } from './approval.queries.js'
import { AskAnew } from './ask-anew.js'
import { OnBehalfForm } from './forms/answer.form.js'
import { readManager } from './forms/manager.form.js'

/** What a line manager was asked about a booking; an administrator answers for them, or asks anew. Cancelling the booking takes it back. */
@Controller('desk/bookings/:id/approval')
@Access('administrator')
export class ApprovalDeskPages {
  constructor(
    private readonly database: DataSource,
    private readonly answers: AnswerAnApproval,
    private readonly askAnew: AskAnew,
    private readonly clock: Clock,
  ) {}

  @Get()
  show(@Param('id') id: string) {
    return this.page(id)
  }

  @Post()
  async answer(@Param('id') id: string, @Body() body: object, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(OnBehalfForm, body)
    if (errors.length) return this.page(id, { values, errors }, 422)
    const approve = values.answer === 'approve'
    const answer = await this.answers.onBehalf(id, me, { approve, reason: values.reason }, key, this.clock.now())
    if (isRefusal(answer)) return this.page(id, { values, tooLate: true }, 409)
    return redirect(
      `/desk/bookings/${id}/approval`,
      approve ? 'The booking is approved.' : 'The booking is not approved, and its place is free.',
    )
  }

  @Post('asking')
  async ask(@Param('id') id: string, @Body() body: object, @RequestKey() key: string | undefined, @Me() me: Who) {
    const request = await this.request(id)
    const { personEmail } = request.booking
    const { values, errors } = readManager({ managerName: '', ...body }, personEmail, 'theirs')
    const approvers = values && approversOf(values, values, personEmail)
    if (errors.length || !approvers) return this.page(id, { asked: values, errors }, 422)
    const answer = await this.askAnew.run(id, me, approvers, key, this.clock.now())
    if (isRefusal(answer)) return this.page(id, { asked: values, tooLate: true }, 409)
    return redirect(`/desk/bookings/${id}/approval`, `${approvers.managerName} has been asked. Links sent before open nothing any more.`)
  }

  private async request(id: string): Promise<Request> {
    const request = isUuid(id) ? await requestOf(this.database, id, this.clock.now()) : null
    if (!request) throw new NotFoundException()
    return request
  }

  private async page(
    id: string,
    more: { values?: object; asked?: object | null; errors?: FieldError[]; tooLate?: boolean } = {},
    status = 200,
  ) {
    const { booking, approval, standing } = await this.request(id)
    const facts = {
      ...{ booking, approval, standing, answeredBy: answeredByName(approval), asked: approval },
      askedAt: longMoment(approval.askedAt),
      chasedAt: approval.chasedAt && longMoment(approval.chasedAt),
      until: longMoment(approval.runsOutAt),
      answeredAt: approval.answeredAt && longMoment(approval.answeredAt),
    }
    return view('modules/bookings/approval/views/approval-desk.njk', { ...facts, ...more }, status)
  }
}
