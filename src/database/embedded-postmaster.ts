import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { closeSync, existsSync, openSync, readFileSync, readlinkSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Cluster } from './embedded-cluster.js'
import type { Dependant } from './embedded-exit.js'

// Below 32768: above it the system lends ports to outgoing connections.
const PORTS = [15000, 32000] as const
const POLL_MS = 15
const FAST_POLLS = 4000
const LOG_TAIL = 12

/** What Postgres writes into postmaster.pid: the server that says it holds this data directory. */
export interface Postmaster {
  pid: number
  port: number
}

/** A server on its way up; it goes with the process until somebody answers for it. */
export interface StartingServer extends Dependant {
  ended(): boolean
}

/** Reads postmaster.pid; null when there is none or its process is no Postgres any more. */
export function recordedPostmaster({ data }: Cluster): Postmaster | null {
  const file = join(data, 'postmaster.pid')
  const [pid, , , port] = contents(file).split('\n').map(Number)
  if (!pid || !isAlive(pid)) return null
  if (standsIn(data, pid)) return { pid, port: port ?? 0 }
  // After a restart of the machine (or container) the number belongs to somebody else, and Postgres would refuse to start. It
  // still finds a server that is really there by the shared memory of this folder.
  rmSync(file, { force: true })
  return null
}

/** The text of a file that its server takes away when it ends, at any moment: nothing when it is not there. */
function contents(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

/** Starts a server of its own session: Ctrl-C reaches a whole process group, and must reach node only. */
export function launch(cluster: Cluster, port: number, lasting: boolean): StartingServer {
  if (existsSync(cluster.logFile)) renameSync(cluster.logFile, `${cluster.logFile}.before`)
  const logFile = openSync(cluster.logFile, 'a', 0o600)
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', 'jit=off', 'max_connections=250']
  // Only tests ask for speed instead: what they write is thrown away.
  if (!lasting) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'wal_level=minimal', 'max_wal_senders=0')
  const options = ['-D', cluster.data, '-p', String(port), ...settings.flatMap(setting => ['-c', setting])]
  const child = spawn(join(cluster.binaries, 'bin', 'postgres'), options, {
    ...cluster.account,
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    detached: true,
    stdio: ['ignore', logFile, logFile],
  })
  closeSync(logFile)
  let failed = false
  child.on('error', () => (failed = true))
  child.unref()
  const abandon = () => child.kill('SIGINT')
  const ended = () => failed || child.exitCode !== null || child.signalCode !== null
  return { ended, abandon, stop: () => stopPostmaster(cluster, child.pid ?? 0) }
}

/** Ends a server as `pg_ctl stop -m fast` does: running transactions are rolled back, everything else is on disk. */
export async function stopPostmaster(cluster: Cluster, pid: number): Promise<void> {
  if (pid) signal(pid, 'SIGINT')
  // The file goes last. The process itself may linger as a zombie where nobody collects orphans, as in some containers.
  for (let poll = 1; holds(cluster, pid); poll++) {
    if (poll === FAST_POLLS) signal(pid, 'SIGQUIT')
    await pause(POLL_MS)
  }
}

const holds = (cluster: Cluster, pid: number): boolean => recordedPostmaster(cluster)?.pid === pid

/** Sends a signal to a process that may be gone already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // Gone: nothing left to end.
  }
}

export async function freePort(): Promise<number> {
  const port = randomInt(...PORTS)
  const free = await new Promise<boolean>(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
  return free ? port : freePort()
}

/** The last lines Postgres wrote, for the message of a start that failed. */
export function lastWords({ logFile }: Cluster): string {
  if (!existsSync(logFile)) return 'it wrote nothing'
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LOG_TAIL).join('\n')
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A number may belong to another process by now. A server stands in its data directory, which Linux shows; elsewhere it is believed. */
function standsIn(data: string, pid: number): boolean {
  if (process.platform !== 'linux') return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data)
  } catch {
    return false
  }
}
