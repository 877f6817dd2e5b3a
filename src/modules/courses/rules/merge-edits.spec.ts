import { describe, expect, it } from '@jest/globals'
import { changeInWords, mergeEdits, readOpened } from './merge-edits.js'

const opened = { title: 'A', summary: 'old', requires: ['x'] }

describe('two people change a form at once', () => {
  it.each([
    [
      'the other changed what I left alone: theirs',
      { ...opened, title: 'Mine' },
      { ...opened, summary: 'new' },
      { title: 'Mine', summary: 'new', requires: ['x'] },
      ['summary'],
    ],
    [
      'both changed the same: mine stays',
      { ...opened, title: 'Mine' },
      { ...opened, title: 'Theirs' },
      { title: 'Mine', summary: 'old', requires: ['x'] },
      ['title'],
    ],
    ['both changed it to the same', { ...opened, title: 'B' }, { ...opened, title: 'B' }, { ...opened, title: 'B' }, ['title']],
    ['a list of theirs', opened, { ...opened, requires: ['x', 'y'] }, { ...opened, requires: ['x', 'y'] }, ['requires']],
    ['nothing of the form changed', { ...opened, title: 'Mine' }, opened, { ...opened, title: 'Mine' }, []],
  ])('%s', (_case, typed, current, values, fields) => {
    const merged = mergeEdits(opened, typed, current)
    expect(merged.values).toEqual(values)
    expect(merged.changed.map(one => one.field)).toEqual(fields)
  })

  it('keeps all that was typed when nothing is known of how the form was opened', () => {
    const typed = { title: 'Mine', summary: 'mine', requires: ['x'] }
    expect(mergeEdits({}, typed, opened).values).toEqual(typed)
  })

  it('says what changed', () => {
    const { changed } = mergeEdits(opened, opened, { title: 'B', summary: '', requires: ['x', 'y'] })
    const names = { title: 'Title', requires: 'Prerequisites' }
    expect(changed.map(one => changeInWords(one, names))).toEqual([
      'Title: was “A”, is now “B”',
      'summary: was “old”, is now empty',
      'Prerequisites: was “x”, is now “x, y”',
    ])
  })
})

it.each([
  ['what a form carries', '{"title":"A"}', { title: 'A' }],
  ['nothing', undefined, {}],
  ['what is no JSON', '{', {}],
  ['a list', '[1]', {}],
  ['null', 'null', {}],
])('reads %s', (_case, text, expected) => expect(readOpened(text)).toEqual(expected))
