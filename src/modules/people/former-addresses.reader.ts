import { Inject, Injectable } from '@nestjs/common'
import { createHmac } from 'node:crypto'
import { DataSource } from 'typeorm'
import { SETTINGS, type Settings } from '../../config/settings.js'

/** The addresses that were given up when two accounts of one person became one. They are kept as hashes only. */
@Injectable()
export class FormerAddresses {
  constructor(
    private readonly database: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** What an address is known again by. Addresses are easy to guess, so the settings' secret goes into it. */
  hashOf(email: string): string {
    return createHmac('sha256', this.settings.secret).update(`former address ${email.toLowerCase()}`).digest('base64url')
  }

  /** The account that was opened with this address, if it is part of another by now; the latest, should there be several. */
  async find(email: string): Promise<{ intoId: string; passwordHash: string | null } | undefined> {
    const [found] = await this.database.query<{ intoId: string; passwordHash: string | null }[]>(
      `SELECT into_id AS "intoId", password_hash AS "passwordHash" FROM merged_person WHERE address_hash = $1 ORDER BY merged_at DESC LIMIT 1`,
      [this.hashOf(email)],
    )
    return found
  }

  /** Where the account that had this id went; undefined when it went nowhere. */
  async nowKnownAs(id: string): Promise<string | undefined> {
    const [found] = await this.database.query<{ intoId: string }[]>('SELECT into_id AS "intoId" FROM merged_person WHERE id = $1', [id])
    return found?.intoId
  }
}
