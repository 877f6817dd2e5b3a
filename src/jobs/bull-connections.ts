import { setTimeout as pause } from 'node:timers/promises'
import { Redis, type RedisOptions } from 'ioredis'

const LONGEST_PAUSE = 2000

/**
 * The connections of one process to Redis. Queues share what can be shared: one for commands, one for events; only waiting for work takes
 * one for each queue. Bull closes none of those that it is given, so they are kept here.
 */
export class BullConnections {
  private readonly open = new Set<Redis>()
  private commands: Redis | undefined
  private events: Redis | undefined
  /** Whether commands wait for Redis to come back. A worker's may; whoever answers requests is told at once that it is away. */
  patient = false

  constructor(private readonly url: string) {}

  /** For Bull, which asks for a client of each type when it first needs one. */
  readonly createClient = (type: 'client' | 'subscriber' | 'bclient'): Redis => {
    if (type === 'bclient') return this.connect(WAITING)
    if (type === 'subscriber') return (this.events ??= this.connect(WAITING))
    return (this.commands ??= this.connect(this.patient ? WAITING : AT_ONCE))
  }

  /** Waits until these can be used, for a second at most: nothing depends on a Redis that is away at the start. */
  async opened(clients: readonly Redis[] = [this.createClient('client')]): Promise<void> {
    const opening = clients
      .filter(redis => redis.status !== 'ready')
      .map(redis => new Promise(resolve => void redis.once('ready', resolve)))
    await Promise.race([Promise.all(opening), pause(1000, undefined, { ref: false })])
  }

  /** Whether Redis answers now. */
  async answer(): Promise<boolean> {
    try {
      return (await this.createClient('client').ping()) === 'PONG'
    } catch {
      return false
    }
  }

  disconnect(): void {
    for (const redis of this.open) redis.disconnect()
    this.open.clear()
  }

  private connect(options: RedisOptions): Redis {
    const redis = new Redis(this.url, { ...options, keepAlive: 10_000, retryStrategy: times => Math.min(times * 100, LONGEST_PAUSE) })
    // Every queue listens on a shared one; and without a listener a Redis that is away would end the process.
    redis.setMaxListeners(0).on('error', () => undefined)
    this.open.add(redis)
    return redis
  }
}

const WAITING: RedisOptions = { maxRetriesPerRequest: null, enableReadyCheck: false }
const AT_ONCE: RedisOptions = { maxRetriesPerRequest: 0, enableOfflineQueue: false, connectTimeout: 2000, commandTimeout: 2000 }
