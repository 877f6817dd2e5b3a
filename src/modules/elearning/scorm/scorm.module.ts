import { Module } from '@nestjs/common'
import { MulterModule } from '@nestjs/platform-express'
import { SETTINGS, type Settings } from '../../../config/settings.js'
import { UploadStorage } from '../../../web/upload-storage.js'
import { ElearningModule } from '../elearning.module.js'
import { ContentOrigin } from './content.reader.js'
import { KeepProgress } from './keep-progress.js'
import { LaunchToken } from './launch-token.js'
import { LaunchesApi } from './launches.api.js'
import { OpenItem } from './open-item.js'
import { PackageFiles } from './package-files.js'
import { PackageQueries } from './package.queries.js'
import { PackagesApi } from './packages.api.js'
import { PackagesPages } from './packages.pages.js'
import { PlayerPages } from './player.pages.js'
import { PlayerQueries } from './player.queries.js'
import { ProgressDoor } from './progress-door.writer.js'
import { PublishPackage } from './publish-package.js'
import { LIMITS } from './reading/limits.js'
import { ReceivePackage } from './receive-package.js'
import { Manifests } from './scorm-content.js'
import { StorePackage } from './store-package.js'

const storageOf = ({ dataDir }: Settings) => new UploadStorage(dataDir, LIMITS.uploaded)

@Module({
  imports: [
    ElearningModule,
    MulterModule.registerAsync({
      inject: [SETTINGS],
      // Twice the limit is where we stop listening; up to it the answer is a sentence.
      useFactory: (settings: Settings) => ({
        storage: storageOf(settings),
        limits: { fileSize: LIMITS.uploaded * 2, files: 1, fields: 10, fieldSize: 10_000, parts: 12 },
      }),
    }),
  ],
  controllers: [PackagesApi, PackagesPages, PlayerPages, LaunchesApi],
  providers: [
    { provide: UploadStorage, inject: [SETTINGS], useFactory: storageOf },
    ContentOrigin,
    KeepProgress,
    LaunchToken,
    Manifests,
    OpenItem,
    PackageFiles,
    PackageQueries,
    PlayerQueries,
    ProgressDoor,
    PublishPackage,
    ReceivePackage,
    StorePackage,
  ],
})
export class ScormModule {}
