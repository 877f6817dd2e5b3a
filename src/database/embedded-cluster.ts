import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, linkSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, realpathSync } from 'node:fs'
import { renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type Account, canEnter, serverAccount } from './embedded-account.js'
import { findBinaries } from './embedded-binaries.js'

/** One embedded database on disk, ready to be started. */
export interface Cluster {
  /** What Postgres calls its data directory. */
  data: string
  logFile: string
  password: string
  binaries: string
  account: Account
}

export const SUPERUSER = 'goldthread'
const LASTING_PLACES = ['/var/lib', tmpdir()]

/** Makes the database folder `<dataDir>/postgres` when it is not there yet, and says where everything is. */
export function prepareCluster(dataDir: string, lasting: boolean, log: (line: string) => void): Cluster {
  const home = homeFolder(resolve(dataDir), lasting, log)
  const account = ownerOf(home)
  const cluster = {
    data: join(home, 'data'),
    logFile: join(home, 'server.log'),
    password: passwordIn(home, account),
    binaries: findBinaries(account),
    account,
  }
  if (!existsSync(join(cluster.data, 'PG_VERSION'))) initialise(cluster, home, lasting)
  return cluster
}

function homeFolder(dataDir: string, lasting: boolean, log: (line: string) => void): string {
  const home = join(dataDir, 'postgres')
  if (existsSync(home)) return within(home, lasting, log)
  if (isLink(home))
    throw new Error(`${home} points to a folder that is gone. Put it back, or remove ${home} to begin with an empty database.`)
  mkdirSync(dataDir, { recursive: true })
  const account = serverAccount()
  if (canEnter(dataDir, account)) {
    mkdirSync(home, { recursive: true, mode: 0o700 })
    giveTo(home, account)
    return realpathSync(home)
  }
  const elsewhere = newFolder(lasting ? LASTING_PLACES : [tmpdir()])
  giveTo(elsewhere, account)
  return markedBy(home, elsewhere, log)
}

/** Data put back from a backup may lie below a folder that only root may enter: it moves to where the database may go. */
function within(home: string, lasting: boolean, log: (line: string) => void): string {
  const found = realpathSync(home)
  if (isLink(home) || canEnter(found, ownerOf(found))) return found
  const elsewhere = newFolder(lasting ? LASTING_PLACES : [tmpdir()])
  // -a keeps owners and modes, across disks too.
  const { status, stderr } = spawnSync('cp', ['-a', `${found}/.`, elsewhere], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`The data in ${found} could not be moved to ${elsewhere}: ${stderr.trim()}`)
  rmSync(found, { recursive: true })
  return markedBy(home, elsewhere, log)
}

/** A link marks the spot, so that the data is found again and goes with a checkout that moves. */
function markedBy(home: string, elsewhere: string, log: (line: string) => void): string {
  symlinkSync(elsewhere, home)
  log(`Only you may enter ${dirname(home)}, and the database cannot run as root, so its data is kept in ${elsewhere}`)
  return elsewhere
}

function newFolder([place, ...others]: string[]): string {
  try {
    return mkdtempSync(join(place!, 'goldthread-'))
  } catch (error) {
    if (others.length === 0) throw error
    return newFolder(others)
  }
}

/** The folder's owner is the account to run as: `nobody` when root made it, otherwise whoever started it the first time. */
function ownerOf(home: string): Account {
  const { uid, gid } = statSync(home)
  const me = process.getuid?.()
  if (me === undefined || uid === me) return {}
  if (me === 0) return { uid, gid }
  throw new Error(
    `The database in ${home} belongs to the system user ${uid}. Start as that user (or root), or set DATA_DIR to another folder.`,
  )
}

/** Made once per database. Written aside and linked into place, so that two first starts agree on one. */
function passwordIn(home: string, account: Account): string {
  const file = join(home, 'password')
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, randomBytes(24).toString('hex'), { mode: 0o600 })
    giveTo(draft, account)
    try {
      linkSync(draft, file)
    } catch (error) {
      if (!existsSync(file)) throw error
    }
    rmSync(draft)
  }
  return readFileSync(file, 'utf8').trim()
}

/** Fills a folder beside the real one and renames it when whole: a first start that was cut off leaves nothing half made. */
function initialise(cluster: Cluster, home: string, lasting: boolean): void {
  const draft = join(home, `data.${process.pid}`)
  rmSync(draft, { recursive: true, force: true })
  const options = ['-D', draft, '-U', SUPERUSER, `--pwfile=${join(home, 'password')}`, '--auth=scram-sha-256', '--encoding=UTF8']
  const locale = ['--locale-provider=builtin', '--locale=C.UTF-8', '--lc-messages=C', '--lc-monetary=C', '--lc-numeric=C', '--lc-time=C']
  const made = spawnSync(join(cluster.binaries, 'bin', 'initdb'), [...options, ...locale, ...(lasting ? [] : ['--no-sync'])], {
    ...cluster.account,
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(`The embedded database could not be made in ${home}: ${made.error?.message ?? made.stderr.trim()}`)
  try {
    renameSync(draft, cluster.data)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(join(cluster.data, 'PG_VERSION'))) throw error
  }
}

function giveTo(path: string, { uid, gid }: Account): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid)
}

const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
