import { describe, expect, it } from '@jest/globals'
import { pictureNumber, pictureSays, picturesIn } from './pictures.js'

describe('pictureNumber', () => {
  it.each([
    ['picture:1', 1],
    ['picture:9999', 9999],
    ['picture:10000', null],
    ['picture:0', null],
    ['picture:01', null],
    ['picture:', null],
    ['picture:1x', null],
    ['https://example.org/picture:1', null],
    ['', null],
  ])('%s is %p', (address, number) => expect(pictureNumber(address)).toBe(number))
})

describe('picturesIn', () => {
  it.each([
    ['Words alone', []],
    ['![A house](picture:2) and ![](picture:1), again ![A house](picture:2)', [2, 1]],
    ['[A link](picture:3) is no picture', []],
    ['![A house](<picture:4> "title")', [4]],
    ['![one](picture:1)![two](picture:2)', [1, 2]],
  ])('%s', (text, numbers) => expect(picturesIn(text)).toEqual(numbers))
})

describe('pictureSays', () => {
  it.each([
    ['nothing of a picture that is there', '![A house](picture:1)', []],
    ['of one that is not', '![A house](picture:2) ![again](picture:2)', ['There is no picture 2. Upload it, or take it out of the text']],
    [
      'of one on another site',
      '![x](https://evil.example/pixel.png)',
      ['Only pictures that are uploaded here are shown. Upload this one first: https://evil.example/pixel.png'],
    ],
    [
      'of one without an address',
      '![x]()',
      ['Only pictures that are uploaded here are shown. Upload this one first: its address is missing'],
    ],
  ])('%s', (_what, text, says) => expect(pictureSays(text, [1])).toEqual(says))

  it('says nothing exactly when every picture of the text was uploaded', () => {
    for (const numbers of [[], [1], [2], [1, 2], [1, 2, 3]])
      for (const there of [[], [1], [1, 2]]) {
        const text = numbers.map(n => `![p](picture:${n})`).join('\n\n')
        expect(pictureSays(text, there).length === 0).toBe(numbers.every(n => there.includes(n)))
      }
  })
})
