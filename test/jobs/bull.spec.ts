import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { setTimeout as pause } from 'node:timers/promises'
import { startRedis, type RedisServer } from '../support/redis.js'
import { contract, until } from './contract.js'

let redis: RedisServer
beforeAll(async () => {
  redis = await startRedis()
})
beforeEach(() => redis.flush())
afterAll(() => redis.stop())

const scene = contract('Bull on Redis', () => redis.url)
const ticks = () => scene.workshop.ended('ticking')
const goesOn = async () => {
  const before = ticks()
  await until(() => ticks() >= before + 2)
}

describe('Bull on Redis: web processes and workers', () => {
  it('a web process runs nothing itself: what it asks for is a worker’s', async () => {
    const web = await scene.start('web')
    web.jobs.nudge()
    expect(await web.jobs.runNow('yearly')).toBeNull()
    await pause(1500)
    expect(scene.workshop.runs).toEqual([])
    // It was kept until somebody came to do it.
    await scene.start()
    await until(() => scene.workshop.ended('sending') === 1 && scene.workshop.ended('yearly') === 1)
  })

  it('a worker that is busy leaves the next run of the job to another', async () => {
    const open = scene.workshop.shut('yearly')
    const web = await scene.start('web')
    await Promise.all([scene.start(), scene.start()])
    await web.jobs.runNow('yearly')
    await web.jobs.runNow('yearly')
    await until(() => scene.workshop.of('yearly').length === 2)
    expect(new Set(scene.workshop.of('yearly').map(run => run.process)).size).toBe(2)
    open()
  })

  it('leaves no connection behind', async () => {
    const before = await redis.connections()
    const [web, worker] = await Promise.all([scene.start('web'), scene.start()])
    await until(() => ticks() >= 1)
    expect(await redis.connections()).toBeGreaterThan(before)
    await Promise.all([web.stop(), worker.stop()])
    await until(async () => (await redis.connections()) === before)
  })
})

describe('Bull on Redis: a Redis that forgets or goes away', () => {
  it('emptied, it is told the times anew, by itself', async () => {
    const { jobs } = await scene.start()
    await until(() => ticks() >= 1)
    await redis.flush()
    await goesOn()
    jobs.nudge()
    await until(() => scene.workshop.ended('sending') === 1)
  })

  it('emptied in the middle of a run, too', async () => {
    const open = scene.workshop.shut('ticking')
    await scene.start()
    await until(() => scene.workshop.of('ticking').length === 1)
    await redis.flush()
    open()
    await goesOn()
  })

  it('killed and started anew, work goes on without a new start of anybody', async () => {
    const [web] = await Promise.all([scene.start('web'), scene.start()])
    await until(() => ticks() >= 1)
    await redis.kill()
    expect(await web.jobs.answers()).toBe(false)
    await redis.restart()
    await goesOn()
    await until(() => web.jobs.answers().then(answer => answer === true))
    web.jobs.nudge()
    await until(() => scene.workshop.ended('sending') === 1)
  })

  it('away, it holds up nobody who asks, nor whoever stops', async () => {
    const [web, worker] = await Promise.all([scene.start('web'), scene.start()])
    await until(() => ticks() >= 1)
    await redis.kill()
    for (let i = 0; i < 50; i++) web.jobs.nudge()
    expect(await web.jobs.runNow('yearly')).toMatchObject({ error: expect.stringMatching(/^Redis does not answer/) as unknown })
    await Promise.all([web.stop(), worker.stop()])
    await redis.restart()
  })

  it('that comes after its workers is found by them', async () => {
    await redis.kill()
    await scene.start()
    await pause(500)
    await redis.restart()
    await goesOn()
  })
})
