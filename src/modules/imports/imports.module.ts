import { Module } from '@nestjs/common'
import { ExportRows } from './exporting/export-rows.js'
import { ExportPages } from './exporting/export.pages.js'

@Module({
  controllers: [ExportPages],
  providers: [ExportRows],
})
export class ImportsModule {}
