import { Controller, Get, Param, Query, Req } from '@nestjs/common'
import type { Request } from 'express'
import { Clock } from '../../shared/clock.js'
import { longDate } from '../../shared/dates.js'
import { Access } from '../../web/access.js'
import { Download, view } from '../../web/reply.js'
import { HOW, HOW_SHORT } from './certificate-words.js'
import { CertificatesQueries } from './certificates.queries.js'
import { certificateSentence } from './certificates.messages.js'
import { PublicCheck, type PublicCertificate, type PublicTranscript } from './public-check.js'
import { countsUntil, hoursInWords } from './rules/standing.js'

/** Where anybody checks a number: typed in, or by the code on the paper. */
@Controller('certificates')
@Access('anyone')
export class CheckPages {
  constructor(
    private readonly checks: PublicCheck,
    private readonly queries: CertificatesQueries,
    private readonly clock: Clock,
  ) {}

  @Get('check')
  form(@Query('number') number: unknown, @Req() request: Request) {
    return typeof number === 'string' ? this.answer(number.slice(0, 100), request) : view(PAGE, { number: '' })
  }

  @Get('check/:number')
  byCode(@Param('number') number: string, @Req() request: Request) {
    return this.answer(number.slice(0, 100), request)
  }

  /** The public halves of the keys, for whoever verifies a transcript without us. */
  @Get('keys.json')
  async keys() {
    const keys = await this.queries.keys()
    const items = keys.map(({ id, publicKey, madeAt }) => ({ id, algorithm: 'Ed25519', publicKey, madeAt: madeAt.toISOString() }))
    return new Download('application/json', JSON.stringify({ items }))
  }

  private async answer(number: string, request: Request) {
    const checked = await this.checks.check(number, request.ip ?? '', this.clock.now())
    if (checked.known === 'malformed') {
      const errors = [{ field: 'number', message: certificateSentence({ refused: 'number-malformed', facts: {} }) }]
      return view(PAGE, { number, errors }, 422)
    }
    if (checked.known === 'unknown') return view(PAGE, { number: checked.number, unknown: true }, 404)
    if (checked.known === 'certificate')
      return view(PAGE, { number: checked.certificate.number, certificate: certificateFacts(checked.certificate) })
    return view(PAGE, { number: checked.transcript.row.number, transcript: transcriptFacts(checked.transcript) })
  }
}

const PAGE = 'modules/certificates/views/check.njk'

function certificateFacts({ number, standing, holder, row }: PublicCertificate) {
  const spelt = row.nameShown && row.spelling ? ` (${row.spelling})` : ''
  return {
    ...{
      number,
      standing,
      holder: holder + spelt,
      course: row.courseTitle,
      level: row.level,
      how: HOW[row.how],
      partnership: row.partnership,
    },
    ...{
      completed: longDate(row.completedOn),
      counts: countsUntil(row.validUntil),
      issued: longDate(row.issuedAt),
      length: hoursInWords(row.minutes),
    },
    withdrawn: row.withdrawnAt && longDate(row.withdrawnAt),
    replaced: row.replacedBy !== null,
    erased: row.withdrawnWhy === 'erased',
    until: row.validUntil && longDate(row.validUntil),
  }
}

function transcriptFacts({ row, content, holder, genuine }: PublicTranscript) {
  const records = content.records.map(record => ({
    ...record,
    about: [record.level === null ? '' : `Level ${record.level}`, HOW_SHORT[record.how] ?? record.how, hoursInWords(record.minutes)]
      .filter(Boolean)
      .join(', '),
    completed: longDate(record.completedOn),
    until: record.validUntil === null ? 'For good' : longDate(record.validUntil),
  }))
  return { number: row.number, holder, genuine, partnership: content.partnership, made: longDate(content.madeOn), records }
}
