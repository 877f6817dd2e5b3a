import { Injectable } from '@nestjs/common'
import { stringify } from 'csv-stringify/sync'
import { Readable } from 'node:stream'
import { DataSource, type QueryRunner } from 'typeorm'
import { workbookOf, type Sheet } from '../../../web/workbook.js'
import type { Download } from '../../../web/reply.js'
import { IMPORT_FILES } from '../import-files.js'
import { exportSql } from './export-sql.js'
import { otherSql, otherTables } from './other-tables.js'

const STEP = 2000

type Row = Record<string, string | null>

/** Everything that the partnership has, as files: those that the import reads, and each other table as it is. */
@Injectable()
export class ExportRows {
  constructor(private readonly database: DataSource) {}

  /** One file of the import, line by line, so that its length does not matter; null: there is no such file. */
  file(name: string): Readable | null {
    const file = IMPORT_FILES.find(one => one.name === name)
    return file
      ? this.csv(
          file.columns.map(column => column.name),
          exportSql(file),
        )
      : null
  }

  /** Another table; null: there is none of this name that may leave the house. */
  async table(name: string): Promise<Readable | null> {
    const table = (await otherTables(this.database)).find(one => one.name === name)
    return table ? this.csv(table.columns, otherSql(table)) : null
  }

  /** All files of the import in one workbook, a sheet each, as they were at one moment. */
  workbook(): Promise<Download> {
    return this.atOneMoment(async runner => {
      const sheets: Sheet[] = []
      for (const file of IMPORT_FILES) {
        const names = file.columns.map(column => column.name)
        const rows = (await runner.query(exportSql(file))) as Row[]
        sheets.push({ title: file.name.replace('.csv', ''), rows: [names, ...rows.map(row => names.map(name => row[name] ?? null))] })
      }
      return workbookOf('everything', sheets)
    })
  }

  private csv(names: string[], sql: string): Readable {
    return Readable.from(this.lines(names, sql), { objectMode: false })
  }

  private async *lines(names: string[], sql: string): AsyncGenerator<string> {
    yield stringify([names])
    const runner = this.database.createQueryRunner()
    try {
      await begin(runner)
      await runner.query(`DECLARE exported NO SCROLL CURSOR FOR ${sql}`)
      for (let rows: Row[] = []; ;) {
        rows = (await runner.query(`FETCH ${STEP} FROM exported`)) as Row[]
        if (rows.length > 0) yield stringify(rows.map(row => names.map(name => row[name])))
        if (rows.length < STEP) break
      }
    } finally {
      // Whoever stops reading in the middle leaves no transaction behind.
      await runner.query('ROLLBACK').catch(() => undefined)
      await runner.release()
    }
  }

  private async atOneMoment<T>(fn: (runner: QueryRunner) => Promise<T>): Promise<T> {
    const runner = this.database.createQueryRunner()
    try {
      await begin(runner)
      return await fn(runner)
    } finally {
      await runner.query('ROLLBACK').catch(() => undefined)
      await runner.release()
    }
  }
}

const begin = (runner: QueryRunner): Promise<unknown> => runner.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
