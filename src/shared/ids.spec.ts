import { describe, expect, it } from '@jest/globals'
import { newId, newReference } from './ids.js'

describe('an id', () => {
  const ids = Array.from({ length: 5000 }, newId)

  it('is a version 7 UUID', () => {
    const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    expect(ids.filter(id => !form.test(id))).toEqual([])
  })

  it('is nobody else’s', () => expect(new Set(ids).size).toBe(ids.length))

  it('sorts after those made before it, so that rows written together lie together', () => {
    expect([...ids].sort()).toEqual(ids)
  })
})

describe('a booking reference', () => {
  const references = Array.from({ length: 5000 }, newReference)

  it('is GT and two groups of four', () => {
    expect(references.filter(reference => !/^GT-[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(reference))).toEqual([])
  })

  it('has no sign that is mistaken for another over a telephone, and uses all the others', () => {
    const signs = new Set(references.flatMap(reference => [...reference.slice(3).replace('-', '')]))
    expect([...'01ILOU'].filter(sign => signs.has(sign))).toEqual([])
    expect(signs.size).toBe(30)
  })

  it('is nobody else’s among a year’s bookings', () => expect(new Set(references).size).toBe(references.length))

  it('is made by chance: each place takes each sign about as often', () => {
    const counts = new Map<string, number>()
    for (const reference of references) for (const place of [3, 6, 8, 11]) count(`${place} ${reference[place]}`)
    function count(key: string) {
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    expect(counts.size).toBe(4 * 30)
    // 5,000 of 30 signs: about 167 each, and further than 90 away is no chance any more.
    for (const times of counts.values()) expect(Math.abs(times - 5000 / 30)).toBeLessThan(90)
  })
})
