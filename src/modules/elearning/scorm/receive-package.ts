import { Inject, Injectable } from '@nestjs/common'
import type { RequestKey } from '../../../database/answered-request.js'
import { Clock } from '../../../shared/clock.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import { UploadStorage, type UploadedFile } from '../../../web/upload-storage.js'
import { LIMITS } from './reading/limits.js'
import type { PackageCode } from './reading/open-package.js'
import { StorePackage, type StoredPackage } from './store-package.js'

/** Takes an upload in: judges it, keeps it or refuses it, and leaves no file behind either way. */
@Injectable()
export class ReceivePackage {
  constructor(
    @Inject(UploadStorage) private readonly storage: UploadStorage,
    private readonly store: StorePackage,
    private readonly clock: Clock,
  ) {}

  async run(file: UploadedFile | undefined, sender: RequestKey): Promise<StoredPackage | Refusal<PackageCode>> {
    if (!file) return refuse('upload-missing')
    try {
      if (file.tooLarge) return refuse('upload-too-large', { most: LIMITS.uploaded })
      return await this.store.run({ path: file.path, filename: file.originalname, ...sender }, this.clock.now())
    } finally {
      await this.storage.remove(file)
    }
  }
}
