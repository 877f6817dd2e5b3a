import { Body, Controller, Get, NotFoundException, Param, Post, Query, UseInterceptors } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { londonDate } from '../../../shared/dates.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import type { FieldError } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { OneFile, Received, type ReceivedFile } from '../../uploads/one-file.reader.js'
import { CERTIFICATES } from '../../uploads/rules/file-kind.js'
import { UploadsWriter, uploadSentence } from '../../uploads/uploads.writer.js'
import { textOf } from '../authoring/read-parts.js'
import { UUID } from '../learning.pages.js'
import { evidenceFacts } from './evidence-facts.js'
import { evidenceError } from './evidence.messages.js'
import { EvidenceQueries } from './evidence.queries.js'
import { HandIn } from './hand-in.js'
import { wrongWithEvidence } from './rules/evidence.js'
import { TakeBack } from './take-back.js'

type Body = Record<string, unknown>

/** One's own evidence of learning from elsewhere: handing it in, seeing where it stands, taking it back. */
@Controller('my-learning/evidence')
@Access('delegate')
export class MyEvidencePages {
  constructor(
    private readonly evidence: EvidenceQueries,
    private readonly handIn: HandIn,
    private readonly takeBack: TakeBack,
    private readonly uploads: UploadsWriter,
    private readonly clock: Clock,
  ) {}

  @Get('new')
  form(@Query('course') course: unknown) {
    return this.formPage({ course })
  }

  @Post()
  @UseInterceptors(OneFile)
  async send(@Body() body: Body, @Received() received: ReceivedFile, @RequestKey() key: string | undefined, @Me() me: Who) {
    const now = this.clock.now()
    const typed = { completedOn: textOf(body, 'completedOn'), provider: textOf(body, 'provider'), words: textOf(body, 'words') }
    const values = { ...typed, course: textOf(body, 'course') }
    const file = await this.uploads.judge(received, CERTIFICATES)
    const errors = wrongWithEvidence(typed, londonDate(now)).map(evidenceError)
    if (values.course === '') errors.unshift(evidenceError({ field: 'course', code: 'course-missing' }))
    if (isRefusal(file)) return this.formPage(values, [...errors, { field: 'file', message: uploadSentence(file) }])
    if (errors.length) return this.formPage(values, errors, true)
    const answer = await this.handIn.run(values, file, { personId: me.id, key }, now)
    if (!isRefusal(answer))
      return redirect(`/my-learning/evidence/${answer.id}`, 'Your evidence is handed in. You get a mail when it is decided.')
    return this.formPage(values, [evidenceError({ field: 'course', code: answer.refused })], true)
  }

  @Get(':id')
  async show(@Param('id', UUID) id: string, @Me() me: Who) {
    return view('modules/elearning/evidence/views/my-evidence.njk', { one: evidenceFacts(await this.mine(id, me)) })
  }

  @Post(':id/withdrawal')
  async withdraw(@Param('id', UUID) id: string, @Me() me: Who) {
    const refused = await this.takeBack.run(id, me.id)
    if (refused?.refused === 'not-found') throw new NotFoundException()
    const one = await this.mine(id, me)
    if (refused) return view('modules/elearning/evidence/views/my-evidence.njk', { one: evidenceFacts(one), tooLate: true }, 409)
    const back = one.enrolmentId ? `/learning/${one.enrolmentId}` : '/my-learning'
    return redirect(back, `Taken back: your evidence for ${one.courseTitle}. Its file is removed.`)
  }

  private async mine(id: string, me: Who) {
    const one = await this.evidence.one(id)
    if (one?.personId !== me.id) throw new NotFoundException()
    return one
  }

  /** `again`: the file was a good one, but browsers do not choose it again by themselves. */
  private async formPage(values: object, errors: FieldError[] = [], again = false) {
    const courses = await this.evidence.courses()
    const facts = { values, courses, errors, again, today: londonDate(this.clock.now()) }
    return view('modules/elearning/evidence/views/evidence-form.njk', facts, errors.length ? 422 : 200)
  }
}
