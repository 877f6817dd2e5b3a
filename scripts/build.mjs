import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

const STAMP = 'dist/.built-from'
const SOURCES = ['src', 'package-lock.json', 'package.json', '.swcrc']

/** Builds dist with the build script of package.json, unless it was built from just these files. Ends the process when that fails. */
export function buildIfNeeded() {
  const sources = fingerprint()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) return
  build()
  // Taken before the build: what was saved while it ran is built next time.
  writeFileSync(STAMP, sources)
}

export function build() {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  const PATH = resolve('node_modules/.bin') + delimiter + process.env.PATH
  const { status } = spawnSync(scripts.build, { shell: true, stdio: 'inherit', env: { ...process.env, PATH } })
  if (status !== 0) process.exit(status ?? 1)
}

// Names, sizes and times of every source: also notices files that went away, or came back older from git.
function fingerprint() {
  return SOURCES.flatMap(files).sort().join('\n')
}

function files(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return []
  if (found.isDirectory()) return readdirSync(path).flatMap(name => files(join(path, name)))
  return [`${path} ${found.size} ${found.mtimeMs}`]
}
