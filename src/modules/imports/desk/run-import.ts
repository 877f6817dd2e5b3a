import { Injectable, Logger } from '@nestjs/common'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { DataSource } from 'typeorm'
import { Clock } from '../../../shared/clock.js'
import { Busy } from '../../../shared/busy.js'
import { ProgrammeReader } from '../../courses/courses.reader.js'
import { importFolder, type ImportResult } from '../imports.writer.js'

const BEAT_MS = 5000
const TELL_MS = 500
const MOST_SHOWN = 200

/** Checks or loads the files of an import beside the requests, and says how far it is. */
@Injectable()
export class RunImport {
  private readonly logger = new Logger('RunImport')
  private readonly running = new Set<Promise<void>>()

  constructor(
    private readonly database: DataSource,
    private readonly programme: ProgrammeReader,
    private readonly clock: Clock,
  ) {}

  /** Begins, and answers at once. The import is claimed already. */
  begin(id: string, rehearse: boolean): void {
    const work = this.work(id, rehearse).catch((error: unknown) => this.logger.error(error))
    this.running.add(work)
    void work.finally(() => this.running.delete(work))
  }

  /** A process that ends lets what it began come to its end. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.running)
  }

  private async work(id: string, rehearse: boolean): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'goldthread-import-'))
    const beat = setInterval(() => void this.tell(id, null), BEAT_MS)
    try {
      await this.write(id, folder)
      const result = await this.run(id, folder, rehearse)
      await this.end(id, rehearse, result)
    } catch (error) {
      const why = error instanceof Busy ? 'Others kept the tables for too long. Nothing was changed: try again.' : null
      if (!why) this.logger.error(error)
      await this.end(id, true, { wrong: why ?? 'It could not be done. Nothing was changed. The log says why.' })
    } finally {
      clearInterval(beat)
      await rm(folder, { recursive: true, force: true })
    }
  }

  private async write(id: string, folder: string): Promise<void> {
    const files = await this.database.query<{ name: string }[]>('SELECT name FROM import_upload WHERE run_id = $1', [id])
    // One after the other: each may be as large as an upload may be.
    for (const { name } of files) {
      const [row] = await this.database.query<[{ content: Buffer }]>('SELECT content FROM import_upload WHERE run_id = $1 AND name = $2', [
        ...[id, name],
      ])
      await writeFile(join(folder, name), row.content, { mode: 0o600 })
    }
  }

  private run(id: string, folder: string, rehearse: boolean): Promise<ImportResult> {
    const pool = (this.database.driver as unknown as { master: Pool }).master
    let told = 0
    const progress = (doing: string, rows?: number) => {
      if (performance.now() - told < TELL_MS) return
      told = performance.now()
      void this.tell(id, rows === undefined ? doing : `${doing}: ${rows.toLocaleString('en-GB')} rows`)
    }
    const alongside = rehearse
      ? {}
      : { alongside: (client: { query(sql: string, values: unknown[]): Promise<unknown> }) => loaded(client, id) }
    return importFolder(pool, folder, { now: this.clock.now(), progress, rehearse, ...alongside })
  }

  private async tell(id: string, doing: string | null): Promise<void> {
    await this.database
      .query('UPDATE import_run SET beat_at = $2, doing = coalesce($3, doing) WHERE id = $1 AND open', [id, this.clock.now(), doing])
      .catch(() => undefined)
  }

  private async end(id: string, rehearse: boolean, result: ImportResult | { wrong: string }): Promise<void> {
    const good = 'loaded' in result
    const kept =
      'errors' in result
        ? { ...result, errors: result.errors.slice(0, MOST_SHOWN), more: result.more + Math.max(0, result.errors.length - MOST_SHOWN) }
        : result
    const state = good ? (rehearse ? 'checked' : 'loaded') : 'refused'
    await this.database.query(`UPDATE import_run SET state = $2, result = $3, doing = '' WHERE id = $1`, [id, state, JSON.stringify(kept)])
    if (good && !rehearse) this.programme.invalidate()
  }
}

/** Said in the transaction that loads: a process that ends at this moment has loaded and said so, or neither. What was loaded need not lie about. */
async function loaded(client: { query(sql: string, values: unknown[]): Promise<unknown> }, id: string): Promise<void> {
  await client.query(`UPDATE import_run SET state = 'loaded', open = false WHERE id = $1`, [id])
  await client.query('DELETE FROM import_upload WHERE run_id = $1', [id])
}
