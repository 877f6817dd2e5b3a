import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { outsideLrsOf, type OutsideLrsSettings } from './outside-lrs-settings.js'

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
  /** Where packages are served from, apart from the application; null: the port after PORT, or any other where that is taken. */
  contentPort: number | null
  /** The address of that place, on a host of its own; null: this machine's other name, while the application is seen on this machine. */
  contentUrl: string | null
  /** Signs session cookies and form tokens. */
  secret: string
  partnership: string
  /** Sender and organiser of mails; its domain makes the Message-IDs. */
  mailFrom: string
  /** The mail server; null: mails are kept and can be read at /dev/mail. */
  smtpUrl: string | null
  /** How many connections one process opens to the mail server at most. */
  smtpConnections: number
  /** How long a process keeps the messages that it is sending to itself without a sign of life, in seconds. */
  sendLeaseSeconds: number
  /** The Redis that carries the jobs' triggers; null: the web process runs the jobs itself. */
  redisUrl: string | null
  poolSize: number
  /** The largest certificate or picture that somebody may upload, in megabytes of 1,048,576 bytes; packages have a limit of their own. */
  uploadMostMb: number
  /** The outside store to which xAPI statements are sent on; null: they stay here. */
  xapi: OutsideLrsSettings | null
  /** Who brings it may read /metrics; null: whoever asks from this machine. */
  metricsToken: string | null
  /** A folder with fonts (.ttf, .otf) for names in letters that the shipped ones cannot draw; null: there is none. */
  fontDir: string | null
  /** The least that is logged: `error`, `warn`, `log` or `debug`. */
  logLevel: LogLevel
  /** A place on condition: what it builds on is completed so many days before the course. */
  conditionDays: number
  /** Whoever has not completed it is written to so many days before that. */
  conditionWarningDays: number
}

/** The token by which Nest hands the settings to whoever needs them. */
export const SETTINGS = Symbol('settings')

type Environment = Record<string, string | undefined>
const LOOPBACK = ['127.0.0.1', 'localhost', '::1']
const DAY_SECRET_BYTES = 32
const LEAST_TOKEN = 16

/** Reads the settings; throws one Error that names every bad one. The embedded default listens on loopback only. */
export function readSettings(env: Environment): Settings {
  const wrong: string[] = []
  const databaseUrl = textOf(env, 'DATABASE_URL')
  const host = textOf(env, 'HOST') ?? '127.0.0.1'
  const port = wholeNumber(env, 'PORT', 3000, 0, 65535, wrong)
  const poolSize = wholeNumber(env, 'DATABASE_POOL', 16, 2, 200, wrong)
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) wrong.push('DATABASE_URL must start with postgres:// or postgresql://')
  if (!databaseUrl && !LOOPBACK.includes(host)) {
    wrong.push('HOST must be a loopback address such as 127.0.0.1 while the embedded database is used; set DATABASE_URL to serve others')
  }
  const secret = textOf(env, 'SECRET')
  if (databaseUrl && (secret ?? '').length < DAY_SECRET_BYTES) {
    wrong.push(`SECRET must be set to at least ${DAY_SECRET_BYTES} characters when DATABASE_URL is used`)
  }
  const publicUrl = textOf(env, 'PUBLIC_URL')
  if (publicUrl && !/^https?:\/\/[^/]+$/.test(publicUrl)) wrong.push('PUBLIC_URL must look like https://training.example.org')
  const contentUrl = contentUrlOf(env, publicUrl, wrong)
  const contentPort = textOf(env, 'CONTENT_PORT') === null ? null : wholeNumber(env, 'CONTENT_PORT', 0, 0, 65535, wrong)
  const smtpUrl = textOf(env, 'SMTP_URL')
  if (smtpUrl && !/^smtps?:\/\/[^/]+/.test(smtpUrl)) wrong.push('SMTP_URL must look like smtp://user:password@mail.example.org:587')
  const redisUrl = textOf(env, 'REDIS_URL')
  if (redisUrl && !/^rediss?:\/\/[^/]+/.test(redisUrl)) wrong.push('REDIS_URL must look like redis://127.0.0.1:6379')
  const xapi = outsideLrsOf({ url: textOf(env, 'XAPI_URL'), key: textOf(env, 'XAPI_KEY'), secret: textOf(env, 'XAPI_SECRET') }, wrong)
  const metricsToken = textOf(env, 'METRICS_TOKEN')
  if (metricsToken && metricsToken.length < LEAST_TOKEN) wrong.push(`METRICS_TOKEN must have at least ${LEAST_TOKEN} characters`)
  const logLevel = logLevelOf(env, wrong)
  const limits = limitsOf(env, wrong)
  const fontDir = fontDirOf(env, wrong)
  if (wrong.length) throw new Error(`Settings that need mending:\n- ${wrong.join('\n- ')}`)
  return {
    databaseUrl,
    dataDir: textOf(env, 'DATA_DIR') ?? '.data',
    host,
    port,
    publicUrl: publicUrl ?? `http://${host === '::1' ? '[::1]' : host}:${port}`,
    contentPort,
    contentUrl,
    secret: secret ?? randomBytes(DAY_SECRET_BYTES).toString('hex'),
    partnership: textOf(env, 'PARTNERSHIP') ?? 'Walsall Safeguarding Partnership',
    mailFrom: textOf(env, 'MAIL_FROM') ?? 'training@goldthread.example.org',
    smtpUrl,
    redisUrl,
    poolSize,
    xapi,
    metricsToken,
    logLevel,
    fontDir,
    ...limits,
  }
}

function logLevelOf(env: Environment, wrong: string[]): LogLevel {
  const level = textOf(env, 'LOG_LEVEL') ?? 'warn'
  if (!LOG_LEVELS.some(one => one === level)) wrong.push(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, not "${level}"`)
  return level as LogLevel
}

function fontDirOf(env: Environment, wrong: string[]): string | null {
  const folder = textOf(env, 'FONT_DIR')
  if (folder && !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    wrong.push(`FONT_DIR must be a folder that is there, not "${folder}"`)
  return folder
}

const limitsOf = (env: Environment, wrong: string[]) => ({
  smtpConnections: wholeNumber(env, 'SMTP_CONNECTIONS', 5, 1, 50, wrong),
  sendLeaseSeconds: wholeNumber(env, 'SEND_LEASE_SECONDS', 120, 10, 3600, wrong),
  uploadMostMb: wholeNumber(env, 'UPLOAD_MOST_MB', 10, 1, 100, wrong),
  conditionDays: wholeNumber(env, 'CONDITION_DAYS', 7, 2, 60, wrong),
  conditionWarningDays: wholeNumber(env, 'CONDITION_WARNING_DAYS', 3, 1, 30, wrong),
})

/** Packages are other people's programs: on the application's own host they could reach its cookies. */
function contentUrlOf(env: Environment, publicUrl: string | null, wrong: string[]): string | null {
  const url = textOf(env, 'CONTENT_URL')
  if (!url) return null
  if (!/^https?:\/\/[^/]+$/.test(url)) wrong.push('CONTENT_URL must look like https://content.example.org')
  else if (publicUrl && URL.canParse(publicUrl) && new URL(url).hostname === new URL(publicUrl).hostname)
    wrong.push('CONTENT_URL must be on another host than PUBLIC_URL')
  return url
}

/** A setting without blanks around it; one that is empty counts as left out, as a line such as `SECRET=` in a file means it. */
const textOf = (env: Environment, name: string): string | null => env[name]?.trim() || null

function wholeNumber(env: Environment, name: string, fallback: number, least: number, most: number, wrong: string[]): number {
  const text = textOf(env, name)
  if (text === null) return fallback
  const value = Number(text)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  wrong.push(`${name} must be a whole number from ${least} to ${most}, not "${text}"`)
  return fallback
}
