import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { completeLinks, findBinaries } from '../../src/database/embedded-binaries.js'
import { serverAccount } from '../../src/database/embedded-account.js'

describe('the links of the Postgres package', () => {
  let folder: string
  let native: string

  beforeAll(() => {
    folder = mkdtempSync(join(process.env.TEST_RUN_FOLDER!, 'package-'))
    native = join(folder, 'native')
    mkdirSync(join(native, 'lib'), { recursive: true })
    writeFileSync(join(native, 'lib/libpq.so.5.18'), 'a library')
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
    writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify(links))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('are made when the install ran no scripts', () => {
    expect(completeLinks(native)).toBe(true)
    expect(readFileSync(join(native, 'lib/libpq.so.5'), 'utf8')).toBe('a library')
    expect(readlinkSync(join(native, 'lib/libpq.so.5'))).toBe('libpq.so.5.18')
  })

  it('are left alone when they are there', () => {
    expect(completeLinks(native)).toBe(true)
  })

  it('are reported missing when they cannot be made', () => {
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/not-there/libpq.so' }]
    writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify(links))
    expect(completeLinks(native)).toBe(false)
  })

  it('are complete in the tree the server is started from', () => {
    expect(completeLinks(findBinaries(serverAccount()))).toBe(true)
  })
})
