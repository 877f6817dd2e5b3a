import { describe, expect, it } from '@jest/globals'
import { inflateSync } from 'node:zlib'
import { seeded } from '../../../shared/seeded.js'
import { CERTIFICATES, ENDS, kindOf, PICTURES } from './file-kind.js'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const PDF = bytes('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n')
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), bytes('JFIF\0'), Buffer.alloc(40), Buffer.from([0xff, 0xd9])])
const with3 = (fourth: number) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, fourth]), Buffer.alloc(20)])

const judge = (file: Buffer, allowed = CERTIFICATES) =>
  kindOf(file.subarray(0, ENDS), file.subarray(Math.max(0, file.length - ENDS)), allowed)

describe('kindOf', () => {
  it('the picture of this test is one', () => expect(inflateSync(PNG.subarray(41, 54)).length).toBeGreaterThan(0))

  it.each([
    ['a PDF', PDF, 'application/pdf'],
    ['a PDF of the second generation', bytes('%PDF-2.0\r\n%%EOF'), 'application/pdf'],
    ['a PDF with a little behind its end', Buffer.concat([PDF, bytes('\0'.repeat(500))]), 'application/pdf'],
    ['a PNG', PNG, 'image/png'],
    ['a PNG with a little behind its end', Buffer.concat([PNG, bytes('\n\n')]), 'image/png'],
    ['a JPEG', JPEG, 'image/jpeg'],
    ['a JPEG with a film behind its end', Buffer.concat([JPEG, Buffer.alloc(5000)]), 'image/jpeg'],
    ['a JPEG that begins with its tables', with3(0xdb), 'image/jpeg'],
  ])('takes %s', (_what, file, type) => expect(judge(file)).toBe(type))

  it.each([
    ['nothing', Buffer.alloc(0), 'file-empty'],
    ['HTML', bytes('<!doctype html><script>alert(1)</script>'), 'file-not-allowed'],
    ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'file-not-allowed'],
    ['a zip file', bytes('PK\x03\x04 %PDF-1.7 %%EOF'), 'file-not-allowed'],
    ['a GIF', bytes('GIF89a%PDF-1.4\n%%EOF'), 'file-not-allowed'],
    ['a program', bytes('MZ\x90\0'), 'file-not-allowed'],
    ['a PDF behind one byte', Buffer.concat([bytes('\n'), PDF]), 'file-not-allowed'],
    ['a PDF behind a page', Buffer.concat([bytes('<html>'), PDF]), 'file-not-allowed'],
    ['a PDF of no version', bytes('%PDF-\n%%EOF'), 'file-not-allowed'],
    ['a PDF of a version that there is not', bytes('%PDF-3.0\n%%EOF'), 'file-not-allowed'],
    ['a PNG behind a line end', Buffer.concat([bytes('\r\n'), PNG]), 'file-not-allowed'],
    ['a PNG whose first part is another', Buffer.concat([PNG.subarray(0, 12), bytes('tEXt'), PNG.subarray(16)]), 'file-not-allowed'],
    ['three bytes of a JPEG', Buffer.from([0xff, 0xd8, 0xff]), 'file-not-allowed'],
    ['a JPEG that goes on as none does', with3(0x00), 'file-not-allowed'],
    ['half a PDF', PDF.subarray(0, 40), 'file-cut-off'],
    ['a PDF whose end is further from its last byte than is looked at', Buffer.concat([PDF, Buffer.alloc(ENDS)]), 'file-cut-off'],
    ['half a PNG', PNG.subarray(0, 40), 'file-cut-off'],
  ])('refuses %s', (_what, file, code) => expect(judge(file)).toBe(code))

  it('takes pictures only where pictures are wanted', () => {
    expect([judge(PDF, PICTURES), judge(PNG, PICTURES), judge(JPEG, PICTURES)]).toEqual(['file-not-allowed', 'image/png', 'image/jpeg'])
  })

  it('whatever the bytes are, answers a kind only for what begins as it, from the first byte', () => {
    const random = seeded(7)
    for (let i = 0; i < 500; i++) {
      const junk = Buffer.from(Array.from({ length: 1 + Math.floor(random() * 20) }, () => Math.floor(random() * 256)))
      const file = Buffer.concat([junk, [PDF, PNG, JPEG][i % 3]!])
      const begins = junk[0] === 0xff && junk[1] === 0xd8
      expect(judge(file) === 'file-not-allowed' || begins).toBe(true)
    }
  })
})
