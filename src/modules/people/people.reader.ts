import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { gather } from '../../shared/gather.js'
import type { Who } from '../../web/access.js'

const WHO = `p.id, p.name, p.email, p.agency_id AS "agencyId", p.roles`

// Both by an index. An account that waits for its address to be confirmed manages nobody: the address may not be theirs.
const MANAGES = `p.confirmed_at IS NOT NULL AND EXISTS (SELECT 1 FROM person t WHERE (t.manager_email = p.email OR t.deputy_email = p.email) AND t.id <> p.id)`

/** Reads people for the rest of the product. */
@Injectable()
export class PeopleReader {
  constructor(private readonly database: DataSource) {}

  /** The person of a signed-in browser; undefined when the account is gone. Requests of one moment share one query. */
  readonly byId = gather<string, Who & { passwordMark: string }>(async ids => {
    const found: (Who & { passwordMark: string })[] = await this.database.query(
      `SELECT ${WHO}, ${MANAGES} AS manages, md5(p.password_hash || repeat('.', p.signed_out)) AS "passwordMark" FROM person p WHERE p.id = ANY($1)`,
      [ids],
    )
    return new Map(found.map(who => [who.id, who]))
  })

  /** The person of an API token, given the hash of its secret; undefined when it is unknown or past its day. */
  readonly byTokenHash = gather<string, Who & { expiresAt: Date }>(async hashes => {
    const found: (Who & { hash: string; expiresAt: Date })[] = await this.database.query(
      `SELECT ${WHO}, t.hash, t.expires_at AS "expiresAt" FROM person_token t JOIN person p ON p.id = t.person_id
       WHERE t.hash = ANY($1) AND t.kind = 'api' AND t.used_at IS NULL`,
      [hashes],
    )
    return new Map(found.map(({ hash, ...who }) => [hash, who]))
  })
}
