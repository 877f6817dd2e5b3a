import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { mkdirSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { openDatabase } from '../../src/open-database.js'
import { readSettings } from '../../src/config/settings.js'
import { Crowd, seedCrowd, type Size } from './crowd.js'
import { House, SECRET } from './house.js'
import { faultPlan } from './plan.js'
import { verdict } from './verdict.js'

// `npm run test:faults` is the long form; the short one is part of every run of the tests.
const LONG = process.env.FAULTS === 'long'
const SEED = Number(process.env.FAULTS_SEED ?? 20261121)
const POINTS = LONG ? 20 : 2
const SIZE: Size = LONG
  ? { people: 1000, occurrences: 40, places: 15, reminded: 200 }
  : { people: 120, occurrences: 6, places: 12, reminded: 30 }
const AT_ONCE = 6
const LONGEST_MS = LONG ? 1_500_000 : 300_000

const folder = join(process.env.TEST_RUN_FOLDER!, 'faults')
let house: House
let database: Watcher

beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  house = new House(folder)
  await house.openDatabase()
  await openDatabase(readSettings({ DATABASE_URL: house.databaseUrl, SECRET }))
  database = new Watcher(house.databaseUrl)
  await database.use(client => seedCrowd(client, SIZE))
  await house.open()
}, LONGEST_MS)

afterAll(async () => {
  await house.close()
  rmSync(realpathSync(join(folder, 'postgres')), { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
}, LONGEST_MS)

/** Looks into the database from beside, and again when that died meanwhile. */
class Watcher {
  constructor(private readonly url: string) {}

  async use<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const client = new pg.Client(this.url)
      client.on('error', () => undefined)
      try {
        await client.connect()
        return await work(client)
      } catch (error) {
        if (attempt === 100) throw error
        await pause(200)
      } finally {
        await client.end().catch(() => undefined)
      }
    }
  }
}

it(
  'loses nothing, gives nothing twice and forgets no message, whatever is killed',
  async () => {
    const crowd = new Crowd(house.ports, SIZE)
    const plan = faultPlan(SEED, SIZE.people, POINTS)
    const done = { people: 0 }
    await Promise.all([people(crowd, done), misfortune(plan, done), offers(crowd, done)])
    house.setWeather('well')
    await settle(crowd)
    const { faults, counts } = await database.use(client => verdict(client, house, crowd))
    console.log(
      Object.entries({ ...counts, ...faults })
        .map(([name, number]) => `${String(number).padStart(6)}  ${name}`)
        .join('\n'),
    )
    const trouble = [...crowd.wrong, ...house.unexplained]
    if (trouble.length) console.log([...trouble.slice(0, 20), JSON.stringify(house.deaths)].join('\n'))
    expect(Object.entries(faults).filter(([, number]) => number !== 0)).toEqual([])
    expect(counts['bookings acknowledged']).toBeGreaterThan(SIZE.people / 4)
    expect(counts['offers accepted']).toBeGreaterThan(0)
    expect(counts['of them with a calendar entry']).toBeGreaterThan(0)
    expect([
      counts['workers killed'],
      counts['web processes killed'],
      counts['Redis killed or emptied'],
      counts['Postgres killed'],
    ]).toEqual([POINTS, POINTS, POINTS, POINTS])
  },
  LONGEST_MS,
)

/** Everybody has their turn, a few at once. */
async function people(crowd: Crowd, done: { people: number }): Promise<void> {
  let next = 1
  const one = async () => {
    while (next <= SIZE.people) {
      await crowd.person(next++)
      done.people += 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
}

async function misfortune({ faults, weather }: ReturnType<typeof faultPlan>, done: { people: number }): Promise<void> {
  const all = [...faults.map(fault => ({ after: fault.after, fault })), ...weather.map(one => ({ after: one.after, weather: one.weather }))]
  for (const event of all.sort((a, b) => a.after - b.after)) {
    while (done.people < event.after) await pause(5)
    if ('fault' in event) await house.strike(event.fault)
    else house.setWeather(event.weather)
  }
}

/** Beside the crowd: places are given back, and those to whom they are offered answer. */
async function offers(crowd: Crowd, done: { people: number }): Promise<void> {
  while (done.people < SIZE.people) {
    await crowd.leave()
    await crowd.takeOffers(await openOffers())
    await pause(200)
  }
  await crowd.leave(true)
}

const openOffers = () =>
  database.use(async client => {
    const { rows } = await client.query<{ id: string; person: number }>(
      `SELECT f.id, split_part(split_part(p.email, '-', 2), '@', 1)::int AS person
       FROM offer f JOIN person p ON p.id = f.person_id WHERE f.state = 'open' AND f.runs_out_at > now()`,
    )
    return rows
  })

/** With everything up and the mail server well: what is to be tried later is tried now, what was given up is sent again, until nothing is left. */
async function settle(crowd: Crowd): Promise<void> {
  for (;;) {
    await crowd.takeOffers(await openOffers())
    const left = await database.use(async client => {
      await client.query(`UPDATE message SET state = 'due', attempts = 0, try_at = now(), outcome = NULL WHERE state = 'failed'`)
      await client.query(`UPDATE message SET try_at = now() WHERE state = 'due' AND claim IS NULL AND due_at <= now() AND try_at > now()`)
      const { rows } = await client.query<{ n: number }>(
        `SELECT (SELECT count(*) FROM message WHERE state = 'due' AND due_at <= now())::int
           + (SELECT count(*) FROM booking b WHERE reference LIKE 'R%' AND NOT EXISTS (SELECT 1 FROM message m WHERE m.subject = 'booking:' || b.id AND m.kind = 'reminder'))::int AS n`,
      )
      return rows[0]!.n
    })
    if (left === 0 && (await openOffers()).length === 0) return
    await pause(500)
  }
}
