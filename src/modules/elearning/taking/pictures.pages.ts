import { Controller, Get, NotFoundException, Param } from '@nestjs/common'
import { Access, Me, type Who } from '../../../web/access.js'
import { UploadedContent } from '../../../web/reply.js'
import { UploadsReader } from '../../uploads/uploads.reader.js'
import { LearningQueries } from '../learning.queries.js'
import { UUID } from '../learning.pages.js'
import { pictureNumber } from '../rules/pictures.js'

/** The pictures of the module that somebody learns with, for them alone. */
@Controller('learning/:id/pictures/:number')
@Access('delegate')
export class PicturesPages {
  constructor(
    private readonly learning: LearningQueries,
    private readonly uploads: UploadsReader,
  ) {}

  @Get()
  async show(@Param('id', UUID) id: string, @Param('number') text: string, @Me() me: Who) {
    const number = pictureNumber(`picture:${text}`)
    const uploadId = number && (await this.learning.pictureFile(id, me.id, number))
    const file = uploadId ? await this.uploads.open(uploadId) : null
    if (!file) throw new NotFoundException()
    return new UploadedContent(file, 'picture')
  }
}
