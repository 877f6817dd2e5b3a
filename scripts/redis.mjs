import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const ONE_LINE =
  'npm test needs a Redis server: run `apt-get install -y redis-server` (`brew install redis` on a Mac), or set REDIS_SERVER_PATH to one.'

/** The path of a redis-server that runs, from the nearest source to the farthest. Throws with the one line to run when there is none. */
export function ensureRedis() {
  const given = process.env.REDIS_SERVER_PATH
  if (given && !runs(given)) throw new Error(`REDIS_SERVER_PATH is ${given}, which does not run.`)
  const found = given ?? (runs('redis-server') ? 'redis-server' : fromApt())
  if (!found) throw new Error(ONE_LINE)
  return found
}

function fromApt() {
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  if (process.getuid?.() !== 0 || !/^ID(_LIKE)?=.*debian/m.test(system)) return null
  console.log('No redis-server found; installing it with apt-get ...')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...words) => spawnSync('apt-get', words, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  const installed = apt('update', '-q') && apt('install', '-yq', '--no-install-recommends', 'redis-server')
  return installed && runs('redis-server') ? 'redis-server' : null
}

const runs = path => spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0
