import { Controller, Get, NotFoundException, Param } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { Readable } from 'node:stream'
import { Access } from '../../../web/access.js'
import { StreamedDownload, view } from '../../../web/reply.js'
import { IMPORT_FILES } from '../import-files.js'
import { ExportRows } from './export-rows.js'
import { otherTables } from './other-tables.js'

const CSV = 'text/csv; charset=utf-8'

/** Everything the partnership has, to take away: its data are its own, and no product should keep them. */
@Controller('desk/export')
@Access('administrator')
export class ExportPages {
  constructor(
    private readonly database: DataSource,
    private readonly rows: ExportRows,
  ) {}

  @Get()
  async show() {
    const files = IMPORT_FILES.map(({ name, what }) => ({ name, what }))
    const tables = (await otherTables(this.database)).map(({ name }) => ({ name, words: name.replaceAll('_', ' ') }))
    return view('modules/imports/views/export.njk', { files, tables })
  }

  @Get('everything.xlsx')
  workbook() {
    return this.rows.workbook()
  }

  @Get('files/:name.csv')
  file(@Param('name') name: string) {
    return download(`${name}.csv`, this.rows.file(`${name}.csv`))
  }

  @Get('tables/:name.csv')
  async table(@Param('name') name: string) {
    return download(`${name}.csv`, await this.rows.table(name))
  }
}

function download(name: string, content: Readable | null): StreamedDownload {
  if (!content) throw new NotFoundException()
  return new StreamedDownload(CSV, content, name)
}
