import { Module } from '@nestjs/common'
import { CoursesModule } from '../courses/courses.module.js'
import { UploadsModule } from '../uploads/uploads.module.js'
import { ImportDesk } from './desk/import-desk.js'
import { ImportPages } from './desk/import.pages.js'
import { RunImport } from './desk/run-import.js'
import { ExportRows } from './exporting/export-rows.js'
import { ExportPages } from './exporting/export.pages.js'

@Module({
  imports: [CoursesModule, UploadsModule],
  controllers: [ImportPages, ExportPages],
  providers: [ImportDesk, RunImport, ExportRows],
})
export class ImportsModule {}
