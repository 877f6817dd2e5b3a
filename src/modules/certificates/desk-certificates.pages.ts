import { Body, Controller, Get, NotFoundException, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm, type FieldError } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { CertificateFiles } from './certificate-files.js'
import { listed } from './certificate-view.js'
import { certificateSentence } from './certificates.messages.js'
import { CertificatesQueries } from './certificates.queries.js'
import { NameForm, NameShownForm } from './forms/certificate.forms.js'
import { MakeATranscript } from './make-a-transcript.js'
import { Names } from './names.js'

const Id = () => Param('id', new ParseUUIDPipe({ exceptionFactory: () => new NotFoundException() }))

/** A person's certificates at the desk: the list, their name put right, their record as a signed file. */
@Controller('desk/people/:id')
@Access('administrator')
export class DeskCertificatesPages {
  constructor(
    private readonly queries: CertificatesQueries,
    private readonly files: CertificateFiles,
    private readonly names: Names,
    private readonly make: MakeATranscript,
    private readonly clock: Clock,
  ) {}

  @Get('certificates')
  list(@Id() id: string) {
    return this.page(id)
  }

  @Post('name')
  async correct(@Id() id: string, @Me() me: Who, @Body() body: unknown) {
    const { values, errors } = readForm(NameForm, body)
    if (errors.length) return this.page(id, values, errors)
    const count = await this.names.correct(id, values.name, me.id, this.clock.now())
    if (isRefusal(count)) {
      if (count.refused === 'not-found') throw new NotFoundException()
      return this.page(id, values, [{ field: 'name', message: certificateSentence(count) }])
    }
    return redirect(`/desk/people/${id}/certificates`, `The name is put right${issuedAnew(count)}`)
  }

  @Post('transcripts')
  async sign(@Id() id: string, @Me() me: Who, @Body() body: unknown) {
    const { values, errors } = readForm(NameShownForm, body)
    if (errors.length) return this.page(id, {}, errors)
    const made = await this.make.run(id, values.shown === 'name', me.id, this.clock.now())
    if (!isRefusal(made)) return redirect(`/desk/people/${id}/certificates`, `The training record is signed: ${made.number}.`)
    if (made.refused === 'not-found') throw new NotFoundException()
    return this.page(id, {}, [{ field: 'shown', message: certificateSentence(made) }])
  }

  @Get('transcripts/:number/transcript.pdf')
  async transcript(@Id() id: string, @Param('number') number: string) {
    const row = await this.queries.transcript(number)
    if (row?.personId !== id || row.closedAt) throw new NotFoundException()
    return this.files.ofTranscript(row, (await this.queries.person(id))?.spelling ?? null)
  }

  private async page(id: string, values: object = {}, errors: FieldError[] = []) {
    const person = await this.queries.person(id)
    if (!person) throw new NotFoundException()
    const [certificates, transcripts, waiting] = await Promise.all([
      this.queries.ofPerson(id),
      this.queries.transcriptsOf(id),
      this.queries.waitingOf(id),
    ])
    const now = this.clock.now()
    const facts = {
      person,
      certificates: certificates.map(row => listed(row, now)),
      transcripts,
      waiting,
      missing: this.files.missingOf(person.name),
    }
    return view('modules/certificates/views/desk-certificates.njk', { ...facts, values, errors }, errors.length ? 422 : 200)
  }
}

/** Only what is issued anew is told to the person, by its mail. */
function issuedAnew(count: number): string {
  if (count === 0) return '. No certificate carried another.'
  return `, and ${count === 1 ? '1 certificate is' : `${count} certificates are`} issued anew. The person is told.`
}
