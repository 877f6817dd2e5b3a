import { Module } from '@nestjs/common'
import { FiguresApi } from './figures.api.js'
import { FiguresPages } from './figures.pages.js'
import { FiguresQueries } from './figures.queries.js'
import { ReportsReader } from './reports.reader.js'
import { RowsPages } from './rows.pages.js'
import { RowsQueries } from './rows.queries.js'

@Module({
  controllers: [FiguresPages, RowsPages, FiguresApi],
  providers: [FiguresQueries, RowsQueries, ReportsReader],
  exports: [ReportsReader],
})
export class ReportsModule {}
