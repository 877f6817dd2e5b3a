import { Controller, Get } from '@nestjs/common'
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger'
import { Access } from '../../../web/access.js'
import { FormsQueries } from './forms.queries.js'

@ApiTags('Evaluation')
@ApiBearerAuth()
@Controller('api/v1/evaluation/forms')
@Access('administrator')
export class FormsApi {
  constructor(private readonly forms: FormsQueries) {}

  /**
   * The forms that are in use, each with its newest version: what is asked at each stage (`pre`, `post`, `impact`, `manager`), by default or
   * of one course. A question keeps its key over all versions; scales of one `measure` are paired over the stages.
   */
  @Get()
  async list() {
    return { items: await this.forms.inUse() }
  }
}
