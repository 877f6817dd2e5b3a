import { Module } from '@nestjs/common'
import { SETTINGS, type Settings } from '../../config/settings.js'
import { UploadStorage } from '../../web/upload-storage.js'
import { CoursesModule } from '../courses/courses.module.js'
import { ImportDesk } from './desk/import-desk.js'
import { ImportPages } from './desk/import.pages.js'
import { RunImport } from './desk/run-import.js'
import { ExportRows } from './exporting/export-rows.js'
import { ExportPages } from './exporting/export.pages.js'

const MOST_BYTES = 50 * 1024 * 1024

// A year of bookings is larger than any certificate that people upload.
const storageOf = ({ dataDir }: Settings) => new UploadStorage(dataDir, MOST_BYTES)

@Module({
  imports: [CoursesModule],
  controllers: [ImportPages, ExportPages],
  providers: [{ provide: UploadStorage, inject: [SETTINGS], useFactory: storageOf }, ImportDesk, RunImport, ExportRows],
})
export class ImportsModule {}
