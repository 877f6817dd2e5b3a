import { Body, Controller, NotFoundException, Param, Post, UseInterceptors } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import type { FieldError } from '../../../web/forms.js'
import { redirect } from '../../../web/reply.js'
import { OneFile, Received, type ReceivedFile } from '../../uploads/one-file.reader.js'
import { CERTIFICATES } from '../../uploads/rules/file-kind.js'
import { type GoodFile, UploadsWriter, uploadSentence } from '../../uploads/uploads.writer.js'
import { textOf } from '../authoring/read-parts.js'
import { elearningSentence } from '../elearning.messages.js'
import { elsewherePage, UUID } from '../learning.pages.js'
import { type Learning, LearningQueries } from '../learning.queries.js'
import type { ElsewhereContent } from '../rules/built-content.js'
import { DeclareItDone } from './declare-it-done.js'

const FIELDS: Record<string, string> = { 'not-declared': 'declared', 'file-missing': 'file', 'waiting-already': 'file' }

/** The declaration that a module was completed on another site, with its certificate where one is wanted. */
@Controller('learning/:id/declaration')
@Access('delegate')
export class DeclarationPages {
  constructor(
    private readonly learning: LearningQueries,
    private readonly declaring: DeclareItDone,
    private readonly uploads: UploadsWriter,
    private readonly clock: Clock,
  ) {}

  @Post()
  @UseInterceptors(OneFile)
  async declare(@Param('id', UUID) id: string, @Body() body: Record<string, unknown>, @Received() received: ReceivedFile, @Me() me: Who) {
    const mine = await this.mine(id, me)
    const values = { on: textOf(body, 'on'), declared: textOf(body, 'declared') === 'yes' }
    const wanted = mine.kind === 'elsewhere' && (mine.content as ElsewhereContent).certificate && !mine.completedAt
    const file = wanted ? await this.uploads.judge(received, CERTIFICATES) : null
    const good: GoodFile | null = file && !isRefusal(file) ? file : null
    const refused = await this.declaring.run({ personId: me.id, enrolmentId: id, ...values, file: good }, this.clock.now())
    if (!refused) return wanted ? redirect(`/learning/${id}`, 'Your certificate is handed in.') : redirect(`/learning/${id}/done`)
    if (refused.refused === 'not-found') throw new NotFoundException()
    const errors: FieldError[] = []
    if (refused.refused !== 'file-missing') errors.push({ field: FIELDS[refused.refused] ?? 'on', message: elearningSentence(refused) })
    if (isRefusal(file)) errors.push({ field: 'file', message: uploadSentence(file) })
    return elsewherePage(mine, { ...values, again: good !== null }, errors)
  }

  private async mine(id: string, me: Who): Promise<Learning> {
    const mine = await this.learning.mine(id, me.id)
    if (!mine) throw new NotFoundException()
    return mine
  }
}
