import { describe, expect, it } from '@jest/globals'
import { atLeast } from './at-least.js'
import { Busy } from './busy.js'
import { turnstile } from './turnstile.js'

/** Work that goes on until it is told to end. */
function work() {
  let end: () => void = () => undefined
  let begun = false
  const done = new Promise<void>(resolve => (end = resolve))
  const run = () => {
    begun = true
    return done
  }
  return { run, end: () => end(), hasBegun: () => begun }
}

const settled = () => new Promise(resolve => setImmediate(resolve))

describe('a turnstile', () => {
  it('lets so many through at once and the others after them, in order', async () => {
    const pass = turnstile(2, 10)
    const all = [work(), work(), work(), work()]
    const passed = all.map(one => pass(one.run))
    await settled()
    expect(all.map(one => one.hasBegun())).toEqual([true, true, false, false])
    all[1]!.end()
    await settled()
    expect(all.map(one => one.hasBegun())).toEqual([true, true, true, false])
    all.forEach(one => one.end())
    await Promise.all(passed)
  })

  it('goes on after work that failed, and hands the failure back', async () => {
    const pass = turnstile(1, 10)
    await expect(pass(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
    expect(await pass(() => Promise.resolve('through'))).toBe('through')
  })

  it('turns away whoever would wait too far back', async () => {
    const pass = turnstile(1, 1)
    const first = work()
    const [one, two] = [pass(first.run), pass(() => Promise.resolve(2))]
    await expect(pass(() => Promise.resolve(3))).rejects.toThrow(Busy)
    first.end()
    expect(await Promise.all([one, two])).toEqual([undefined, 2])
    expect(await pass(() => Promise.resolve(4))).toBe(4)
  })
})

describe('at least so long', () => {
  it('answers what the work answers', async () => expect(await atLeast(1, Promise.resolve('done'))).toBe('done'))
  it('fails as the work fails', async () => expect(atLeast(1, Promise.reject(new Error('failed')))).rejects.toThrow('failed'))
  it('waits for work that takes longer', async () => {
    let over = false
    await atLeast(
      1,
      new Promise<void>(resolve =>
        setTimeout(() => {
          over = true
          resolve()
        }, 20),
      ),
    )
    expect(over).toBe(true)
  })
})
