import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import type { ImportState } from '../import-run.entity.js'
import type { NamedCsv } from './sheets.js'

/** An import as the page shows it. */
export interface ShownImport {
  id: string
  state: ImportState | 'interrupted'
  doing: string
  result: Record<string, unknown> | null
  begunAt: Date
  files: { name: string; lines: number }[]
}

/** A process that works tells so every few seconds; after this long without a word it has ended. */
export const SILENT_SECONDS = 30
const KEPT_DAYS = 7

const SHOWN = `
  SELECT r.id, CASE WHEN r.state IN ('checking', 'loading') AND r.beat_at < $1::timestamptz - interval '${SILENT_SECONDS} seconds' THEN 'interrupted' ELSE r.state END AS state,
    r.doing, r.result, r.begun_at AS "begunAt",
    coalesce((SELECT json_agg(json_build_object('name', u.name, 'lines', u.lines) ORDER BY u.name) FROM import_upload u WHERE u.run_id = r.id), '[]') AS files
  FROM import_run r`

const AT_REST = `(state IN ('collecting', 'checked', 'refused') OR beat_at < $2::timestamptz - interval '${SILENT_SECONDS} seconds')`

/** Gathers the files of an import at the desk, and hands them on to be checked and loaded: one import at a time, the same for everybody. */
@Injectable()
export class ImportDesk {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
  ) {}

  /** The import under way, else the last; null: there was none. */
  async shown(now: Date): Promise<ShownImport | null> {
    const [row] = await this.database.query<ShownImport[]>(`${SHOWN} ORDER BY r.open DESC, r.begun_at DESC LIMIT 1`, [now])
    return row ?? null
  }

  /** Adds files to the import under way, or begins one. A file of a name that is there already takes its place. */
  add(files: NamedCsv[], now: Date): Promise<{ added: number } | Refusal<'busy'>> {
    return this.transaction.add(async tx => {
      const id = (await this.open(tx)) ?? (await begin(tx, now))
      if (!(await rest(tx, id, now))) return refuse('busy')
      for (const { name, content, lines } of files)
        await tx.query(
          `INSERT INTO import_upload (run_id, name, content, lines) VALUES ($1, $2, $3, $4)
           ON CONFLICT (run_id, name) DO UPDATE SET content = excluded.content, lines = excluded.lines`,
          [id, name, content, lines],
        )
      return { added: files.length }
    })
  }

  /** Takes a file away again; nothing happens where it is not there. */
  remove(name: string, now: Date): Promise<{ removed: true } | Refusal<'busy'>> {
    return this.transaction.run(async tx => {
      const id = await this.open(tx)
      if (!id) return { removed: true }
      if (!(await rest(tx, id, now))) return refuse('busy')
      await tx.query('DELETE FROM import_upload WHERE run_id = $1 AND name = $2', [id, name])
      return { removed: true }
    })
  }

  /** Claims the import to be checked, or to be loaded as it was checked; its id. Of two who press, one gets it. */
  claim(what: 'checking' | 'loading', now: Date): Promise<{ id: string } | Refusal<'busy' | 'no-files' | 'not-checked'>> {
    return this.transaction.run(async tx => {
      const id = await this.open(tx)
      const [some] = id ? await tx.query<unknown[]>('SELECT 1 FROM import_upload WHERE run_id = $1 LIMIT 1', [id]) : []
      if (!id || !some) return refuse('no-files')
      const from = what === 'loading' ? `state = 'checked'` : AT_REST
      const [rows] = await tx.query<[unknown[], number]>(
        `UPDATE import_run SET state = $3, doing = '', result = CASE WHEN $3 = 'checking' THEN NULL ELSE result END, beat_at = $2
         WHERE id = $1 AND ${from} RETURNING id`,
        [id, now, what],
      )
      if (rows.length > 0) return { id }
      const [seen] = await tx.query<[{ state: string }]>('SELECT state FROM import_run WHERE id = $1', [id])
      return refuse(seen.state === 'checking' || seen.state === 'loading' ? 'busy' : 'not-checked')
    })
  }

  private async open(tx: EntityManager): Promise<string | null> {
    const [row] = await tx.query<{ id: string }[]>('SELECT id FROM import_run WHERE open FOR UPDATE')
    return row?.id ?? null
  }
}

/** The files of imports that nobody went on with are people's data lying about: they go when the next one begins. */
async function begin(tx: EntityManager, now: Date): Promise<string> {
  await tx.query(`DELETE FROM import_run WHERE begun_at < $1::timestamptz - interval '${KEPT_DAYS} days'`, [now])
  const id = newId()
  await tx.query('INSERT INTO import_run (id, begun_at, beat_at) VALUES ($1, $2, $2)', [id, now])
  return id
}

/** Whether its files may be changed: not while they are read. What was found in them before no longer counts. */
async function rest(tx: EntityManager, id: string, now: Date): Promise<boolean> {
  const [rows] = await tx.query<[unknown[], number]>(
    `UPDATE import_run SET state = 'collecting', result = NULL WHERE id = $1 AND ${AT_REST} RETURNING id`,
    [id, now],
  )
  return rows.length > 0
}
