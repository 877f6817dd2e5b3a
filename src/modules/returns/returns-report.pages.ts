import { Controller, Get, NotFoundException, Param } from '@nestjs/common'
import { stringify } from 'csv-stringify/sync'
import { DataSource } from 'typeorm'
import { Access } from '../../web/access.js'
import { Download, view } from '../../web/reply.js'
import { workbook, type Cell } from '../../web/workbook.js'
import { sheets, yearOf, years, type AgencySheet } from './returns.queries.js'
import { percentOf } from './rules/sum.js'
import { sumOf } from './summed.js'

/** The sum of what agencies said of their own training, for readers: whole, by agency group, and each agency that sent. */
@Controller('reports/returns')
@Access('report reader', 'administrator')
export class ReturnsReportPages {
  constructor(private readonly database: DataSource) {}

  @Get()
  async newest() {
    const [newest] = await years(this.database)
    return newest ? this.page(newest.year) : view('modules/returns/views/report.njk', { all: [] })
  }

  @Get(':year.csv')
  async csv(@Param('year') year: string) {
    const rows = (await this.rows(year)).map(row => row.map(cell => cell ?? ''))
    return new Download('text/csv; charset=utf-8', stringify(rows, { escape_formulas: true }), `training-returns-${year}.csv`)
  }

  @Get(':year.xlsx')
  async workbook(@Param('year') year: string) {
    return workbook(`training-returns-${year}`, `Training returns ${year}`, await this.rows(year))
  }

  @Get(':year')
  show(@Param('year') year: string) {
    return this.page(year)
  }

  private async page(asked: string) {
    const [all, found] = await Promise.all([years(this.database), sheets(this.database, asked)])
    const year = all.find(one => one.year === asked)
    if (!year) throw new NotFoundException()
    const said = found.filter(one => one.sentAt && Object.keys(one.answers.words).length > 0)
    return view('modules/returns/views/report.njk', { all, year, ...sumOf(found, year.lines), sheets: found.filter(isAsked), said })
  }

  /** One row for each agency that was asked and each line; numbers only where the return has been sent. */
  private async rows(asked: string): Promise<Cell[][]> {
    const [year, found] = await Promise.all([yearOf(this.database, asked), sheets(this.database, asked)])
    if (!year) throw new NotFoundException()
    const head = ['year', 'agency', 'agency group', 'sent', 'line', 'people who need it', 'up to date', 'percent', 'trained by the agency']
    const rows = found.filter(isAsked).flatMap(sheet =>
      year.lines.map(({ key, words }): Cell[] => {
        const { need = 0, upToDate = 0, trained = 0 } = sheet.answers.lines[key] ?? {}
        const numbers = sheet.sentAt ? [need, upToDate, percentOf({ need, upToDate }), trained] : [null, null, null, null]
        return [asked, sheet.agency, sheet.group, sheet.sentAt ? 'yes' : 'no', words, ...numbers]
      }),
    )
    return [head, ...rows]
  }
}

const isAsked = ({ askedAt, sentAt }: AgencySheet): boolean => Boolean(askedAt ?? sentAt)
