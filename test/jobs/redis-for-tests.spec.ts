import { describe, expect, it } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Runs `ensureRedis()` as `npm test` does, with these settings only. */
function ensure(env: NodeJS.ProcessEnv) {
  const script = `import('${process.cwd()}/scripts/redis.mjs').then(m => console.log(m.ensureRedis())).catch(e => { console.log(e.message); process.exit(1) })`
  const { status, stdout } = spawnSync(process.execPath, ['-e', script], { env: { NODE_OPTIONS: '', ...env }, encoding: 'utf8' })
  return { status, said: stdout.trim() }
}

/** A folder with programs of these names in it, each ending at once with this status. */
function programs(status: number, ...names: string[]): string {
  const folder = mkdtempSync(join(process.env.TEST_RUN_FOLDER!, 'programs-'))
  for (const name of names) {
    writeFileSync(join(folder, name), `#!/bin/sh\nexit ${status}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  return folder
}

describe('the Redis of the tests', () => {
  it('is the one that is named', () => {
    const path = join(programs(0, 'my-redis'), 'my-redis')
    expect(ensure({ REDIS_SERVER_PATH: path, PATH: '/nowhere' })).toEqual({ status: 0, said: path })
  })

  it('is the one on the path', () => {
    expect(ensure({ PATH: programs(0, 'redis-server') })).toEqual({ status: 0, said: 'redis-server' })
  })

  it('that is named must run', () => {
    const path = join(programs(1, 'my-redis'), 'my-redis')
    expect(ensure({ REDIS_SERVER_PATH: path, PATH: '/nowhere' })).toEqual({
      status: 1,
      said: `REDIS_SERVER_PATH is ${path}, which does not run.`,
    })
  })

  it('that is nowhere to be had is told in one line', () => {
    const { status, said } = ensure({ PATH: programs(1, 'apt-get') })
    expect([status, said.split('\n').at(-1)]).toEqual([1, expect.stringMatching(/^npm test needs a Redis server: run `apt-get install/)])
  })
})
