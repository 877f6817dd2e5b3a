import { Body, Controller, Get, NotFoundException, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { londonDate } from '../../../shared/dates.js'
import { newId } from '../../../shared/ids.js'
import { financialYear, financialYearPeriod } from '../../../shared/periods.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, holds, Me, type Who } from '../../../web/access.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { ImpactWriter } from '../../evaluation/impact/impact.writer.js'
import { impactReport } from '../rules/impact-report.js'
import { themeSentence } from './impact.messages.js'
import { ImpactQueries } from './impact.queries.js'
import { TextsQueries, type WrittenText } from './texts.queries.js'

type Typed = Record<string, unknown>

/** One written answer: its themes, and whether it is quoted. */
@Controller('reports/impact/answers/:invitation/:question')
@Access('report reader', 'administrator')
export class OneTextPages {
  constructor(
    private readonly texts: TextsQueries,
    private readonly impact: ImpactQueries,
    private readonly writer: ImpactWriter,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Me() me: Who, @Param('invitation', ParseUUIDPipe) invitation: string, @Param('question') question: string) {
    return page(me, await this.text(me, invitation, question))
  }

  @Post('themes')
  async setThemes(
    @Me() me: Who,
    @Param('invitation', ParseUUIDPipe) invitation: string,
    @Param('question') question: string,
    @Body() body: Typed,
    @RequestKey() key: string | undefined,
  ) {
    const text = await this.text(me, invitation, question)
    const saved = await this.writer.setThemes(idOf(text), body.themes, { personId: me.id, key }, this.clock.now())
    if (isRefusal(saved)) return page(me, text, body, [{ field: 'themes', message: themeSentence(saved) }])
    return redirect(addressOf(text), 'The themes are saved.')
  }

  @Post('quote')
  @Access('administrator')
  async choose(
    @Me() me: Who,
    @Param('invitation', ParseUUIDPipe) invitation: string,
    @Param('question') question: string,
    @Body() body: Typed,
    @RequestKey() key: string | undefined,
  ) {
    const text = await this.text(me, invitation, question)
    const sender = { personId: me.id, key }
    if (body.drop === 'yes') {
      await this.writer.drop(idOf(text), sender)
      return redirect(addressOf(text), 'It is no longer chosen to be quoted.')
    }
    const saved = await this.writer.choose(idOf(text), body.quote, sender, this.clock.now())
    if (isRefusal(saved)) return page(me, text, body, [{ field: 'quote', message: themeSentence(saved) }])
    return redirect(addressOf(text), 'Chosen to be quoted, without the name.')
  }

  /** Outside the business unit an answer is there only where the list of its year is. */
  private async text(me: Who, invitationId: string, questionKey: string): Promise<WrittenText> {
    const text = await this.texts.one(invitationId, questionKey)
    if (!text) throw new NotFoundException()
    if (holds(me, 'administrator')) return text
    const { rows, meta } = await this.impact.ofPeriod(financialYearPeriod(financialYear(londonDate(text.startsAt))), this.clock.now())
    if (!impactReport(rows, meta, { filter: {}, by: 'topic', everything: false }).texts) throw new NotFoundException()
    return text
  }
}

const idOf = ({ invitationId, questionKey }: WrittenText) => ({ invitationId, questionKey })
const addressOf = ({ invitationId, questionKey }: WrittenText): string =>
  `/reports/impact/answers/${invitationId}/${encodeURIComponent(questionKey)}`

function page(me: Who, text: WrittenText, typed?: Typed, errors: { field: string; message: string }[] = []) {
  const textOf = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise)
  return view(
    'modules/reports/views/impact-answer.njk',
    {
      ...{
        text,
        errors,
        address: addressOf(text),
        everything: holds(me, 'administrator'),
        keys: { themes: newId(), quote: newId(), drop: newId() },
      },
      themes: textOf(typed?.themes, text.tags.join(', ')),
      quote: textOf(typed?.quote, text.quoted ?? text.words),
    },
    errors.length > 0 ? 422 : 200,
  )
}
