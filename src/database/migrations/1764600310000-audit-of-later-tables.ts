import type { MigrationInterface, QueryRunner } from 'typeorm'
import { watch, type Watched } from './audit/watched.js'

/** Tables that came after the audit are watched as well. */
export class AuditOfLaterTables1764600310000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of LATER) await runner.query(watch(table))
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table } of LATER) await runner.query(`DROP FUNCTION IF EXISTS audit_of_${table}() CASCADE`)
  }
}

const LATER: Watched[] = [
  { table: 'training_return' },
  { table: 'agency_return', part: 'it.agency_id', unsaid: ['link_nonce', 'link_hash', 'mails', 'next_at'] },
  // What is unused of them follows from bookings.
  { table: 'reserved_places', part: 'it.occurrence_id', unsaid: ['unused'] },
]
