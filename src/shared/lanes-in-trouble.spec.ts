import { describe, expect, it } from '@jest/globals'
import { Lanes } from './lanes.js'
import { seeded } from './seeded.js'

const settled = () => new Promise(resolve => setImmediate(resolve))
const allOf = async <T>(promises: Promise<T>[]) => (await Promise.allSettled(promises)).map(one => one.status)

describe('a round that fails', () => {
  /** Fails whatever round holds Mallory; alone she fails for her own sake. */
  const careful = () => {
    const sizes: number[] = []
    const lanes = new Lanes<string, string>(async batches => {
      const all = batches.flatMap(batch => batch.requests)
      sizes.push(all.length)
      await settled()
      if (all.includes('Mallory')) throw new Error('cannot be worked on')
      return batches.map(({ requests }) => requests.map(name => `booked ${name}`))
    })
    return { lanes, sizes }
  }

  it('hands a lone request its error, without a second try', async () => {
    const { lanes, sizes } = careful()
    await expect(lanes.enter('monday', 'Mallory')).rejects.toThrow('cannot be worked on')
    expect(sizes).toEqual([1])
  })

  it('is answered apart: who travelled with the one that fails is booked', async () => {
    const { lanes, sizes } = careful()
    const answers = ['Dana', 'Cole', 'Mallory', 'Oona'].map(name => lanes.enter('monday', name))
    expect(await allOf(answers)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect(sizes).toEqual([1, 3, 1, 1, 1])
  })

  it('is answered apart over several lanes', async () => {
    const { lanes } = careful()
    const keys = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'monday']
    const names = ['Dana', 'Cole', 'Oona', 'Mallory', 'Lena', 'Tara']
    expect(await allOf(keys.map((key, i) => lanes.enter(key, names[i]!)))).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ])
  })

  it('keeps nobody who comes later from being answered', async () => {
    const { lanes } = careful()
    const first = lanes.enter('monday', 'Mallory')
    const second = lanes.enter('monday', 'Dana')
    await expect(first).rejects.toThrow('cannot be worked on')
    expect(await second).toBe('booked Dana')
    expect(await lanes.enter('monday', 'Cole')).toBe('booked Cole')
  })

  it('may fail before its work has begun', async () => {
    const lanes = new Lanes<string, string>(() => {
      throw new Error('there is no connection')
    })
    expect(await allOf(['Dana', 'Cole', 'Oona'].map(name => lanes.enter('monday', name)))).toEqual(['rejected', 'rejected', 'rejected'])
  })
})

describe('a crowd', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is answered to the last, in order, with no key in two rounds at once (seed %i)', async seed => {
    const random = seeded(seed)
    const arrived: Record<string, string[]> = {}
    const worked: Record<string, string[]> = {}
    const atWork = new Set<string>()
    let most = 0
    let under = 0
    const lanes = new Lanes<string, string>(async batches => {
      most = Math.max(most, (under += 1))
      for (const { key, requests } of batches) {
        expect(atWork.has(key)).toBe(false)
        atWork.add(key)
        worked[key] = [...(worked[key] ?? []), ...requests]
      }
      expect(batches.flatMap(batch => batch.requests).length).toBeLessThanOrEqual(256)
      for (let wait = Math.floor(random() * 4); wait > 0; wait--) await settled()
      batches.forEach(({ key }) => atWork.delete(key))
      under -= 1
      return batches.map(({ key, requests }) => requests.map(request => `${key}:${request}`))
    })
    const answers: Promise<boolean>[] = []
    for (let i = 0; i < 2000; i++) {
      const key = `occurrence ${Math.floor(random() ** 3 * 40)}`
      ;(arrived[key] ??= []).push(`person ${i}`)
      answers.push(lanes.enter(key, `person ${i}`).then(answer => answer === `${key}:person ${i}`))
      if (random() < 0.02) await settled()
    }
    expect((await Promise.all(answers)).every(Boolean)).toBe(true)
    expect(worked).toEqual(arrived)
    expect([most, under]).toEqual([3, 0])
  })
})
