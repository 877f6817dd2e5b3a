import { Controller, Get, NotFoundException, Param } from '@nestjs/common'
import { Access, Me, type Who } from '../../../web/access.js'
import { UploadedContent } from '../../../web/reply.js'
import { UploadsReader } from '../../uploads/uploads.reader.js'
import { UUID } from '../learning.pages.js'
import { EvidenceQueries } from './evidence.queries.js'
import { maySee } from './rules/evidence.js'

/** The file of a piece of evidence, as a download, for its person and for those who decide on it. */
@Controller('evidence/:id/file')
@Access('delegate')
export class EvidenceFilePages {
  constructor(
    private readonly evidence: EvidenceQueries,
    private readonly uploads: UploadsReader,
  ) {}

  @Get()
  async download(@Param('id', UUID) id: string, @Me() me: Who) {
    const one = await this.evidence.one(id)
    const file = one?.uploadId && maySee(me, one) ? await this.uploads.open(one.uploadId) : null
    if (!file) throw new NotFoundException()
    return new UploadedContent(file, 'download')
  }
}
