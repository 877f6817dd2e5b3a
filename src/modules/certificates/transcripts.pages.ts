import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm } from '../../web/forms.js'
import { redirect } from '../../web/reply.js'
import { CertificateFiles } from './certificate-files.js'
import { certificateSentence } from './certificates.messages.js'
import { CertificatesQueries } from './certificates.queries.js'
import { NameShownForm } from './forms/certificate.forms.js'
import { MakeATranscript } from './make-a-transcript.js'

/** One's whole training record as a signed file. */
@Controller('my-certificates/transcripts')
@Access('delegate')
export class TranscriptsPages {
  constructor(
    private readonly make: MakeATranscript,
    private readonly queries: CertificatesQueries,
    private readonly files: CertificateFiles,
    private readonly clock: Clock,
  ) {}

  @Post()
  async sign(@Me() me: Who, @Body() body: unknown) {
    const { values, errors } = readForm(NameShownForm, body)
    if (errors.length) return redirect('/my-certificates#transcript', 'Nothing was made: choose what is shown.')
    const made = await this.make.run(me.id, values.shown === 'name', me.id, this.clock.now())
    if (isRefusal(made)) return redirect('/my-certificates', `${certificateSentence(made)}.`)
    return redirect('/my-certificates#transcript', `Your training record is signed: ${made.number}. Download it below.`)
  }

  @Get(':number/transcript.pdf')
  async file(@Me() me: Who, @Param('number') number: string) {
    const row = await this.queries.transcript(number)
    if (row?.personId !== me.id || row.closedAt) throw new NotFoundException()
    return this.files.ofTranscript(row, (await this.queries.person(me.id))?.spelling ?? null)
  }

  @Post(':number/closing')
  async close(@Me() me: Who, @Param('number') number: string) {
    if (!(await this.make.close(number, me.id, this.clock.now()))) throw new NotFoundException()
    return redirect('/my-certificates#transcript', `${number} can no longer be checked.`)
  }
}
