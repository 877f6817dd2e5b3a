import { describe, expect, it } from '@jest/globals'
import { type LaneBatch, Lanes } from './lanes.js'

const settled = () => new Promise(resolve => setImmediate(resolve))

/** A round that goes on until it is told to end. */
interface Round {
  batches: LaneBatch<string>[]
  end: () => void
  fail: (error: Error) => void
}

/** Lanes whose rounds are under way until the test ends them; each request is answered with itself and its lane. */
function slowLanes() {
  const rounds: Round[] = []
  const lanes = new Lanes<string, string>(batches => {
    return new Promise((resolve, reject) => {
      const end = () => resolve(batches.map(({ key, requests }) => requests.map(request => `${key}:${request}`)))
      rounds.push({ batches, end, fail: reject })
    })
  })
  const taken = (round: number) => Object.fromEntries(rounds[round]!.batches.map(({ key, requests }) => [key, requests]))
  return { lanes, rounds, taken }
}

/** Lanes that answer at once, and keep what each round was given. */
function quickLanes(work: (request: string, key: string) => string = request => request) {
  const rounds: LaneBatch<string>[][] = []
  const lanes = new Lanes<string, string>(async batches => {
    rounds.push(batches)
    await settled()
    return batches.map(({ key, requests }) => requests.map(request => work(request, key)))
  })
  return { lanes, rounds }
}

describe('a lane', () => {
  it('sends a lone request on its way at once', async () => {
    const { lanes, rounds, taken } = slowLanes()
    const answer = lanes.enter('monday', 'Dana')
    expect(taken(0)).toEqual({ monday: ['Dana'] })
    rounds[0]!.end()
    expect(await answer).toBe('monday:Dana')
  })

  it('gathers what arrives while a round is under way into the next, in order of arrival', async () => {
    const { lanes, rounds, taken } = slowLanes()
    const answers = ['Dana', 'Cole', 'Oona', 'Lena'].map(name => lanes.enter('monday', name))
    expect(rounds).toHaveLength(1)
    rounds[0]!.end()
    await settled()
    expect(taken(1)).toEqual({ monday: ['Cole', 'Oona', 'Lena'] })
    rounds[1]!.end()
    expect(await Promise.all(answers)).toEqual(['monday:Dana', 'monday:Cole', 'monday:Oona', 'monday:Lena'])
    expect(rounds).toHaveLength(2)
  })

  it('gives each its own answer, whatever others of the round are told', async () => {
    const { lanes } = quickLanes((request, key) => `${request} at ${key}`)
    const asked = ['monday', 'tuesday', 'monday', 'tuesday', 'monday'].map((key, i) => [key, `person ${i}`] as const)
    const answers = await Promise.all(asked.map(([key, name]) => lanes.enter(key, name)))
    expect(answers).toEqual(asked.map(([key, name]) => `${name} at ${key}`))
  })

  it('answers the same text asked twice twice', async () => {
    let number = 0
    const { lanes } = quickLanes(() => String((number += 1)))
    expect(await Promise.all([lanes.enter('monday', 'Dana'), lanes.enter('monday', 'Dana')])).toEqual(['1', '2'])
  })
})

describe('rounds', () => {
  it('go side by side for different keys, three at most, and what waits goes together into the next', async () => {
    const { lanes, rounds, taken } = slowLanes()
    const keys = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']
    const answers = keys.map(key => lanes.enter(key, 'Dana'))
    expect(rounds).toHaveLength(3)
    rounds[1]!.end()
    await settled()
    expect(rounds).toHaveLength(4)
    expect(taken(3)).toEqual({ thursday: ['Dana'], friday: ['Dana'] })
    rounds.forEach(round => round.end())
    expect(await Promise.all(answers)).toEqual(keys.map(key => `${key}:Dana`))
  })

  it('never work on a key that another is working on, though there is room for one more', async () => {
    const { lanes, rounds, taken } = slowLanes()
    const answers = [lanes.enter('monday', 'Dana'), lanes.enter('monday', 'Cole'), lanes.enter('tuesday', 'Oona')]
    expect([rounds.length, taken(0), taken(1)]).toEqual([2, { monday: ['Dana'] }, { tuesday: ['Oona'] }])
    rounds[1]!.end()
    await settled()
    expect(rounds).toHaveLength(2)
    rounds[0]!.end()
    await settled()
    expect(taken(2)).toEqual({ monday: ['Cole'] })
    rounds[2]!.end()
    await Promise.all(answers)
  })

  it('take no more than 256 at once; who came later goes with the next', async () => {
    const { lanes, rounds } = slowLanes()
    const first = lanes.enter('monday', 'first')
    const crowd = Array.from({ length: 257 }, (_, i) => lanes.enter('monday', `person ${i}`))
    rounds[0]!.end()
    await settled()
    expect(rounds[1]!.batches.map(batch => batch.requests.length)).toEqual([256])
    expect(rounds).toHaveLength(2)
    rounds[1]!.end()
    await settled()
    expect(rounds[2]!.batches).toEqual([{ key: 'monday', requests: ['person 256'] }])
    rounds[2]!.end()
    await Promise.all([first, ...crowd])
  })

  it('take exactly 256 in one', async () => {
    const { lanes, rounds } = quickLanes()
    await Promise.all(Array.from({ length: 257 }, (_, i) => lanes.enter('monday', `person ${i}`)))
    expect(rounds.map(batches => batches.map(batch => batch.requests.length))).toEqual([[1], [256]])
  })

  it('count the 256 over all their lanes', async () => {
    const { lanes, rounds } = quickLanes()
    const keys = Array.from({ length: 300 }, (_, i) => `occurrence ${i}`)
    await Promise.all(keys.map(key => lanes.enter(key, 'Dana')))
    // Three go off alone as they come; the others wait for the first of them.
    expect(rounds.map(batches => batches.length)).toEqual([1, 1, 1, 256, 41])
  })

  it('end in any order, and each lane goes on where it was', async () => {
    const { lanes, rounds, taken } = slowLanes()
    const answers = [
      ...['monday', 'tuesday', 'wednesday'].map(key => lanes.enter(key, 'Dana')),
      ...['wednesday', 'monday', 'tuesday'].map(key => lanes.enter(key, 'Cole')),
    ]
    rounds[2]!.end()
    await settled()
    expect(taken(3)).toEqual({ wednesday: ['Cole'] })
    rounds[0]!.end()
    await settled()
    expect(taken(4)).toEqual({ monday: ['Cole'] })
    rounds.forEach(round => round.end())
    await settled()
    rounds.forEach(round => round.end())
    expect(await Promise.all(answers)).toHaveLength(6)
  })
})

describe('a lane that is never empty', () => {
  it('keeps no other waiting for good', async () => {
    const { lanes, rounds, taken } = slowLanes()
    const busy = ['monday', 'tuesday', 'wednesday']
    const answers = busy.map(key => lanes.enter(key, 'first'))
    const crowd = (key: string) => answers.push(...Array.from({ length: 300 }, (_, i) => lanes.enter(key, `person ${i}`)))
    busy.forEach(crowd)
    const dana = lanes.enter('thursday', 'Dana')
    for (const round of [0, 1, 2, 3]) {
      busy.forEach(crowd)
      rounds[round]!.end()
      await settled()
    }
    // Each of the busy lanes waited longer than she; now each has had its turn, and the next is hers.
    expect(taken(6)).toMatchObject({ thursday: ['Dana'] })
    for (let round = 4; round < rounds.length; round++) {
      rounds[round]!.end()
      await settled()
    }
    expect(await dana).toBe('thursday:Dana')
    expect(await Promise.all(answers)).toHaveLength(3 + 15 * 300)
  })
})
