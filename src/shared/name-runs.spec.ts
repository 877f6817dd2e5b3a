import { describe, expect, it } from '@jest/globals'
import { seeded } from './seeded.js'
import { linesThatFit, nameRuns, undrawable, type Covers } from './name-runs.js'

const latin: Covers = point => point < 0x250 || (point >= 0x300 && point < 0x370)
const semitic: Covers = point => point === 32 || (point >= 0x590 && point < 0x700)
const fonts = [latin, semitic]
const runs = (text: string) => nameRuns(text, fonts)?.map(run => `${run.font}${run.rightToLeft ? '<' : '>'}${run.text}`)

describe('how a name is drawn', () => {
  it.each([
    ['in one piece', 'Dana Delegate', ['0>Dana Delegate']],
    ['with marks that stand apart in the text', 'Zoe\u0308 Ng', ['0>Zoe\u0308 Ng']],
    ['from right to left in one piece, blanks and all', 'علی رضا', ['1<علی', '0< ', '1<رضا'].reverse()],
    ['with a joiner that no font needs', 'علی\u200cرضا', ['1<علی\u200cرضا']],
    ['right to left within a Latin name', 'Sam علی Ng', ['0>Sam ', '1<علی', '0> Ng']],
    ['Latin within a name from right to left', 'علی Sam رضا', ['1<رضا', '0< ', '0>Sam', '0< ', '1<علی']],
    ['without any letter', '- -', ['0>- -']],
  ])('%s', (_, text, expected) => expect(runs(text)).toEqual(expected))

  it('is not at all where a sign has no shape, and says which', () => {
    expect(nameRuns('Li 李小李', fonts)).toBeNull()
    expect(undrawable('Li 李小李', fonts)).toEqual(['李', '小'])
    expect(undrawable('Dana علی\u200cرضا', fonts)).toEqual([])
  })

  it('loses and adds no sign, whatever is mixed', () => {
    const random = seeded(6765)
    const signs = ['a', 'é', ' ', '-', 'ع', 'ל', 'o\u0308', '’']
    for (let i = 0; i < 500; i++) {
      const text = Array.from({ length: 1 + Math.floor(random() * 12) }, () => signs[Math.floor(random() * signs.length)]!).join('')
      const drawn = nameRuns(text, [() => true])!
      const sorted = (all: string) => [...all].sort().join('')
      expect(sorted(drawn.map(run => run.text).join(''))).toBe(sorted(text))
      expect(drawn.some((run, at) => at > 0 && run.rightToLeft === drawn[at - 1]!.rightToLeft)).toBe(false)
    }
  })
})

describe('lines that fit', () => {
  const fits = (line: string) => line.length <= 8
  it.each([
    ['one', 'Dana Ng', ['Dana Ng']],
    ['between words', 'Dana Delegate', ['Dana', 'Delegate']],
    ['within a word that is too long for any', 'Jo Donaudampfschiff Ng', ['Jo Donau', 'dampfsch', 'iff Ng']],
    ['nothing', '', ['']],
  ])('%s', (_, text, lines) => expect(linesThatFit(text, fits)).toEqual(lines))
})
