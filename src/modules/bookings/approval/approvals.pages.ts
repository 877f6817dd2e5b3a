import { Body, Controller, Get, Header, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../../shared/clock.js'
import { longMoment } from '../../../shared/dates.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access } from '../../../web/access.js'
import { readForm, type FieldError } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { freeUntil, lateCosts } from '../cancellation-quote.js'
import { AnswerAnApproval } from './answer-an-approval.js'
import { answeredByName, linkOf, requestOf } from './approval.queries.js'
import { RefusalForm } from './forms/answer.form.js'

/** Kept out of caches, search engines, and the addresses that other sites are told. */
const Secret = () => (target: object, name: string, descriptor: PropertyDescriptor) => {
  for (const [header, value] of Object.entries(HEADERS)) Header(header, value)(target, name, descriptor)
}
const HEADERS = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex, nofollow' }

/** What the link in a manager's mail opens: who asks for which place, and two buttons. Opening it changes nothing, for mail scanners do. */
@Controller('approvals/:secret')
@Access('anyone')
export class ApprovalsPages {
  constructor(
    private readonly database: DataSource,
    private readonly answer: AnswerAnApproval,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Secret()
  show(@Param('secret') secret: string) {
    return this.page(secret)
  }

  @Post('approval')
  @Secret()
  async approve(@Param('secret') secret: string) {
    const answer = await this.answer.byLink(secret, { approve: true, reason: '' }, this.clock.now())
    return isRefusal(answer) ? this.page(secret, { tooLate: true }, 409) : redirect(`/approvals/${secret}`)
  }

  @Post('refusal')
  @Secret()
  async refuse(@Param('secret') secret: string, @Body() body: object) {
    const { values, errors } = readForm(RefusalForm, body)
    if (errors.length) return this.page(secret, { values, errors }, 422)
    const answer = await this.answer.byLink(secret, { approve: false, reason: values.reason }, this.clock.now())
    return isRefusal(answer) ? this.page(secret, { tooLate: true }, 409) : redirect(`/approvals/${secret}`)
  }

  private async page(secret: string, more: { values?: RefusalForm; errors?: FieldError[]; tooLate?: boolean } = {}, status = 200) {
    const link = await linkOf(this.database, secret)
    const request = link && (await requestOf(this.database, link.bookingId, this.clock.now()))
    if (!link || !request) throw new NotFoundException()
    const { booking, approval, standing } = request
    const facts = {
      ...{ secret, booking, approval, standing, whose: link.whose, answeredBy: answeredByName(approval) },
      toName: link.whose === 'manager' ? approval.managerName : approval.deputyName,
      until: longMoment(approval.runsOutAt),
      answeredAt: approval.answeredAt && longMoment(approval.answeredAt),
      deadline: freeUntil(booking),
      costs: lateCosts(booking),
    }
    // Nobody is told of a fault where somebody has answered already: the page shows what was answered.
    const errors = standing === 'open' ? more.errors : undefined
    return view('modules/bookings/approval/views/approval.njk', { ...facts, ...more, errors }, status)
  }
}
