import { Controller, Post, UploadedFile as Uploaded, UseInterceptors } from '@nestjs/common'
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiHeader, ApiTags } from '@nestjs/swagger'
import { Access, Me, type Who } from '../../../web/access.js'
import { isRefusal } from '../../../shared/refusal.js'
import { refusalProblem } from '../../../web/problem.js'
import { RequestKey } from '../../../web/request-key.js'
import type { UploadedFile } from '../../../web/upload-storage.js'
import { ReceivePackage } from './receive-package.js'
import { PackageField } from './package-field.js'
import { packageSentence } from './scorm.messages.js'

const BODY = { type: 'object', required: ['package'], properties: { package: { type: 'string', format: 'binary' } } }

/** Packages, as a program brings them. */
@ApiTags('E-learning')
@ApiBearerAuth()
@Controller('api/v1/elearning/packages')
@Access('administrator')
export class PackagesApi {
  constructor(private readonly receive: ReceivePackage) {}

  @Post()
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: BODY })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @UseInterceptors(PackageField)
  async add(@Uploaded() file: UploadedFile | undefined, @RequestKey() key: string | undefined, @Me() me: Who) {
    const answer = await this.receive.run(file, { personId: me.id, key })
    if (isRefusal(answer)) throw refusalProblem(answer, packageSentence(answer), 422)
    const { id, standard, title, items, sequencing } = answer
    return { id, standard, title, items: items.map(item => ({ title: item.title, href: item.href })), sequencing }
  }
}
