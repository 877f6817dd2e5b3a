import { Controller, Get, Param, Req } from '@nestjs/common'
import { ApiBearerAuth, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger'
import type { Request } from 'express'
import { Clock } from '../../shared/clock.js'
import { refuse } from '../../shared/refusal.js'
import { Access, Me, type Who } from '../../web/access.js'
import { Problem, refusalProblem } from '../../web/problem.js'
import { certificateSentence } from './certificates.messages.js'
import { CertificatesQueries, type CertificateRow } from './certificates.queries.js'
import { PublicCheck, standingOf } from './public-check.js'

class CertifiedCourse {
  @ApiProperty({ example: 'neglect-l2' }) key: string
  @ApiProperty({ example: 'Understanding Neglect: Level 2' }) title: string
  @ApiProperty({ nullable: true, type: Number, example: 2 }) level: number | null
}

class CheckedCertificate {
  @ApiProperty({ example: 'GC-7K3M-9QXR-4K' }) number: string
  @ApiProperty({ enum: ['valid', 'expired', 'withdrawn'] }) state: string
  @ApiProperty({ example: 'D. D.', description: 'Initials, unless the holder lets the whole name be seen' }) holder: string
  @ApiProperty() course: CertifiedCourse
  @ApiProperty({ enum: ['attended', 'e-learning'] }) how: string
  @ApiProperty({ example: '2026-03-02', description: 'A London day' }) completedOn: string
  @ApiProperty({ nullable: true, type: String, example: '2029-03-02', description: 'The last day it counts; null: for good' })
  validUntil: string | null
  @ApiProperty({ format: 'date-time' }) issuedAt: string
  @ApiProperty({ nullable: true, type: String, format: 'date-time' }) withdrawnAt: string | null
}

class MyCertificate extends CheckedCertificate {
  @ApiProperty({ description: 'Whether whoever checks it sees the whole name' }) nameShown: boolean
  @ApiProperty({ nullable: true, type: String, description: 'The number of the one that took its place' }) replacedBy: string | null
  @ApiProperty({ example: 'https://training.example.org/certificates/check/GC-7K3M-9QXR-4K' }) checkUrl: string
}

class MyCertificates {
  @ApiProperty({ type: [MyCertificate] }) items: MyCertificate[]
}

const facts = (row: CertificateRow, holder: string, now: Date): CheckedCertificate => ({
  ...{ number: row.number, state: standingOf(row, now), holder },
  course: { key: row.courseKey, title: row.courseTitle, level: row.level },
  ...{ how: row.how, completedOn: row.completedOn, validUntil: row.validUntil, issuedAt: row.issuedAt.toISOString() },
  withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
})

@ApiTags('Certificates')
@Controller('api/v1')
export class CertificatesApi {
  constructor(
    private readonly queries: CertificatesQueries,
    private readonly checks: PublicCheck,
    private readonly clock: Clock,
  ) {}

  /** One's own certificates, newest first; withdrawn ones too. */
  @Get('me/certificates')
  @Access('delegate')
  @ApiBearerAuth()
  @ApiOkResponse({ type: MyCertificates })
  async mine(@Me() me: Who): Promise<MyCertificates> {
    const now = this.clock.now()
    const rows = await this.queries.ofPerson(me.id)
    const own = ({ nameShown, replacedBy, number }: CertificateRow) => ({ nameShown, replacedBy, checkUrl: this.checks.addressOf(number) })
    return { items: rows.map(row => ({ ...facts(row, row.name, now), ...own(row) })) }
  }

  /** Whether a number is a certificate of ours and how it stands: for anybody, without a token. */
  @Get('certificates/:number')
  @Access('anyone')
  @ApiOkResponse({ type: CheckedCertificate })
  async check(@Param('number') number: string, @Req() request: Request): Promise<CheckedCertificate> {
    const now = this.clock.now()
    const checked = await this.checks.check(number.slice(0, 100), request.ip ?? '', now)
    if (checked.known === 'certificate') return facts(checked.certificate.row, checked.certificate.holder, now)
    if (checked.known !== 'malformed') throw new Problem(404, 'not-found', 'There is no certificate of ours with this number.')
    const refusal = refuse('number-malformed')
    throw refusalProblem(refusal, `${certificateSentence(refusal)}.`, 422)
  }
}
