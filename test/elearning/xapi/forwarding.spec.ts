import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { setTimeout as pause } from 'node:timers/promises'
import { SETTINGS, type Settings } from '../../../src/config/settings.js'
import { SendStatementsOn } from '../../../src/jobs/forward-statements.js'
import { ForwardStatements } from '../../../src/modules/elearning/xapi/forward-statements.writer.js'
import { newId } from '../../../src/shared/ids.js'
import { startApp, startBeside, type TestApp } from '../../support/app.js'
import { aCourse } from '../../support/builders/course.js'
import { anAdministrator, aPerson } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { aDataDir, startProduct } from '../../start/a-product.js'
import { WriteStatements } from '../../../src/modules/elearning/xapi/write-statements.js'
import { AStore } from './a-store.js'

const store = new AStore()
let app: TestApp
let ada: Visitor
let enrolment: { enrolmentId: string; personId: string; courseId: string }

beforeAll(async () => {
  await store.open()
  app = await startApp(undefined, { xapi: store.settings })
  const [course, dana] = [await aCourse(app.database, { kind: 'e-learning', mode: 'e-learning' }), await aPerson(app.database)]
  enrolment = { enrolmentId: newId(), personId: dana.id, courseId: course.id }
  await app.database.query('INSERT INTO enrolment (id, course_id, person_id, signed_up_at) VALUES ($1, $2, $3, now())', [
    enrolment.enrolmentId,
    course.id,
    dana.id,
  ])
  ada = new Visitor(app.url)
  await ada.signIn((await anAdministrator(app.database)).email)
})
afterAll(async () => {
  await app.stop()
  await store.close()
})
beforeEach(async () => {
  store.clear()
  await app.database.query('DELETE FROM xapi_statement')
})

/** So many statements, as they are written with what was learned. */
async function told(count: number): Promise<string[]> {
  const facts = { ...enrolment, verb: 'failed' as const, score: 40, success: false, seconds: 60, now: app.clock.now() }
  const tellings = Array.from({ length: count }, (_, i) => ({ ...facts, source: `${newId()}:${i}` }))
  await app.database.transaction(tx => app.app.get(WriteStatements, { strict: false }).write(tx, tellings))
  return (await app.database.query<{ id: string }[]>('SELECT id FROM xapi_statement')).map(({ id }) => id)
}
const run = (of = app) => of.app.get(SendStatementsOn, { strict: false }).run(of.clock.now(), new AbortController().signal)
const states = async () =>
  Object.fromEntries(
    (await app.database.query<{ state: string; n: number }[]>('SELECT state, count(*)::int AS n FROM xapi_statement GROUP BY 1')).map(
      ({ state, n }) => [state, n],
    ),
  )
const rows = () =>
  app.database.query<{ id: string; state: string; outcome: string | null; attempts: number; alone: boolean; wait: number }[]>(
    `SELECT id, state, outcome, attempts, alone, round(extract(epoch FROM try_at - $1) / 60)::int AS wait FROM xapi_statement ORDER BY id`,
    [app.clock.now()],
  )

describe('a store that is well', () => {
  it('gets everything, in batches, each once, as statements that are valid', async () => {
    const ids = await told(120)
    expect(await run()).toBe('120 sent on')
    expect([...store.kept.keys()].sort()).toEqual(ids.sort())
    expect(store.batches.map(batch => batch.length)).toEqual([50, 50, 20])
    expect([await run(), await states()]).toEqual(['', { sent: 120 }])
    expect(store.batches).toHaveLength(3)
  })

  it('is not sent to twice by two workers at once', async () => {
    await told(300)
    const beside = await startBeside(app, { xapi: store.settings })
    await Promise.all([run(), run(beside), run(), run(beside)])
    await beside.stop()
    expect(store.kept.size).toBe(300)
    expect(store.batches.flat()).toHaveLength(300)
    expect(await states()).toEqual({ sent: 300 })
  })

  it.each([false, true])('knows again what it was sent before its answer was lost (409: %s)', async strict => {
    const ids = await told(3)
    store.strict = strict
    store.weather = (_, nth) => {
      if (nth > 1) return null
      for (const id of ids) store.kept.set(id, {})
      return { status: 0, hang: true }
    }
    expect(await run()).toMatch(/^The outside store could not be reached/)
    app.clock.pass({ minutes: 1 })
    expect(await run()).toBe('3 sent on')
    expect(await states()).toEqual({ sent: 3 })
    expect(new Set(store.batches.flat())).toEqual(new Set(ids))
    expect((await rows()).every(({ outcome }) => outcome === (strict ? 'It was there already' : null))).toBe(true)
  })
})

describe('a store that is not', () => {
  it('is tried again after growing pauses, and nothing is lost', async () => {
    await told(2)
    await store.close()
    const waits: number[] = []
    for (let tries = 1; tries <= 7; tries++) {
      expect(await run()).toMatch(/^The outside store could not be reached: /)
      const { wait, attempts } = (await rows())[0]!
      expect(attempts).toBe(tries)
      waits.push(wait)
      app.clock.pass({ minutes: wait - 1 })
      expect(await run()).toBe('')
      app.clock.pass({ minutes: 1 })
    }
    expect(waits).toEqual([1, 2, 5, 15, 30, 60, 60])
    await store.open()
    expect([await run(), store.kept.size]).toEqual(['2 sent on', 2])
  })

  it('says how long to leave it alone, and is left alone so long', async () => {
    await told(1)
    store.weather = () => ({ status: 503, body: 'Down for repair', headers: { 'retry-after': '1200' } })
    expect(await run()).toBe('The outside store put it off: 503, Down for repair')
    expect((await rows())[0]!.wait).toBe(20)
  })

  it.each([
    [401, 'The outside store does not accept the key and secret: 401, no'],
    [302, 'What answers at XAPI_URL is not a store of statements: 302, no'],
    [200, 'What answers at XAPI_URL is not a store of statements: 200, no'],
  ])('or is another: %i sends nothing anywhere', async (status, words) => {
    await told(1)
    store.weather = () => ({ status, body: '<p>no</p>', headers: { location: `${store.settings.url}/elsewhere` } })
    expect([await run(), store.batches.length, await states()]).toEqual([words, 1, { due: 1 }])
  })

  it('that refuses one of a batch has the others, and the reason is read at the desk, from where it is sent again', async () => {
    const ids = await told(5)
    store.weather = statements => (statements.some(({ id }) => id === ids[2]) ? { status: 400, body: 'not <b>this</b> one' } : null)
    expect(await run()).toBe('4 sent on, 1 refused')
    expect(await states()).toEqual({ sent: 4, refused: 1 })
    const list = await ada.get('/desk/e-learning/statements')
    expect(list.text).toContain('1 statement was refused')
    expect(list.text).toContain('Refused The outside store refused it: 400, not this one')
    expect((await ada.get('/desk/e-learning/statements?state=refused')).text).toContain('1 statement, newest first')
    expect(await run()).toBe('')
    store.weather = () => null
    await ada.get(`/desk/e-learning/statements/${ids[2]}`)
    await ada.post(`/desk/e-learning/statements/${ids[2]}/again`)
    expect(ada.last!.text).toContain('It is sent again within a minute.')
    expect([await run(), await states(), store.kept.size]).toEqual(['1 sent on', { sent: 5 }, 5])
    await ada.post(`/desk/e-learning/statements/${ids[2]}/again`)
    expect(ada.last!.text).toContain('Nothing to do')
    expect(await run()).toBe('')
  })

  it('and breaks on one again and again, takes the others all the same', async () => {
    const ids = await told(4)
    store.weather = statements => (statements.some(({ id }) => id === ids[0]) ? { status: 500, body: 'bug' } : null)
    for (let tries = 0; tries < 4; tries++) {
      await run()
      app.clock.pass({ minutes: 60 })
    }
    await run()
    expect(await states()).toEqual({ due: 1, sent: 3 })
    const text = (await ada.get('/desk/e-learning/statements')).text
    expect(text).toContain('The outside store put it off: 500, bug')
    store.weather = () => null
    await ada.post('/desk/e-learning/statements/again')
    expect(ada.last!.text).toContain('It is sent again within a minute.')
    await run()
    expect(await states()).toEqual({ sent: 4 })
  })
})

describe('sent again from the desk', () => {
  it('is what was refused, by itself, and what waits; not what is on its way, nor what another asked for', async () => {
    const ids = (await told(4)).sort()
    const set = (id: string | undefined, words: string) => app.database.query(`UPDATE xapi_statement SET ${words} WHERE id = $1`, [id])
    for (const id of ids.slice(0, 2)) await set(id, `state = 'refused', outcome = 'no', attempts = 2`)
    await set(ids[2], `outcome = 'later', attempts = 5, try_at = try_at + interval '1 hour'`)
    await set(ids[3], `outcome = 'later', attempts = 5, try_at = try_at + interval '1 hour', claim = gen_random_uuid()`)
    const standing = async () => (await rows()).map(({ state, attempts, alone, wait }) => [state, attempts, alone, wait].join(' '))
    await ada.get(`/desk/e-learning/statements/${ids[0]}`)
    await ada.post(`/desk/e-learning/statements/${ids[0]}/again`)
    expect(await standing()).toEqual(['due 0 true 0', 'refused 2 false 0', 'due 5 false 60', 'due 5 false 60'])
    expect((await ada.post('/desk/e-learning/statements/again')).text).toContain('2 statements are sent again within a minute.')
    expect(await standing()).toEqual(['due 0 true 0', 'due 0 true 0', 'due 0 false 0', 'due 5 false 60'])
  })

  it('is found on the second page where there are more than twenty-five', async () => {
    await told(26)
    const links = async (page: number) =>
      (await ada.get(`/desk/e-learning/statements?page=${page}`)).html.match(/statements\/[-\da-f]{36}"/g)
    expect([(await links(1))!.length, (await links(2))!.length]).toEqual([25, 1])
    expect(new Set([...(await links(1))!, ...(await links(2))!]).size).toBe(26)
  })
})

describe('whoever sends', () => {
  it('and is told to stop, lets go of what was on its way: another sends it at once', async () => {
    await told(1)
    const stop = new AbortController()
    store.weather = () => {
      stop.abort()
      return { status: 0, hang: true }
    }
    await app.app.get(ForwardStatements, { strict: false }).run(stop.signal)
    expect((await rows())[0]).toMatchObject({ state: 'due', wait: 0, outcome: null })
    store.weather = () => null
    expect(await run()).toBe('1 sent on')
  })

  it('without an outside store sends nothing, and keeps everything for one that comes', async () => {
    await told(2)
    const settings = app.app.get<Settings>(SETTINGS)
    settings.xapi = null
    expect([await run(), await states()]).toEqual(['', { due: 2 }])
    const { text } = await ada.get('/desk/e-learning/statements')
    expect(text).toContain('None is set up: statements are kept here')
    expect(text).toContain('Kept here')
    settings.xapi = store.settings
    expect(await run()).toBe('2 sent on')
  })

  it('and is killed in between, loses nothing: what the store has stays one, and what it has not is sent', async () => {
    // A process of its own goes by the real clock.
    app.clock.moveTo(new Date(performance.timeOrigin + performance.now()))
    const ids = await told(150)
    store.weather = (statements, nth) => {
      if (nth !== 2) return null
      for (const one of statements) store.kept.set(one.id, one)
      return { status: 0, stall: true }
    }
    const { url, key, secret } = store.settings
    const own = { DATABASE_URL: app.databaseUrl, SECRET: 'a-secret-of-the-tests-that-is-long-enough' }
    const product = await startProduct(aDataDir('killed-forwarder'), { ...own, XAPI_URL: url, XAPI_KEY: key, XAPI_SECRET: secret })
    while (store.batches.length < 2) await pause(50)
    await product.end('SIGKILL')
    expect(await states()).toEqual({ sent: 50, due: 100 })
    store.weather = () => null
    // What the dead process had in hand is nobody else's until its claim has run out.
    app.clock.moveTo(new Date(performance.timeOrigin + performance.now()))
    expect(await run()).toBe('50 sent on')
    app.clock.pass({ minutes: 2 })
    expect(await run()).toBe('50 sent on')
    expect(await states()).toEqual({ sent: 150 })
    expect([...store.kept.keys()].sort()).toEqual(ids.sort())
  }, 120_000)
})
