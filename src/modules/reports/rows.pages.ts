import { BadRequestException, Controller, Get, NotFoundException, Query } from '@nestjs/common'
import type { Period } from '../../shared/periods.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { askedPeriod } from './rules/asked.js'
import { FIGURES } from './rules/figures.js'
import { quarterParts } from './rules/period-parts.js'
import { periodTitle } from './rules/presets.js'
import { ROWS_PER_PAGE, RowsQueries } from './rows.queries.js'

type Asked = Record<string, unknown>

/** From a figure to the rows it was counted from: they name people, so they are the business unit's alone. */
@Controller('reports/rows')
@Access('administrator')
export class RowsPages {
  constructor(private readonly rows: RowsQueries) {}

  @Get()
  async list(@Query() asked: Asked) {
    const figure = FIGURES.find(({ key }) => key === asked.figure)
    const whole = askedPeriod(asked.from, asked.to)
    if (!figure) throw new NotFoundException()
    if (isRefusal(whole)) throw new BadRequestException()
    const period = withinQuarter(whole, asked.quarter)
    const group = { course: text(asked.course), agency: text(asked.agency), agencyGroup: text(asked['agency-group']) }
    const page = /^[1-9]\d{0,5}$/.test(String(asked.page)) ? Number(asked.page) : 1
    const { rows, total } = await this.rows.list({ figure: figure.key, period, ...group }, page)
    return view('modules/reports/views/rows.njk', {
      figure,
      title: periodTitle(period),
      whole,
      group: Object.values(group).find(value => value !== null) ?? '',
      rows,
      columns: { who: rows.some(row => row.who !== null), what: rows.some(row => row.what !== null) },
      total,
      page,
      pages: Math.ceil(total / ROWS_PER_PAGE),
      href: addressOf(asked),
    })
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function withinQuarter(period: Period, quarter: unknown): Period {
  return quarterParts(period).find(part => part.quarter === quarter) ?? period
}

/** The same address, ready for the number of another page. */
function addressOf(asked: Asked): string {
  const kept = Object.entries(asked).filter((one): one is [string, string] => typeof one[1] === 'string' && one[0] !== 'page')
  return `/reports/rows?${new URLSearchParams([...kept, ['page', '']]).toString()}`
}
