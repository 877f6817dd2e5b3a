import type { ClientBase } from 'pg'
import type { ImportFile } from './files.js'
import { explain, type Code } from './imports.messages.js'
import type { Problem } from './read-rows.js'
import type { Facts } from './rules/cells.js'

/** One thing that is wrong, for whoever mends the file. `line` and `column` are null where all of the file (or row) is meant. */
export interface ImportError {
  file: string
  line: number | null
  column: string | null
  reason: string
}

/** Problems told one by one; the others are only counted. */
const MOST_TOLD = 1000

/** Collects problems in the database, so that a file of a hundred thousand bad rows takes no more memory than a good one. */
export class Problems {
  constructor(
    private readonly client: ClientBase,
    private readonly files: ImportFile[],
  ) {}

  async begin(): Promise<void> {
    await this.client.query(
      'CREATE TEMP TABLE import_problem (file smallint, line integer, "column" text, code text, facts jsonb) ON COMMIT DROP',
    )
  }

  async add(file: ImportFile, problems: Problem[]): Promise<void> {
    if (problems.length === 0) return
    await this.client.query(
      `INSERT INTO import_problem SELECT $1::smallint, line, "column", code, facts
       FROM jsonb_to_recordset($2::jsonb) AS problem (line integer, "column" text, code text, facts jsonb)`,
      [this.files.indexOf(file), JSON.stringify(problems)],
    )
  }

  /** Adds every row that `select` answers: `line`, and `facts` as jsonb. */
  async find(file: ImportFile, column: string | null, code: Code, select: string): Promise<void> {
    await this.client.query(
      `INSERT INTO import_problem SELECT $1::smallint, found.line, $2::text, $3::text, found.facts FROM (${select}) found (line, facts)`,
      [this.files.indexOf(file), column, code],
    )
  }

  async any(): Promise<boolean> {
    const { rowCount } = await this.client.query('SELECT 1 FROM import_problem LIMIT 1')
    return rowCount !== 0
  }

  /** The first thousand in the order of the files and lines, and how many more there are. */
  async told(): Promise<{ errors: ImportError[]; more: number }> {
    const { rows } = await this.client.query<{
      file: number
      line: number | null
      column: string | null
      code: Code
      facts: Facts
      all: number
    }>(
      `SELECT file, line, "column", code, facts, (count(*) OVER ())::int AS all
       FROM import_problem ORDER BY file, line NULLS FIRST, "column" NULLS FIRST, code LIMIT $1`,
      [MOST_TOLD],
    )
    const errors = rows.map(({ file, line, column, code, facts }) => {
      return { file: this.files[file]!.name, line, column, reason: explain(code, facts ?? {}) }
    })
    return { errors, more: (rows[0]?.all ?? 0) - errors.length }
  }
}
