import { Body, Controller, Get, HttpCode, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { longMoment } from '../../shared/dates.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm, type FieldError } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { RequestKey } from '../../web/request-key.js'
import { AnswerAReturn } from './answer-a-return.js'
import { ContactForm } from './forms/contact.form.js'
import { KeepAReturn } from './keep-a-return.js'
import { sheetOf } from './returns.queries.js'
import { keptSentence } from './returns.messages.js'
import { answeredPage, sheetPage, typedAnswers } from './sheet-page.js'

const LONGEST_REASON = 500

/** One agency's return at the desk: who answers, filling it in for them on the telephone, giving it back. */
@Controller('desk/returns/:year/:agency')
@Access('administrator')
export class AgencyReturnDeskPages {
  constructor(
    private readonly database: DataSource,
    private readonly keeping: KeepAReturn,
    private readonly answering: AnswerAReturn,
    private readonly clock: Clock,
  ) {}

  @Get()
  show(@Param('year') year: string, @Param('agency') agencyKey: string) {
    return this.page(year, agencyKey)
  }

  @Post('contact')
  async contact(
    @Param('year') year: string,
    @Param('agency') agencyKey: string,
    @Body() body: { version?: unknown },
    @RequestKey() key: string | undefined,
    @Me() me: Who,
  ) {
    const { values, errors } = readForm(ContactForm, body)
    if (errors.length) return this.page(year, agencyKey, { contact: values, errors }, 422)
    const contact = { ...values, version: Number(body.version) }
    const kept = await this.keeping.contact({ year, agencyKey }, contact, { personId: me.id, key }, this.clock.now())
    if (isRefusal(kept)) return this.refused(year, agencyKey, kept.refused, { contact: values })
    return redirect(`/desk/returns/${year}/${agencyKey}`, `${values.name} answers for the agency.`)
  }

  @Post('giving-back')
  async giveBack(
    @Param('year') year: string,
    @Param('agency') agencyKey: string,
    @Body() body: { why?: unknown },
    @RequestKey() key: string | undefined,
    @Me() me: Who,
  ) {
    const why = typeof body.why === 'string' ? body.why.trim() : ''
    const message = why === '' ? 'Say what is to be put right' : why.length > LONGEST_REASON && `Use ${LONGEST_REASON} characters or fewer`
    if (message) return this.page(year, agencyKey, { why, errors: [{ field: 'why', message }] }, 422)
    const kept = await this.keeping.giveBack({ year, agencyKey }, why, { personId: me.id, key }, this.clock.now())
    if (isRefusal(kept)) return this.refused(year, agencyKey, kept.refused, { why })
    return redirect(`/desk/returns/${year}/${agencyKey}`, 'The return is given back.')
  }

  /** The form as the agency sees it. */
  @Get('answers')
  async answers(@Param('year') year: string, @Param('agency') agencyKey: string, @Me() me: Who) {
    return sheetPage(await this.sheet(year, agencyKey), placeOf(year, agencyKey, me))
  }

  @Post('answers')
  @HttpCode(200)
  async answer(@Param('year') year: string, @Param('agency') agencyKey: string, @Body() body: Record<string, unknown>, @Me() me: Who) {
    const typed = typedAnswers(body)
    const answered = await this.answering.run({ year, agencyKey }, typed, this.clock.now())
    if ('refused' in answered && answered.refused === 'not-found') throw new NotFoundException()
    const sheet = await this.sheet(year, agencyKey)
    return answeredPage(answered, typed, placeOf(year, agencyKey, me), sheet)
  }

  private refused(year: string, agencyKey: string, code: Parameters<typeof keptSentence>[0], typed: object) {
    if (code === 'not-found') throw new NotFoundException()
    return this.page(year, agencyKey, { ...typed, refused: keptSentence(code) }, 409)
  }

  private async page(year: string, agencyKey: string, more: { errors?: FieldError[] } & Record<string, unknown> = {}, status = 200) {
    const sheet = await this.sheet(year, agencyKey)
    const contact = { name: sheet.contactName, email: sheet.contactEmail }
    const when = (at: Date | null) => at && longMoment(at)
    const times = { askedAt: when(sheet.askedAt), nextAt: when(sheet.nextAt), sentAt: when(sheet.sentAt) }
    return view('modules/returns/views/agency.njk', { sheet, contact, ...times, ...more }, status)
  }

  private async sheet(year: string, agencyKey: string) {
    const sheet = await sheetOf(this.database, { year, agencyKey })
    if (!sheet) throw new NotFoundException()
    return sheet
  }
}

const placeOf = (year: string, agencyKey: string, { name }: Who) => ({
  path: `/desk/returns/${year}/${agencyKey}/answers`,
  who: 'desk' as const,
  by: name,
})
