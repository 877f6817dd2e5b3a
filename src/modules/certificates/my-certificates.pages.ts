import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm, type FieldError } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { CertificateFiles } from './certificate-files.js'
import { listed, sheetOf } from './certificate-view.js'
import { certificateSentence } from './certificates.messages.js'
import { CertificatesQueries } from './certificates.queries.js'
import { NameForm, NameShownForm } from './forms/certificate.forms.js'
import { Names } from './names.js'
import { PublicCheck } from './public-check.js'
import { ShowTheName } from './show-the-name.js'

/** One's own certificates: the list, each as a page that prints and as a file, who sees the name, and the name itself. */
@Controller('my-certificates')
@Access('delegate')
export class MyCertificatesPages {
  constructor(
    private readonly queries: CertificatesQueries,
    private readonly files: CertificateFiles,
    private readonly checks: PublicCheck,
    private readonly names: Names,
    private readonly clock: Clock,
  ) {}

  @Get()
  list(@Me() me: Who) {
    return this.page(me)
  }

  @Post('reissue')
  async reissue(@Me() me: Who) {
    const count = await this.names.reissue(me.id, me.id, this.clock.now())
    const said = count === 1 ? 'Your certificate is issued anew' : `${count} certificates are issued anew`
    return redirect(
      '/my-certificates',
      count === 0 ? 'All your certificates carry your name as it is.' : `${said}, in the name of ${me.name}.`,
    )
  }

  @Post('spelling')
  async spell(@Me() me: Who, @Body() body: unknown) {
    const { values, errors } = readForm(NameForm, body)
    if (errors.length) return this.page(me, values, errors)
    const refused = await this.names.spell(me.id, values.name, name => this.files.missingOf(name).length === 0, this.clock.now())
    if (refused) return this.page(me, values, [{ field: 'name', message: certificateSentence(refused) }])
    return redirect('/my-certificates', 'Your files now carry this spelling.')
  }

  @Get(':number')
  async show(@Me() me: Who, @Param('number') number: string) {
    const row = await this.own(me, number)
    const data = { certificate: sheetOf(row, this.checks.addressOf(row.number), this.clock.now()), missing: this.files.missingOf(row.name) }
    return view('modules/certificates/views/certificate.njk', data)
  }

  @Get(':number/certificate.pdf')
  async file(@Me() me: Who, @Param('number') number: string) {
    const row = await this.own(me, number)
    // A file would look as if it counted.
    if (row.withdrawnAt || row.recordGone) throw new NotFoundException()
    return this.files.ofCertificate(row)
  }

  private async own(me: Who, number: string) {
    const row = await this.queries.byNumber(number)
    if (row?.personId !== me.id) throw new NotFoundException()
    return row
  }

  private async page(me: Who, values: object = {}, errors: FieldError[] = []) {
    const [certificates, transcripts, waiting, person] = await Promise.all([
      this.queries.ofPerson(me.id),
      this.queries.transcriptsOf(me.id),
      this.queries.waitingOf(me.id),
      this.queries.person(me.id),
    ])
    const all = certificates.map(row => listed(row, this.clock.now()))
    const facts = {
      certificates: all,
      transcripts,
      waiting,
      name: me.name,
      spelling: person!.spelling,
      missing: this.files.missingOf(me.name),
    }
    const others = all.filter(one => one.otherName)
    return view('modules/certificates/views/my-certificates.njk', { ...facts, others, values, errors }, errors.length ? 422 : 200)
  }
}

/** Who sees the name of a certificate: apart, because it changes something that is nobody else's to change. */
@Controller('my-certificates')
@Access('delegate')
export class NameShownPages {
  constructor(private readonly show: ShowTheName) {}

  @Post(':number/name-shown')
  async change(@Me() me: Who, @Param('number') number: string, @Body() body: unknown) {
    const { values, errors } = readForm(NameShownForm, body)
    if (errors.length === 0 && !(await this.show.run(number, me.id, values.shown === 'name'))) throw new NotFoundException()
    const said =
      values.shown === 'name'
        ? 'Whoever checks this certificate sees your whole name.'
        : 'Whoever checks this certificate sees your initials only.'
    return redirect(`/my-certificates/${encodeURIComponent(number)}`, errors.length ? 'Nothing was changed: choose what is shown.' : said)
  }
}
