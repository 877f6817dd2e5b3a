import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = resolve('.test')

/** Each run keeps its compiled code, its database and the numbers of its processes in a folder of its own: runs may overlap. */
export function newRunFolder() {
  const folder = join(ROOT, `run-${process.pid}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'processes'), { recursive: true })
  return folder
}

/** Compiles src into the run folder, so that a run never sees another's half-built dist. */
export function compile(folder) {
  const dist = join(folder, 'dist')
  const swc = resolve('node_modules/.bin/swc')
  const built = spawnSync(swc, ['src', '-d', dist, '--strip-leading-paths', '--copy-files', '--quiet'], { encoding: 'utf8' })
  if (built.status !== 0) console.error(`\nCompiling src found:\n${built.stderr || built.error}`)
  return dist
}

/** Ends what crashed runs left behind, and nothing else: a process is ended only if it still is the one that was recorded. */
export async function clearLeftovers(startEmbedded, recordedPostmaster) {
  for (const name of readdirSync(ROOT)) {
    const [, pid] = /^run-(\d+)$/.exec(name) ?? []
    if (!pid || isAlive(Number(pid))) continue
    const folder = join(ROOT, name)
    endRecorded(join(folder, 'processes'))
    // Another run may be clearing the same leftover at this moment.
    await endDatabase(folder, startEmbedded, recordedPostmaster).catch(() => undefined)
    removeRun(folder)
  }
}

/** Adopts the server that outlived its run, as the application would, and stops it. */
async function endDatabase(folder, startEmbedded, recordedPostmaster) {
  if (!recordedPostmaster({ data: join(folder, 'database/postgres/data') })) return
  const server = await startEmbedded({ dataDir: join(folder, 'database'), fsync: false })
  await server.stop()
}

/** Removes a run's folder, and its data where that had to be kept elsewhere (checkout in a closed home). */
export function removeRun(folder) {
  const home = join(folder, 'database/postgres')
  if (existsSync(home)) rmSync(realpathSync(home), { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
}

/** Records a process that a test started, so that the next run can end it if this one crashes. */
export function recordProcess(folder, pid) {
  writeFileSync(join(folder, 'processes', String(pid)), commandOf(pid))
}

function endRecorded(folder) {
  if (!existsSync(folder)) return
  for (const pid of readdirSync(folder)) {
    const command = readFileSync(join(folder, pid), 'utf8')
    if (command && command === commandOf(pid)) process.kill(Number(pid), 'SIGKILL')
  }
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
