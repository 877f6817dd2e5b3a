import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { ApiBody, ApiTags } from '@nestjs/swagger'
import { Clock } from '../../../shared/clock.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access } from '../../../web/access.js'
import { Problem, refusalProblem } from '../../../web/problem.js'
import { readSent } from './forms.js'
import { KeepProgress, type KeepCode } from './keep-progress.js'

const STATUS: Record<KeepCode, number> = { 'no-such-launch': 404, 'launch-over': 409, 'data-invalid': 422 }
const SENTENCES: Record<KeepCode, string> = {
  'no-such-launch': 'This window was not opened by us, or its item is gone.',
  'launch-over': 'This course was closed, or the window was opened more than 30 days ago. Open it again from My learning.',
  'data-invalid': 'The package has stored something that its standard does not allow.',
}
const BODY = {
  type: 'object',
  required: ['launch', 'sequence', 'ended', 'seconds', 'cmi'],
  properties: {
    launch: { type: 'string' },
    sequence: { type: 'integer' },
    ended: { type: 'boolean' },
    finished: { type: 'boolean' },
    seconds: { type: 'number' },
    cmi: { type: 'object', additionalProperties: { type: 'string' } },
  },
}

/**
 * Where the windows of packages store what is learned in them. The launch they were opened with says whose it is: it can be used for
 * nothing else, and still stands when its learner has been signed out meanwhile.
 */
@ApiTags('E-learning')
@Controller('api/v1/elearning/progress')
@Access('anyone')
export class LaunchesApi {
  constructor(
    private readonly keep: KeepProgress,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiBody({ schema: BODY })
  async store(@Body() body: unknown) {
    const sent = readSent(body)
    if (!sent) throw new Problem(422, 'fields-invalid', 'Send launch, sequence, ended, seconds and cmi.')
    const answer = await this.keep.run(sent, this.clock.now())
    if (isRefusal(answer)) throw refusalProblem(answer, SENTENCES[answer.refused], STATUS[answer.refused])
    return answer
  }
}
