import { expect, it } from '@jest/globals'
import { readSettings } from '../../src/config/settings.js'

it('FONT_DIR is a folder that is there, or none', () => {
  expect(readSettings({}).fontDir).toBeNull()
  expect(readSettings({ FONT_DIR: import.meta.dirname }).fontDir).toBe(import.meta.dirname)
  for (const folder of ['/no/such/folder', import.meta.filename])
    expect(() => readSettings({ FONT_DIR: folder })).toThrow(`FONT_DIR must be a folder that is there, not "${folder}"`)
})
