import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm, type FieldError } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { CertificateFiles } from './certificate-files.js'
import { sheetOf } from './certificate-view.js'
import { certificateSentence } from './certificates.messages.js'
import { CertificatesQueries, type CertificateRow } from './certificates.queries.js'
import { WithdrawForm } from './forms/certificate.forms.js'
import { PublicCheck } from './public-check.js'
import { WithdrawACertificate } from './withdraw-a-certificate.js'

/** One certificate at the desk: seen, withdrawn, and given again. */
@Controller('desk/certificates/:number')
@Access('administrator')
export class DeskCertificatePages {
  constructor(
    private readonly queries: CertificatesQueries,
    private readonly files: CertificateFiles,
    private readonly checks: PublicCheck,
    private readonly withdrawing: WithdrawACertificate,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('number') number: string) {
    return this.page(await this.found(number))
  }

  @Get('certificate.pdf')
  async file(@Param('number') number: string) {
    const row = await this.found(number)
    if (row.withdrawnAt || row.recordGone) throw new NotFoundException()
    return this.files.ofCertificate(row)
  }

  @Post('withdrawal')
  async withdraw(@Param('number') number: string, @Me() me: Who, @Body() body: unknown) {
    const row = await this.found(number)
    const { values, errors } = readForm(WithdrawForm, body)
    if (errors.length) return this.page(row, values, errors)
    const refused = await this.withdrawing.withdraw(row.number, values.reason, me.id, this.clock.now())
    if (refused) return this.page(row, values, [{ field: 'reason', message: certificateSentence(refused) }])
    return redirect(`/desk/certificates/${row.number}`, 'The certificate is withdrawn, and its holder is told.')
  }

  @Post('again')
  async again(@Param('number') number: string, @Me() me: Who) {
    const row = await this.found(number)
    const issued = await this.withdrawing.again(row.number, me.id, this.clock.now())
    if (isRefusal(issued)) return redirect(`/desk/certificates/${row.number}`, `${certificateSentence(issued)}.`)
    return redirect(`/desk/certificates/${issued}`, `Issued anew in the place of ${row.number}. Its holder is told.`)
  }

  private async found(number: string): Promise<CertificateRow> {
    const row = await this.queries.byNumber(number)
    if (!row) throw new NotFoundException()
    return row
  }

  private page(row: CertificateRow, values: object = {}, errors: FieldError[] = []) {
    const certificate = sheetOf(row, this.checks.addressOf(row.number), this.clock.now())
    return view('modules/certificates/views/desk-certificate.njk', { certificate, values, errors }, errors.length ? 422 : 200)
  }
}
