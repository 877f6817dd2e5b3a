import { Body, Controller, Get, NotFoundException, Param, Post, UseInterceptors } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import type { FieldError } from '../../../web/forms.js'
import { redirect, UploadedContent, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { OneFile, Received, type ReceivedFile } from '../../uploads/one-file.reader.js'
import { PICTURES } from '../../uploads/rules/file-kind.js'
import { UploadsReader } from '../../uploads/uploads.reader.js'
import { UploadsWriter, uploadSentence } from '../../uploads/uploads.writer.js'
import { UUID } from '../learning.pages.js'
import { pictureNumber } from '../rules/pictures.js'
import { builtDraft } from './desk-facts.js'
import { KeepPicture } from './keep-picture.js'
import { ModulesQueries } from './modules.queries.js'
import { textOf } from './read-parts.js'

type Body = Record<string, unknown>
const LONGEST = 300

/** The pictures of a module: uploaded with words that say what they show, then written into its pages as `picture:1`. */
@Controller('desk/e-learning/modules/:id/pictures')
@Access('administrator')
export class PicturesDeskPages {
  constructor(
    private readonly modules: ModulesQueries,
    private readonly pictures: KeepPicture,
    private readonly uploads: UploadsReader,
    private readonly judging: UploadsWriter,
    private readonly clock: Clock,
  ) {}

  @Get()
  list(@Param('id', UUID) id: string) {
    return this.page(id)
  }

  @Post()
  @UseInterceptors(OneFile)
  async add(
    @Param('id', UUID) id: string,
    @Body() body: Body,
    @Received() received: ReceivedFile,
    @RequestKey() key: string | undefined,
    @Me() me: Who,
  ) {
    const alt = textOf(body, 'alt').replace(/\s+/g, ' ')
    const file = await this.judging.judge(received, PICTURES)
    const errors = altErrors(alt)
    if (isRefusal(file)) return this.page(id, [...errors, { field: 'file', message: uploadSentence(file) }], { alt })
    if (errors.length) return this.page(id, errors, { alt, again: true })
    const answer = await this.pictures.add(id, file, alt, { personId: me.id, key }, this.clock.now())
    if (isRefusal(answer)) throw new NotFoundException()
    return redirect(
      `/desk/e-learning/modules/${id}/pictures`,
      `It is picture ${answer.number}. Write its line into a page to show it there.`,
    )
  }

  @Get(':number')
  async show(@Param('id', UUID) id: string, @Param('number') text: string) {
    const number = pictureNumber(`picture:${text}`)
    const uploadId = number && (await this.modules.pictureFile(id, number))
    const file = uploadId ? await this.uploads.open(uploadId) : null
    if (!file) throw new NotFoundException()
    return new UploadedContent(file, 'picture')
  }

  @Post(':number/removal')
  async remove(@Param('id', UUID) id: string, @Param('number') text: string) {
    const number = pictureNumber(`picture:${text}`)
    if (number === null) throw new NotFoundException()
    const refused = await this.pictures.remove(id, number)
    if (refused)
      return this.page(id, [
        { field: 'pictures', message: `Picture ${number} is shown by a page, or by a version that somebody learns with` },
      ])
    return redirect(`/desk/e-learning/modules/${id}/pictures`, `Picture ${number} is removed.`)
  }

  private async page(id: string, errors: FieldError[] = [], values: object = {}) {
    const module = await builtDraft(this.modules, id)
    return view('modules/elearning/authoring/views/pictures.njk', { module, values, errors }, errors.length ? 422 : 200)
  }
}

function altErrors(alt: string): FieldError[] {
  if (alt === '') return [{ field: 'alt', message: 'Say what the picture shows, for those who do not see it' }]
  return alt.length > LONGEST ? [{ field: 'alt', message: `Use ${LONGEST} characters or fewer` }] : []
}
