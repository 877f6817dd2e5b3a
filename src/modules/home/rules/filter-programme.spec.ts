import { describe, expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import {
  filterAddress,
  type Filter,
  type Filterable,
  filterProgramme,
  inUse,
  readFilter,
  searchText,
  whatToDrop,
  without,
} from './filter-programme.js'

const ALL = readFilter({})
const date = (more: Partial<Filterable> = {}): Filterable => ({
  search: searchText('Understanding Neglect Level 2', 'Child neglect', 'Walsall Safeguarding Partnership'),
  topic: 'child-neglect',
  level: '2',
  provider: 'wsp',
  mode: 'face-to-face',
  month: '2026-03',
  hasPlaces: true,
  ...more,
})
const full = date({ hasPlaces: false })
const webinar = date({
  search: searchText('Exploitation Webinar'),
  topic: 'exploitation',
  level: '',
  provider: 'vrp',
  mode: 'webinar',
  month: '2026-04',
})
const dates = [date(), full, webinar]
const nobody = () => false
const found = (filter: Partial<Filter>, mayBook: (one: Filterable) => boolean = nobody) =>
  filterProgramme(dates, { ...ALL, ...filter }, mayBook).map(one => dates.indexOf(one))

describe('what passes a filter', () => {
  it.each<[string, Partial<Filter>, number[]]>([
    ['nothing chosen', {}, [0, 1, 2]],
    ['a topic', { topic: 'exploitation' }, [2]],
    ['a topic that nobody has', { topic: 'fishing' }, []],
    ['a level', { level: '2' }, [0, 1]],
    ['a provider', { provider: 'vrp' }, [2]],
    ['a mode', { mode: 'face-to-face' }, [0, 1]],
    ['a month', { month: '2026-04' }, [2]],
    ['only with places', { places: true }, [0, 2]],
    ['two at once', { level: '2', places: true }, [0]],
    ['two that exclude each other', { level: '2', month: '2026-04' }, []],
  ])('%s', (_case, filter, expected) => expect(found(filter)).toEqual(expected))

  it.each<[string, string, number[]]>([
    ['a word', 'neglect', [0, 1]],
    ['the beginning of a word', 'exploit', [2]],
    ['not the middle of one', 'glect', []],
    ['words in any order', 'level understanding', [0, 1]],
    ['every word, not one of them', 'neglect webinar', []],
    ['capitals and accents aside', 'NÉGLECT', [0, 1]],
    ['marks between words', 'neglect, level-2!', [0, 1]],
    ['nothing but marks', '?!', [0, 1, 2]],
    ['the provider', 'walsall', [0, 1]],
  ])('searches for %s', (_case, q, expected) => expect(found({ q })).toEqual(expected))

  it('keeps, for "only what I may book", what the rule of booking lets through', () => {
    expect(found({ mine: true }, one => one === webinar)).toEqual([2])
    expect(found({ mine: true })).toEqual([])
    expect(found({}, one => one === webinar)).toEqual([0, 1, 2])
  })
})

it('writes words so that they can be found', () => {
  expect(searchText('Women’s Résumé', '(GCP2)')).toBe('womens resume gcp2')
})

describe('the filter of an address', () => {
  it('reads what is there', () => {
    expect(readFilter({ q: ' neglect ', topic: 'child-neglect', places: 'yes', mine: 'on', page: '3' })).toEqual({
      ...ALL,
      ...{ q: 'neglect', topic: 'child-neglect', places: true, mine: true },
    })
  })

  it.each([
    ['a list', ['a', 'b']],
    ['nothing', undefined],
    ['empty text', '  '],
    ['an object', { a: 1 }],
  ])('takes %s as nothing chosen', (_case, value) => expect(readFilter({ q: value, places: value })).toEqual(ALL))

  it('cuts words that are far too long', () => expect(readFilter({ q: 'x'.repeat(500) }).q).toHaveLength(100))

  it('is read back from the address it is written as', () => {
    const random = seeded(3)
    const pick = <T>(values: T[]) => values[Math.floor(random() * values.length)]!
    for (let i = 0; i < 200; i++) {
      const text = () => pick([null, 'a', 'b c', 'é&=?', '2026-03'])
      const flag = () => pick([true, false])
      const filter: Filter = {
        q: text(),
        topic: text(),
        level: text(),
        provider: text(),
        mode: text(),
        month: text(),
        places: flag(),
        mine: flag(),
      }
      expect(readFilter(Object.fromEntries(new URLSearchParams(filterAddress(filter))))).toEqual(filter)
    }
  })

  it('names what is in use, in the order of the form', () => {
    expect(inUse({ ...ALL, mine: true, month: '2026-03', q: 'x' })).toEqual(['q', 'month', 'mine'])
    expect(inUse(ALL)).toEqual([])
    expect(without({ ...ALL, q: 'x', places: true, level: '2' }, 'q', 'places')).toEqual({ ...ALL, level: '2' })
  })
})

describe('which filter to drop when nothing is left', () => {
  it('names those that bring something back, the one that brings most first', () => {
    const filter = { ...ALL, level: '2', month: '2026-04' }
    expect(whatToDrop(dates, filter, nobody)).toEqual([
      { name: 'month', found: 2 },
      { name: 'level', found: 1 },
    ])
  })

  it('names none when no single one is in the way', () => {
    expect(whatToDrop(dates, { ...ALL, topic: 'fishing', level: '9' }, nobody)).toEqual([])
  })

  it('never finds fewer without a filter than with it', () => {
    const random = seeded(4)
    const pick = <T>(values: T[]) => values[Math.floor(random() * values.length)]!
    for (let i = 0; i < 300; i++) {
      const filter = {
        ...ALL,
        level: pick([null, '2', '9']),
        month: pick([null, '2026-03', '2026-04']),
        q: pick([null, 'neglect', 'x']),
        places: pick([true, false]),
      }
      const count = filterProgramme(dates, filter, nobody).length
      for (const name of inUse(filter)) expect(filterProgramme(dates, without(filter, name), nobody).length).toBeGreaterThanOrEqual(count)
    }
  })
})
