import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { freePort } from '../../src/database/embedded-postmaster.js'
import { recordProcess } from './run-folder.mjs'

/** A real Redis of a test's own, on loopback, that keeps nothing on disk: killed, it forgets everything. */
export interface RedisServer {
  url: string
  /** FLUSHALL: everything is forgotten, while the connections stay. */
  flush(): Promise<void>
  /** Ends it without a word; whoever is connected is cut off. */
  kill(): Promise<void>
  /** Starts it again, empty, on the same port. */
  restart(): Promise<void>
  killAndRestart(): Promise<void>
  /** How many connections are open, this question's own left out. */
  connections(): Promise<number>
  stop(): Promise<void>
}

export async function startRedis(): Promise<RedisServer> {
  const port = await freePort()
  const folder = mkdtempSync(join(process.env.TEST_RUN_FOLDER!, 'redis-'))
  const url = `redis://127.0.0.1:${port}`
  let server = await launch(port, folder)
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, 'close')
    server.kill('SIGKILL')
    await ended
  }
  const restart = async () => void (server = await launch(port, folder))
  return {
    url,
    flush: () => asked(url, async redis => void (await redis.flushall())),
    kill,
    restart,
    killAndRestart: () => kill().then(restart),
    connections: () => asked(url, async redis => (String(await redis.client('LIST')).match(/^id=/gm) ?? []).length - 1),
    stop: () => kill().then(() => rmSync(folder, { recursive: true, force: true })),
  }
}

async function launch(port: number, folder: string): Promise<ChildProcess> {
  const words = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder, '--loglevel', 'warning']
  const server = spawn(process.env.REDIS_SERVER_PATH ?? 'redis-server', words.map(String), { stdio: ['ignore', 'ignore', 'inherit'] })
  await Promise.race([
    once(server, 'spawn'),
    once(server, 'error').then(([error]: unknown[]) => Promise.reject(error instanceof Error ? error : new Error('no redis-server'))),
  ])
  recordProcess(process.env.TEST_RUN_FOLDER!, server.pid!)
  while (!(await answers(port))) {
    if (server.exitCode !== null) throw new Error(`redis-server ended at once (${server.exitCode})`)
    await pause(10)
  }
  return server
}

const answers = (port: number): Promise<boolean> =>
  asked(`redis://127.0.0.1:${port}`, async redis => (await redis.ping()) === 'PONG').catch(() => false)

async function asked<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 })
  redis.on('error', () => undefined)
  try {
    await redis.connect()
    return await question(redis)
  } finally {
    redis.disconnect()
  }
}
