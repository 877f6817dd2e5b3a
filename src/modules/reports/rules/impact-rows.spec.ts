import { describe, expect, it } from '@jest/globals'
import { someMeta, someRow } from '../../../../test/support/builders/impact-row.js'
import { groupsOf, IMPACT_DIMENSIONS, isIn, namesOf, tallies } from './impact-rows.js'

const neglect = someRow({ topic: { key: 'child-neglect', name: 'Child neglect', priority: true }, trainers: ['Tara', 'Theo'] })
const drugs = someRow({ topic: { key: 'drugs', name: 'Drugs', priority: false }, trainers: [] })

describe('what a row belongs to', () => {
  it('is one group of each dimension, and as many trainers as there were', () => {
    expect(namesOf(neglect, 'trainer').map(({ name }) => name)).toEqual(['Tara', 'Theo'])
    expect(namesOf(drugs, 'trainer')).toEqual([])
    for (const { key } of IMPACT_DIMENSIONS) if (key !== 'trainer') expect(namesOf(neglect, key)).toHaveLength(1)
  })

  it('a priority is its topic, and every other topic is one group, told last', () => {
    expect(groupsOf([drugs, neglect], 'priority').map(({ key }) => key)).toEqual(['child-neglect', 'other-topics'])
    expect([isIn(drugs, 'priority', 'other-topics'), isIn(drugs, 'priority', 'drugs'), isIn(drugs, 'topic', 'drugs')]).toEqual([
      true,
      false,
      true,
    ])
  })

  it('groups are told by name, those of one name by key', () => {
    const named = (key: string, name: string) => someRow({ course: { key, name } })
    expect(groupsOf([named('b', 'Same'), named('a', 'Same'), named('c', 'Another')], 'course').map(({ key }) => key)).toEqual([
      'c',
      'a',
      'b',
    ])
  })
})

describe('what is counted by option', () => {
  it('is read from the stage that was asked, and is not there where it was not answered', () => {
    const row = someRow({ chosen: { impact: { applied: ['once'] } }, kept: ['yes', 'not yet'] })
    expect(tallies(someMeta()).map(({ key, optionsOf }) => [key, optionsOf(row)])).toEqual([
      ['applied', ['once']],
      ['applied-manager', null],
      ['kept', ['yes', 'not yet']],
      ['barriers', null],
      ['barriers-manager', null],
    ])
    expect(tallies({ measures: [], options: {} }).map(({ options }) => options.length)).toEqual([0, 0, 3, 0, 0])
    expect(tallies(someMeta())[2]!.optionsOf(someRow({}))).toBeNull()
  })
})
