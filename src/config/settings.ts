import { randomBytes } from 'node:crypto'

/** From the fewest lines to the most. */
export const LOG_LEVELS = ['error', 'warn', 'log', 'debug'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Everything that can be set from outside, read once at start. */
export interface Settings {
  /** null: the embedded default starts its own private Postgres under `dataDir`. */
  databaseUrl: string | null
  dataDir: string
  host: string
  port: number
  /** The address people see, without a trailing slash; links in mails start with it. */
  publicUrl: string
  /** Signs session cookies and form tokens. */
  secret: string
  partnership: string
  /** Sender and organiser of mails; its domain makes the Message-IDs. */
  mailFrom: string
  poolSize: number
  /** The least that is logged: `error`, `warn`, `log` or `debug`. */
  logLevel: LogLevel
}

/** The token by which Nest hands the settings to whoever needs them. */
export const SETTINGS = Symbol('settings')

type Environment = Record<string, string | undefined>
const LOOPBACK = ['127.0.0.1', 'localhost', '::1']
const DAY_SECRET_BYTES = 32

/** Reads the settings; throws one Error that names every bad one. The embedded default listens on loopback only. */
export function readSettings(env: Environment): Settings {
  const wrong: string[] = []
  const databaseUrl = env.DATABASE_URL?.trim() || null
  const host = env.HOST?.trim() || '127.0.0.1'
  const port = wholeNumber(env, 'PORT', 3000, 0, 65535, wrong)
  const poolSize = wholeNumber(env, 'DATABASE_POOL', 16, 2, 200, wrong)
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) wrong.push('DATABASE_URL must start with postgres:// or postgresql://')
  if (!databaseUrl && !LOOPBACK.includes(host)) {
    wrong.push('HOST must be a loopback address such as 127.0.0.1 while the embedded database is used; set DATABASE_URL to serve others')
  }
  if (databaseUrl && (env.SECRET ?? '').length < DAY_SECRET_BYTES) {
    wrong.push(`SECRET must be set to at least ${DAY_SECRET_BYTES} characters when DATABASE_URL is used`)
  }
  if (env.PUBLIC_URL && !/^https?:\/\/[^/]+$/.test(env.PUBLIC_URL)) wrong.push('PUBLIC_URL must look like https://training.example.org')
  const logLevel = env.LOG_LEVEL?.trim() || 'warn'
  if (!LOG_LEVELS.some(level => level === logLevel)) wrong.push(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, not "${logLevel}"`)
  if (wrong.length) throw new Error(`Settings that need mending:\n- ${wrong.join('\n- ')}`)
  return {
    databaseUrl,
    dataDir: env.DATA_DIR?.trim() || '.data',
    host,
    port,
    publicUrl: env.PUBLIC_URL ?? `http://${host === '::1' ? '[::1]' : host}:${port}`,
    secret: env.SECRET ?? randomBytes(DAY_SECRET_BYTES).toString('hex'),
    partnership: env.PARTNERSHIP?.trim() || 'Walsall Safeguarding Partnership',
    mailFrom: env.MAIL_FROM?.trim() || 'training@goldthread.example.org',
    poolSize,
    logLevel: logLevel as LogLevel,
  }
}

function wholeNumber(env: Environment, name: string, fallback: number, least: number, most: number, wrong: string[]): number {
  const text = env[name]?.trim()
  if (!text) return fallback
  const value = Number(text)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  wrong.push(`${name} must be a whole number from ${least} to ${most}, not "${text}"`)
  return fallback
}
