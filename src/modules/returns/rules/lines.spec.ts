import { describe, expect, it } from '@jest/globals'
import { MOST_LINES, readLines, USUAL_LINES } from './lines.js'

const rows = (count: number) => Array.from({ length: count }, (_, i) => `Level ${i + 1}`).join('\n')

describe('the lines of a return', () => {
  it('are read one to a row, empty rows passed over', () => {
    expect(readLines(' Level 1 \n\n Level 2\n')).toEqual({
      lines: [
        { key: 'line-1', words: 'Level 1' },
        { key: 'line-2', words: 'Level 2' },
      ],
      problem: null,
    })
  })

  it('the usual ones are in order', () => expect(readLines(USUAL_LINES)).toMatchObject({ problem: null, lines: { length: 5 } }))

  it.each([
    ['none', ' \n ', /at least one/],
    ['as many as may be', rows(MOST_LINES), null],
    ['one more', rows(MOST_LINES + 1), /12 lines or fewer/],
    ['one of 160 characters', 'x'.repeat(160), null],
    ['one of 161', `Level 1\n${'x'.repeat(161)}`, /Line 2: use 160/],
    ['the same twice', 'Level 1\nlevel 1', /“level 1” stands there twice/],
  ])('%s', (_, typed, problem) => {
    const { problem: said } = readLines(typed)
    if (problem) expect(said).toMatch(problem)
    else expect(said).toBeNull()
  })
})
