import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { longMoment, whenInWords } from '../../../shared/dates.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { type FieldError, readForm } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { ColleaguesReader } from '../../bookings/colleagues.reader.js'
import { ColleaguesWriter, isLeadRefusal } from '../../bookings/colleagues.writer.js'
import { agencyOf, noAgency } from '../asked.js'
import { MyAgencyQueries } from '../my-agency.queries.js'
import { ApproveForm } from './acting.form.js'

const NO_REASON: FieldError = { field: 'reason', message: 'Enter why you do not approve: your colleague is told' }

/** Requests that wait for a line manager, for a training lead of an agency that lets its leads answer. The first answer counts. */
@Controller('my-agency/approvals')
@Access('training lead')
export class ApprovalsForPages {
  constructor(
    private readonly queries: MyAgencyQueries,
    private readonly reader: ColleaguesReader,
    private readonly writer: ColleaguesWriter,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Me() me: Who) {
    if (me.agencyId === null) return noAgency()
    const now = this.clock.now()
    const [rows, hand] = await Promise.all([
      this.queries.requests(agencyOf(me), me.id, now),
      this.queries.forALead(agencyOf(me), me.id, now),
    ])
    return view('modules/agencies/views/approvals.njk', {
      mayAnswer: hand.approvals !== null,
      rows: rows.map(row => ({ ...row, when: whenInWords(row.startsAt, row.endsAt), until: longMoment(row.runsOutAt) })),
    })
  }

  @Get(':id')
  open(@Param('id') id: string, @Me() me: Who) {
    return this.page(id, me)
  }

  @Post(':id')
  async answer(@Param('id') id: string, @Body() body: object, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(ApproveForm, body)
    const approve = values.answer === 'approve'
    if (errors.length === 0 && !approve && values.reason === '') errors.push(NO_REASON)
    if (errors.length) return this.page(id, me, { values, errors }, 422)
    const answer = await this.writer.answer(me, { bookingId: id, approve, reason: values.reason }, key, this.clock.now())
    if (!isLeadRefusal(answer))
      return redirect('/my-agency/approvals', approve ? 'The place is approved.' : 'The place is not approved, and is free again.')
    if (answer.refused === 'not-found') throw new NotFoundException()
    return this.page(id, me, { values, tooLate: true }, 409)
  }

  private async page(id: string, me: Who, more: { values?: ApproveForm; errors?: FieldError[]; tooLate?: boolean } = {}, status = 200) {
    const request = await this.reader.request(me, id, this.clock.now())
    if (!request) throw new NotFoundException()
    const { booking, runsOutAt } = request
    const facts = { ...request, when: whenInWords(booking.startsAt, booking.endsAt), until: longMoment(runsOutAt) }
    const errors = request.standing === 'open' ? more.errors : undefined
    return view('modules/agencies/views/approval.njk', { ...facts, ...more, errors }, status)
  }
}
