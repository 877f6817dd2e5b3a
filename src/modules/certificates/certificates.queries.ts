import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { EvaluationReader } from '../evaluation/evaluation.reader.js'
import type { CertificateFacts } from './certificate-words.js'
import { JOIN_BOOKING } from './demanded-answers.sql.js'
import type { WithdrawnWhy } from './rules/standing.js'

/** A certificate with all that is known of it. */
export interface CertificateRow extends CertificateFacts {
  id: string
  personId: string
  courseKey: string
  recordGone: boolean
  nameShown: boolean
  withdrawnAt: Date | null
  withdrawnWhy: WithdrawnWhy | null
  withdrawnReason: string
  withdrawnBy: string | null
  /** The number of the one that took its place, and of the one whose place it took. */
  replacedBy: string | null
  replaces: string | null
  /** The person's name as it is now. */
  nameNow: string
}

export interface TranscriptRow {
  number: string
  personId: string
  content: string
  signature: string
  publicKey: string
  keyId: string
  madeAt: Date
  closedAt: Date | null
}

const CERTIFICATE = `
  SELECT x.id, x.number, x.person_id AS "personId", x.name, s.spelling, x.course_title AS "courseTitle", c.key AS "courseKey", x.level, x.provider,
    x.partnership, x.minutes, x.completed_on::text AS "completedOn", x.how, x.valid_until::text AS "validUntil", x.issued_at AS "issuedAt",
    x.learning_record_id IS NULL AS "recordGone", x.name_shown AS "nameShown", x.withdrawn_at AS "withdrawnAt", x.withdrawn_why AS "withdrawnWhy",
    x.withdrawn_reason AS "withdrawnReason", a.name AS "withdrawnBy", n.number AS "replacedBy", o.number AS replaces, p.name AS "nameNow"
  FROM certificate x JOIN person p ON p.id = x.person_id JOIN course c ON c.id = x.course_id
    LEFT JOIN name_spelling s ON s.person_id = x.person_id LEFT JOIN person a ON a.id = x.withdrawn_by_id
    LEFT JOIN certificate n ON n.replaces_id = x.id LEFT JOIN certificate o ON o.id = x.replaces_id`

const TRANSCRIPT = `
  SELECT t.number, t.person_id AS "personId", t.content, t.signature, k.public_key AS "publicKey", k.id AS "keyId", t.made_at AS "madeAt",
    t.closed_at AS "closedAt"
  FROM transcript t JOIN signing_key k ON k.id = t.key_id`

const WAITING = `
  SELECT b.id, c.title FROM learning_record r JOIN course c ON c.id = r.course_id ${JOIN_BOOKING}
  WHERE r.person_id = $1 AND r.certificate_due AND r.how <> 'evidence' AND b.state = 'attended' ORDER BY c.title, b.id`

/** What pages and the API read of certificates. */
@Injectable()
export class CertificatesQueries {
  constructor(
    private readonly database: DataSource,
    private readonly evaluation: EvaluationReader,
  ) {}

  /** Every certificate of a person, newest first. */
  ofPerson(personId: string): Promise<CertificateRow[]> {
    return this.database.query(`${CERTIFICATE} WHERE x.person_id = $1 ORDER BY x.completed_on DESC, x.issued_at DESC, x.id DESC`, [
      personId,
    ])
  }

  async byNumber(number: string): Promise<CertificateRow | undefined> {
    const [row] = await this.database.query<CertificateRow[]>(`${CERTIFICATE} WHERE x.number = $1`, [number])
    return row
  }

  /** Every transcript of a person that may still be checked, newest first. */
  transcriptsOf(personId: string): Promise<TranscriptRow[]> {
    return this.database.query(`${TRANSCRIPT} WHERE t.person_id = $1 AND t.closed_at IS NULL ORDER BY t.made_at DESC, t.id DESC`, [
      personId,
    ])
  }

  async transcript(number: string): Promise<TranscriptRow | undefined> {
    const [row] = await this.database.query<TranscriptRow[]>(`${TRANSCRIPT} WHERE t.number = $1`, [number])
    return row
  }

  /** The courses whose certificate waits for this person's answers. */
  async waitingOf(personId: string): Promise<string[]> {
    const due = await this.database.query<{ id: string; title: string }[]>(WAITING, [personId])
    const waiting = await this.evaluation.stagesWanted(due.map(one => one.id))
    return [...new Set(due.filter(one => waiting.has(one.id)).map(one => one.title))]
  }

  /** Their name as it is now, and as they spell it for files; undefined for nobody. */
  async person(id: string): Promise<{ id: string; name: string; spelling: string | null } | undefined> {
    const [row] = await this.database.query<{ id: string; name: string; spelling: string | null }[]>(
      'SELECT p.id, p.name, s.spelling FROM person p LEFT JOIN name_spelling s ON s.person_id = p.id WHERE p.id = $1',
      [id],
    )
    return row
  }

  /** Every key that transcripts were ever signed with. */
  keys(): Promise<{ id: string; publicKey: string; madeAt: Date }[]> {
    return this.database.query('SELECT id, public_key AS "publicKey", made_at AS "madeAt" FROM signing_key ORDER BY made_at, id')
  }
}
