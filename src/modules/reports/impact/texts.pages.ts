import { Controller, Get, Query } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { newSecret } from '../../../shared/secrets.js'
import { Access, holds, Me, type Who } from '../../../web/access.js'
import { Download, redirect, view } from '../../../web/reply.js'
import { STAGES } from '../../evaluation/rules/stage-settings.js'
import { FiguresQueries } from '../figures.queries.js'
import { impactReport } from '../rules/impact-report.js'
import { answersCsv } from './answers-csv.js'
import { chooseImpact, type AskedImpact, type ChosenImpact } from './ask-impact.js'
import { filteredBy, knownGroups } from './impact-tables.js'
import { ImpactQueries } from './impact.queries.js'
import { TextsQueries, TEXTS_PER_PAGE, type TextSearch } from './texts.queries.js'

const VIEW = 'modules/reports/views/impact-answers.njk'

/** What people wrote, to be read, searched and given themes. */
@Controller('reports/impact')
@Access('report reader', 'administrator')
export class TextsPages {
  constructor(
    private readonly texts: TextsQueries,
    private readonly impact: ImpactQueries,
    private readonly figures: FiguresQueries,
    private readonly clock: Clock,
  ) {}

  @Get('answers')
  async list(@Me() me: Who, @Query() asked: AskedImpact) {
    const chosen = await this.choose(me, asked)
    const search = searchOf(asked)
    if (!chosen.period) return view(VIEW, { ...chosen, search }, 422)
    const data = await this.impact.ofPeriod(chosen.period, this.clock.now())
    const shown = impactReport(data.rows, data.meta, { ...chosen, by: 'topic' }).texts
    const found = shown ? await this.texts.find(chosen.period, chosen.filter, search) : null
    return view(VIEW, {
      ...chosen,
      ...addressesOf(chosen, search),
      search,
      found,
      stages: STAGES,
      pages: Math.ceil((found?.total ?? 0) / TEXTS_PER_PAGE),
      filtered: filteredBy(chosen.filter, knownGroups(data)),
    })
  }

  /** Every answer without names, each for itself: too much could be read from few, so it is the business unit's alone. */
  @Get('answers.csv')
  @Access('administrator')
  async download(@Me() me: Who, @Query() asked: AskedImpact) {
    const { period, filter } = await this.choose(me, asked)
    if (!period) return redirect(`/reports/impact?${new URLSearchParams(asked as Record<string, string>).toString()}`)
    const answers = await this.texts.anonymous(period, filter, newSecret())
    return new Download('text/csv; charset=utf-8', answersCsv(answers), `answers-${period.from}-to-${period.to}.csv`)
  }

  private async choose(me: Who, asked: AskedImpact): Promise<ChosenImpact> {
    return chooseImpact(asked, await this.figures.span(), this.clock.now(), holds(me, 'administrator'))
  }
}

function searchOf({ q, theme, stage, quotable, page }: AskedImpact): TextSearch {
  const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : null)
  return {
    words: text(q) ?? '',
    theme: text(theme),
    stage: STAGES.find(one => one === stage) ?? null,
    quotable: quotable === 'yes',
    page: /^[1-9]\d{0,4}$/.test(String(page)) ? Number(page) : 1,
  }
}

/** Addresses with all that was chosen, ready for what may still be added. */
function addressesOf({ period, filter }: ChosenImpact, { words, theme, stage, quotable }: TextSearch) {
  const dates = { period: 'dates', from: period!.from, to: period!.to, ...filter }
  const found = {
    ...(words ? { q: words } : {}),
    ...(theme ? { theme } : {}),
    ...(stage ? { stage } : {}),
    ...(quotable ? { quotable: 'yes' } : {}),
  }
  return {
    kept: Object.entries(dates),
    back: `/reports/impact?${new URLSearchParams(dates).toString()}`,
    all: `/reports/impact/answers?${new URLSearchParams(dates).toString()}`,
    href: `/reports/impact/answers?${new URLSearchParams({ ...dates, ...found, page: '' }).toString()}`,
  }
}
