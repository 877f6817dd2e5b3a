import { Module } from '@nestjs/common'
import { SETTINGS, type Settings } from '../../config/settings.js'
import { UploadStorage } from '../../web/upload-storage.js'
import { UploadsReader } from './uploads.reader.js'
import { UploadsWriter } from './uploads.writer.js'

const storageOf = ({ dataDir, uploadMostMb }: Settings) => new UploadStorage(dataDir, uploadMostMb * 1024 * 1024)

/** Certificates and pictures that people upload, kept in the database. */
@Module({
  providers: [{ provide: UploadStorage, inject: [SETTINGS], useFactory: storageOf }, UploadsReader, UploadsWriter],
  exports: [UploadStorage, UploadsReader, UploadsWriter],
})
export class UploadsModule {}
