import { describe, expect, it } from '@jest/globals'
import { gather } from './gather.js'
import { seeded } from './seeded.js'

const settled = () => new Promise(resolve => setImmediate(resolve))

/** A load that goes on until the test ends it; it knows everybody but "nobody". */
function slowLoad() {
  const loads: { keys: string[]; end: () => void; fail: (error: Error) => void }[] = []
  const find = gather<string, string>(keys => {
    return new Promise((resolve, reject) => {
      const found = new Map(keys.filter(key => key !== 'nobody').map(key => [key, `${key}@example.org`]))
      loads.push({ keys, end: () => resolve(found), fail: reject })
    })
  })
  return { find, loads, asked: () => loads.map(load => load.keys) }
}

describe('gathering', () => {
  it('lets a lone request wait for nobody', async () => {
    const { find, loads } = slowLoad()
    const dana = find('dana')
    await settled()
    expect(loads).toHaveLength(1)
    loads[0]!.end()
    expect(await dana).toBe('dana@example.org')
  })

  it('loads in one go what is asked for at the same moment', async () => {
    const { find, loads, asked } = slowLoad()
    const answers = ['dana', 'cole', 'oona'].map(find)
    await settled()
    expect(asked()).toEqual([['dana', 'cole', 'oona']])
    loads[0]!.end()
    expect(await Promise.all(answers)).toEqual(['dana@example.org', 'cole@example.org', 'oona@example.org'])
  })

  it('loads once what several ask for, and answers them all', async () => {
    const { find, loads, asked } = slowLoad()
    const answers = ['dana', 'dana', 'cole', 'dana'].map(find)
    await settled()
    expect(asked()).toEqual([['dana', 'cole']])
    loads[0]!.end()
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['dana@example.org', 'cole@example.org']))
  })

  it('keeps what is asked for meanwhile for the next load, and has one under way at a time', async () => {
    const { find, loads, asked } = slowLoad()
    const first = find('dana')
    await settled()
    const later = [find('cole'), find('oona')]
    await settled()
    const latest = find('lena')
    expect(asked()).toEqual([['dana']])
    loads[0]!.end()
    expect(await first).toBe('dana@example.org')
    await settled()
    expect(asked()).toEqual([['dana'], ['cole', 'oona', 'lena']])
    loads[1]!.end()
    expect(await Promise.all([...later, latest])).toEqual(['cole@example.org', 'oona@example.org', 'lena@example.org'])
  })

  it('asks again for what is asked again: nothing is remembered', async () => {
    const { find, loads, asked } = slowLoad()
    const first = find('dana')
    await settled()
    const during = find('dana')
    loads[0]!.end()
    await first
    await settled()
    loads[1]!.end()
    await during
    expect(asked()).toEqual([['dana'], ['dana']])
  })

  it('answers undefined for what the load does not find', async () => {
    const { find, loads } = slowLoad()
    const answers = ['dana', 'nobody'].map(find)
    await settled()
    loads[0]!.end()
    expect(await Promise.all(answers)).toEqual(['dana@example.org', undefined])
  })
})

describe('a load that fails', () => {
  it('fails those who asked for it, and nobody else', async () => {
    const { find, loads } = slowLoad()
    const failing = Promise.allSettled(['dana', 'cole'].map(find))
    await settled()
    const next = find('oona')
    loads[0]!.fail(new Error('the database is away'))
    expect((await failing).map(one => one.status)).toEqual(['rejected', 'rejected'])
    await settled()
    loads[1]!.end()
    expect(await next).toBe('oona@example.org')
  })

  it('fails before it has begun as well, and the next is tried', async () => {
    let away = true
    const find = gather<string, string>(keys => {
      if (away) throw new Error('the database is away')
      return Promise.resolve(new Map(keys.map(key => [key, key])))
    })
    await expect(find('dana')).rejects.toThrow('the database is away')
    away = false
    expect(await find('dana')).toBe('dana')
  })
})

describe('a crowd', () => {
  it.each([1, 2, 3, 4, 5])('gets each their own, in fewer loads than they are many, never two at once (seed %i)', async seed => {
    const random = seeded(seed)
    let [loads, under, most] = [0, 0, 0]
    const find = gather<number, number>(async keys => {
      loads += 1
      most = Math.max(most, (under += 1))
      expect(new Set(keys).size).toBe(keys.length)
      for (let wait = Math.floor(random() * 3); wait > 0; wait--) await settled()
      under -= 1
      return new Map(keys.map(key => [key, key * 2]))
    })
    const answers: Promise<boolean>[] = []
    for (let i = 0; i < 1000; i++) {
      const key = Math.floor(random() * 200)
      answers.push(find(key).then(value => value === key * 2))
      if (random() < 0.05) await settled()
    }
    expect((await Promise.all(answers)).every(Boolean)).toBe(true)
    expect(most).toBe(1)
    expect(loads).toBeLessThan(100)
  })
})
