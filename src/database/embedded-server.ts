import pg from 'pg'
import { realpathSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { type Cluster, SUPERUSER, prepareCluster } from './embedded-cluster.js'
import { type Dependant, endWithProcess, forget } from './embedded-exit.js'
import { OWNER_NAME, takeOwnership } from './embedded-lock.js'
import { freePort, lastWords, launch, type Postmaster, recordedPostmaster, signal, stopPostmaster } from './embedded-postmaster.js'

export interface EmbeddedOptions {
  /** The folder whose `postgres/` holds everything; made when missing. */
  dataDir: string
  /** false only in tests: commits are not forced to disk. */
  fsync?: boolean
  /** true: where another process owns the database, use it beside that process instead of refusing. For commands. */
  join?: boolean
  log?: (line: string) => void
}

export interface EmbeddedServer {
  url: string
  /** Ends the server unless it was only joined. May be called twice. */
  stop(): Promise<void>
}

type Found = { client: pg.Client; server: Postmaster }

const POLL_MS = 15
const PATIENCE = 4000
const STARTS = 5
const DATABASE = 'goldthread'

/**
 * Starts this folder's own Postgres, or adopts the one that outlived a killed owner.
 * Throws when another living process owns the folder (one owner at a time), or with Postgres' own words when it does not start.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const log = options.log ?? (() => undefined)
  const cluster = prepareCluster(options.dataDir, options.fsync ?? true, log)
  const found = await findOrLaunch(cluster, options)
  const owner = await takeOwnership(found.client)
  if (owner) {
    await found.client.end()
    if (options.join) return { url: urlOf(cluster, found.server), stop: () => Promise.resolve() }
    throw new Error(
      `Another process (${owner.ownerPid}) already uses the database in ${options.dataDir}. Stop it first, or set DATA_DIR to another folder.`,
    )
  }
  await makeDatabase(found.client)
  return new OwnedServer(cluster, options, log, found)
}

/** Keeps the owner's connection, and brings the server back on the same port when it dies under the application. */
class OwnedServer implements EmbeddedServer, Dependant {
  readonly url: string
  private stopped: Promise<void> | undefined
  private revived = Promise.resolve()

  constructor(
    private readonly cluster: Cluster,
    private readonly options: EmbeddedOptions,
    private readonly log: (line: string) => void,
    private found: Found,
  ) {
    this.url = urlOf(cluster, found.server)
    endWithProcess(this)
    this.watch()
  }

  stop(): Promise<void> {
    return (this.stopped ??= this.end())
  }

  abandon(): void {
    signal(this.found.server.pid, 'SIGINT')
  }

  private async end(): Promise<void> {
    await this.revived
    await stopPostmaster(this.cluster, this.found.server.pid)
    forget(this)
  }

  private watch(): void {
    // The connection must not keep a command alive that has finished its work.
    ;(this.found.client as pg.Client & { unref(): void }).unref()
    this.found.client.once('end', () => {
      if (!this.stopped) this.revived = this.revive()
    })
  }

  private async revive(): Promise<void> {
    this.log(`The embedded database stopped by itself and is started again. Its last words:\n${lastWords(this.cluster)}`)
    try {
      this.found = await findOrLaunch(this.cluster, this.options, this.found.server.port)
      if (await takeOwnership(this.found.client)) throw new Error('another process took it over')
      this.watch()
    } catch (error) {
      this.log(`The embedded database could not be started again: ${(error as Error).message}`)
    }
  }
}

async function findOrLaunch(cluster: Cluster, { fsync = true }: EmbeddedOptions, samePort?: number): Promise<Found> {
  for (let start = 1; ; start++) {
    const running = await whenReady(cluster, () => recordedPostmaster(cluster) === null)
    if (running) return running
    const child = launch(cluster, samePort ?? (await freePort()), fsync)
    endWithProcess(child)
    const started = await whenReady(cluster, () => child.ended()).finally(() => forget(child))
    if (started) return started
    // The port was taken meanwhile, another process was quicker, or a killed server's last children still hold its memory.
    if (start === STARTS) throw new Error(`The embedded database does not start:\n${lastWords(cluster)}`)
    await pause(POLL_MS * 10 * start)
  }
}

/** Waits for the folder's server to take connections (after a crash it first recovers); null once there is none to wait for. */
async function whenReady(cluster: Cluster, hopeless: () => boolean): Promise<Found | null> {
  for (let attempt = 1; attempt <= PATIENCE; attempt++) {
    if (hopeless()) return null
    const server = recordedPostmaster(cluster)
    const client = server && (await connect(cluster, server))
    if (client) return { client, server }
    await pause(POLL_MS)
  }
  throw new Error(`The database server of ${cluster.data} is there but does not answer:\n${lastWords(cluster)}`)
}

async function connect(cluster: Cluster, server: Postmaster): Promise<pg.Client | null> {
  if (!server.port) return null
  const client = new pg.Client({
    connectionString: urlOf(cluster, server, 'postgres'),
    application_name: OWNER_NAME,
    connectionTimeoutMillis: 5000,
  })
  // Its end is told by 'end'; without a listener an 'error' would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory')
    if (realpathSync(rows[0]!.data_directory) === realpathSync(cluster.data)) return client
  } catch {
    // Still starting, or already going down.
  }
  await client.end().catch(() => undefined)
  return null
}

async function makeDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE])
  if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`)
}

const urlOf = (cluster: Cluster, { port }: Postmaster, database = DATABASE): string =>
  `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${database}`
