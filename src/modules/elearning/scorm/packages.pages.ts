import {
  Body,
  Controller,
  Get,
  NotFoundException,
  Param,
  ParseUUIDPipe,
  Post,
  UploadedFile as Uploaded,
  UseInterceptors,
} from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { RequestKey } from '../../../web/request-key.js'
import { redirect, view } from '../../../web/reply.js'
import type { UploadedFile } from '../../../web/upload-storage.js'
import { PackageField } from './package-field.js'
import { PackageQueries } from './package.queries.js'
import { PublishPackage } from './publish-package.js'
import { ReceivePackage } from './receive-package.js'
import { packageSentence } from './scorm.messages.js'

const UUID = new ParseUUIDPipe({ errorHttpStatusCode: 404 })

/** Packages at the desk: upload one, see what it would open in which order, and publish it for a course. */
@Controller('desk/e-learning/packages')
@Access('administrator')
export class PackagesPages {
  constructor(
    private readonly packages: PackageQueries,
    private readonly receive: ReceivePackage,
    private readonly publishing: PublishPackage,
    private readonly clock: Clock,
  ) {}

  @Get()
  list() {
    return this.listPage([])
  }

  @Post()
  @UseInterceptors(PackageField)
  async upload(@Uploaded() file: UploadedFile | undefined, @RequestKey() key: string | undefined, @Me() me: Who) {
    const answer = await this.receive.run(file, { personId: me.id, key })
    if (isRefusal(answer)) return this.listPage([{ field: 'package', message: packageSentence(answer) }])
    return redirect(`/desk/e-learning/packages/${answer.id}`, 'The package is uploaded. Nobody sees it until you publish it.')
  }

  @Get(':id')
  open(@Param('id', UUID) id: string) {
    return this.onePage(id, [])
  }

  @Post(':id/publication')
  async publish(
    @Param('id', UUID) id: string,
    @Body() body: { course?: unknown } | undefined,
    @RequestKey() key: string | undefined,
    @Me() me: Who,
  ) {
    const course = typeof body?.course === 'string' ? body.course : ''
    const answer = await this.publishing.run(id, course, { personId: me.id, key }, this.clock.now())
    if (!isRefusal(answer)) return redirect(`/desk/e-learning/packages/${id}`, 'It is published. Whoever signs up from now on takes it.')
    if (answer.refused === 'not-found') throw new NotFoundException()
    return this.onePage(id, [{ field: 'course', message: 'Choose the course that is taken with this package' }])
  }

  private async listPage(errors: object[]) {
    const facts = { packages: await this.packages.all(), errors }
    return view('modules/elearning/scorm/views/packages.njk', facts, errors.length ? 422 : 200)
  }

  private async onePage(id: string, errors: object[]) {
    const [found, courses] = await Promise.all([this.packages.one(id), this.packages.courses()])
    if (!found) throw new NotFoundException()
    return view('modules/elearning/scorm/views/package.njk', { ...found, choices: courses, errors }, errors.length ? 422 : 200)
  }
}
