import { Module } from '@nestjs/common'
import { MulterModule } from '@nestjs/platform-express'
import { SETTINGS, type Settings } from '../../../config/settings.js'
import { ElearningModule } from '../elearning.module.js'
import { PackageQueries } from './package.queries.js'
import { PackageStorage } from './package-upload.js'
import { PackagesApi } from './packages.api.js'
import { PackagesPages } from './packages.pages.js'
import { PublishPackage } from './publish-package.js'
import { LIMITS } from './reading/limits.js'
import { ReceivePackage } from './receive-package.js'
import { StorePackage } from './store-package.js'

const storageOf = ({ dataDir }: Settings) => new PackageStorage(dataDir)

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
  controllers: [PackagesApi, PackagesPages],
  providers: [
    { provide: PackageStorage, inject: [SETTINGS], useFactory: storageOf },
    PackageQueries,
    PublishPackage,
    ReceivePackage,
    StorePackage,
  ],
})
export class ScormModule {}
