import { describe, expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import { cleanName, sizeInWords } from './file-name.js'

describe('cleanName', () => {
  it.each([
    ['Certificate.pdf', 'Certificate.pdf'],
    ['CERTIFICATE.PDF', 'CERTIFICATE.pdf'],
    ['Certificate', 'Certificate.pdf'],
    ['Zertifikat für Zoë – 2. Stufe.pdf', 'Zertifikat für Zoë – 2. Stufe.pdf'],
    ['Course 1.2.2024.pdf', 'Course 1.2.2024.pdf'],
    ['bill.pdf.exe', 'bill pdf.pdf'],
    ['a.html', 'a.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\Users\\dana\\proof.pdf', 'proof.pdf'],
    ['one\r\nX-Header: two.pdf', 'oneX-Header two.pdf'],
    ['nul\0byte.pdf', 'nulbyte.pdf'],
    ['exam\u202efdp.exe', 'examfdp.pdf'],
    ['zero\u200bwidth\ufeff.pdf', 'zerowidth.pdf'],
    ['"quoted" <b>.pdf', 'quoted b.pdf'],
    ['   .pdf', 'file.pdf'],
    ['...', 'file.pdf'],
    ['.htaccess', 'file.pdf'],
    ['', 'file.pdf'],
    ['folder/', 'file.pdf'],
  ])('%j is shown as %j', (sent, shown) => expect(cleanName(sent, 'application/pdf')).toBe(shown))

  it('ends as its content is, whatever was sent', () => {
    expect([cleanName('a.pdf', 'image/png'), cleanName('a.pdf', 'image/jpeg')]).toEqual(['a.png', 'a.jpg'])
  })

  it('keeps 80 letters of a long name, and cuts none in two', () => {
    expect(cleanName(`${'a'.repeat(80)}.pdf`, 'application/pdf')).toHaveLength(84)
    expect(cleanName(`${'a'.repeat(81)}.pdf`, 'application/pdf')).toHaveLength(84)
    expect(cleanName('😀'.repeat(3000), 'image/png')).toBe(`${'😀'.repeat(80)}.png`)
  })

  it('whatever is sent, is one line of what is seen, without folders, with one ending', () => {
    const random = seeded(3)
    for (let i = 0; i < 2000; i++) {
      const sent = Array.from({ length: 30 }, () => String.fromCharCode(Math.floor(random() * (i % 2 ? 0x80 : 0xffff)))).join('')
      const shown = cleanName(sent, 'image/png')
      expect(shown).toMatch(/^[^/\\\p{C}<>:"|?*]+\.png$/u)
      expect([...shown].length).toBeLessThanOrEqual(84)
      expect(shown.slice(0, -4)).not.toMatch(/\.\p{L}/u)
    }
  })
})

describe('sizeInWords', () => {
  it.each([
    [1, '1 kB'],
    [1535, '1 kB'],
    [1536, '2 kB'],
    [1024 * 1024 - 1024, '1023 kB'],
    [1024 * 1024, '1 MB'],
    [1.5 * 1024 * 1024, '1.5 MB'],
    [10 * 1024 * 1024, '10 MB'],
  ])('%d bytes are %s', (bytes, words) => expect(sizeInWords(bytes)).toBe(words))
})
