import { execFile } from 'node:child_process'
import { join } from 'node:path'

export interface Ran {
  status: number
  output: string
  complaint: string
}

/** Runs the command as a process of its own, from the code this run has compiled. */
export function runReport(databaseUrl: string | null, words: string[], env: Record<string, string> = {}): Promise<Ran> {
  const file = join(process.env.TEST_DIST ?? 'dist', 'commands/report.js')
  const settings = { ...env, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) }
  return new Promise(resolve => {
    const child = execFile(
      process.execPath,
      [file, ...words],
      { env: { PATH: process.env.PATH, ...settings } },
      (_error, output, complaint) => {
        resolve({ status: child.exitCode ?? 1, output, complaint })
      },
    )
  })
}
