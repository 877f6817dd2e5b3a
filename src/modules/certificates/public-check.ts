import { HttpException, Inject, Injectable } from '@nestjs/common'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { SETTINGS } from '../../config/settings.js'
import type { Settings } from '../../config/settings.js'
import { londonDate } from '../../shared/dates.js'
import { CertificatesQueries, type CertificateRow, type TranscriptRow } from './certificates.queries.js'
import { readNumber, type Numbered } from './rules/number.js'
import { initialsOf, standingOn, type Standing } from './rules/standing.js'
import { readTranscript, type TranscriptContent } from './rules/transcript-content.js'
import { isSignedBy } from './signing.js'

/** Unknown numbers that one network address may ask for in a quarter of an hour. Known ones are not counted: an office may check a whole team. */
export const UNKNOWN_PER_ADDRESS = 20
const QUARTER_OF_AN_HOUR = 15 * 60

/** A certificate as everybody may see it: nothing that its holder has not agreed to. */
export interface PublicCertificate {
  number: string
  standing: Standing
  holder: string
  row: CertificateRow
}

export interface PublicTranscript {
  row: TranscriptRow
  content: TranscriptContent
  holder: string
  /** What is kept is, byte for byte, what was signed. */
  genuine: boolean
}

export type Checked =
  | { known: 'malformed' }
  | { known: 'unknown'; kind: Numbered; number: string }
  | { known: 'certificate'; certificate: PublicCertificate }
  | { known: 'transcript'; transcript: PublicTranscript }

/** Says of a number whether it is one of ours, and how what carries it stands. Changes nothing in the database. */
@Injectable()
export class PublicCheck {
  // Kept by each process for itself: with 30^9 numbers, several processes' worth of guesses comes to nothing either.
  private readonly unknown = new RateLimiterMemory({ points: UNKNOWN_PER_ADDRESS, duration: QUARTER_OF_AN_HOUR })

  constructor(
    private readonly queries: CertificatesQueries,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Where a number is checked; what codes lead to. */
  addressOf = (number: string): string => `${this.settings.publicUrl}/certificates/check/${number}`

  /** Throws 429 after too many unknown numbers from one network address, whatever the number. */
  async check(text: string, address: string, now: Date): Promise<Checked> {
    if (((await this.unknown.get(address))?.consumedPoints ?? 0) >= UNKNOWN_PER_ADDRESS) throw new HttpException('too many tries', 429)
    const read = readNumber(text)
    if (!read) return { known: 'malformed' }
    const found = read.kind === 'certificate' ? await this.certificate(read.number, now) : await this.transcript(read.number)
    if (found) return found
    // Counted once it is known to be unknown: a burst gets a few more than it should, and learns nothing by them.
    await this.unknown.consume(address).catch(() => undefined)
    return { known: 'unknown', ...read }
  }

  private async certificate(number: string, now: Date): Promise<Checked | null> {
    const row = await this.queries.byNumber(number)
    if (!row) return null
    const standing = standingOf(row, now)
    return { known: 'certificate', certificate: { number, standing, holder: row.nameShown ? row.name : initialsOf(row.name), row } }
  }

  private async transcript(number: string): Promise<Checked | null> {
    const row = await this.queries.transcript(number)
    if (!row || row.closedAt) return null
    const content = readTranscript(row.content)
    const genuine = isSignedBy(row.publicKey, row.content, row.signature)
    return {
      known: 'transcript',
      transcript: { row, content, holder: content.nameShown ? content.name : initialsOf(content.name), genuine },
    }
  }
}

export const standingOf = ({ withdrawnAt, recordGone, validUntil }: CertificateRow, now: Date): Standing =>
  standingOn({ withdrawn: withdrawnAt !== null, recordGone, validUntil }, londonDate(now))
