import { describe, expect, it } from '@jest/globals'
import { readSettings } from '../../src/config/settings.js'

/** Every complaint about these settings. */
function complaints(env: Record<string, string | undefined>): string[] {
  try {
    readSettings(env)
    return []
  } catch (error) {
    return (error as Error).message.split('\n- ').slice(1)
  }
}

describe('the outside store of xAPI statements', () => {
  const LRS = { XAPI_URL: 'https://lrs.example.org/xapi', XAPI_KEY: 'key', XAPI_SECRET: 'secret' }
  const WHERE = 'XAPI_URL must look like https://lrs.example.org/xapi'

  it('may be on this machine without https', () => {
    for (const url of ['http://127.0.0.1:8080', 'http://localhost/data/xAPI', 'http://[::1]:1/x'])
      expect(readSettings({ ...LRS, XAPI_URL: url }).xapi?.url).toBe(url)
  })

  it.each([
    [{ ...LRS, XAPI_KEY: '' }, 'XAPI_KEY and XAPI_SECRET must be set with XAPI_URL: the outside store asks for both'],
    [{ ...LRS, XAPI_SECRET: undefined }, 'XAPI_KEY and XAPI_SECRET must be set with XAPI_URL: the outside store asks for both'],
    [{ ...LRS, XAPI_KEY: 'a:b' }, 'XAPI_KEY must have no colon in it'],
    [{ XAPI_KEY: 'key' }, 'XAPI_URL must be set with XAPI_KEY and XAPI_SECRET'],
    [{ XAPI_SECRET: 'secret' }, 'XAPI_URL must be set with XAPI_KEY and XAPI_SECRET'],
    [{ ...LRS, XAPI_URL: 'http://lrs.example.org' }, `${WHERE}: key and secret go over https only, but on this machine itself`],
    [{ ...LRS, XAPI_URL: 'lrs.example.org' }, WHERE],
    [{ ...LRS, XAPI_URL: 'https://key:secret@lrs.example.org/' }, WHERE],
    [{ ...LRS, XAPI_URL: 'https://lrs.example.org/?a=b' }, WHERE],
  ])('%j is refused', (env, sentence) => expect(complaints(env)).toEqual([sentence]))
})
