import { describe, expect, it } from '@jest/globals'
import { LOG_LEVELS, readSettings } from '../../src/config/settings.js'

type Environment = Record<string, string | undefined>

const SECRET = 'a-secret-of-32-characters-or-more'
const GIVEN = { DATABASE_URL: 'postgres://goldthread:word@db.example.org:5432/goldthread', SECRET }

/** Every complaint about these settings; none when they will do. */
function complaints(env: Environment): string[] {
  try {
    readSettings(env)
    return []
  } catch (error) {
    const [first, ...rest] = (error as Error).message.split('\n- ')
    expect(first).toBe('Settings that need mending:')
    return rest
  }
}

describe('without any settings', () => {
  it('the embedded database serves this machine alone', () => {
    const { secret, ...settings } = readSettings({})
    expect(settings).toEqual({
      databaseUrl: null,
      dataDir: '.data',
      fontDir: null,
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      partnership: 'Walsall Safeguarding Partnership',
      contentPort: null,
      contentUrl: null,
      mailFrom: 'training@goldthread.example.org',
      smtpUrl: null,
      smtpConnections: 5,
      sendLeaseSeconds: 120,
      redisUrl: null,
      ...{ poolSize: 16, uploadMostMb: 10 },
      metricsToken: null,
      logLevel: 'warn',
      ...{ conditionDays: 7, conditionWarningDays: 3, xapi: null },
    })
    expect(secret).toMatch(/^[0-9a-f]{64}$/)
  })

  it('the secret is another one each time', () => expect(readSettings({}).secret).not.toBe(readSettings({}).secret))
})

describe('each setting', () => {
  it('is read, with blanks around it left out', () => {
    const settings = readSettings({
      DATABASE_URL: ' postgresql://127.0.0.1/training ',
      SECRET,
      DATA_DIR: ' /var/goldthread ',
      FONT_DIR: ' /usr ',
      HOST: ' 0.0.0.0 ',
      PORT: ' 8080 ',
      PUBLIC_URL: ' https://training.example.org ',
      CONTENT_PORT: ' 8081 ',
      CONTENT_URL: ' https://content.example.org ',
      DATABASE_POOL: ' 8 ',
      PARTNERSHIP: ' Dudley Safeguarding Partnership ',
      MAIL_FROM: ' learning@dudley.example.org ',
      SMTP_URL: ' smtps://mail.example.org ',
      SMTP_CONNECTIONS: ' 3 ',
      SEND_LEASE_SECONDS: ' 60 ',
      REDIS_URL: ' redis://127.0.0.1:6379 ',
      UPLOAD_MOST_MB: ' 25 ',
      LOG_LEVEL: ' error ',
      CONDITION_DAYS: ' 10 ',
      CONDITION_WARNING_DAYS: ' 4 ',
      METRICS_TOKEN: ' a-token-of-the-tests ',
      ...{ XAPI_URL: ' https://lrs.example.org/xapi/ ', XAPI_KEY: ' goldthread ', XAPI_SECRET: ' a-word ' },
    })
    expect(settings).toEqual({
      databaseUrl: 'postgresql://127.0.0.1/training',
      secret: SECRET,
      dataDir: '/var/goldthread',
      fontDir: '/usr',
      host: '0.0.0.0',
      port: 8080,
      publicUrl: 'https://training.example.org',
      contentPort: 8081,
      contentUrl: 'https://content.example.org',
      smtpUrl: 'smtps://mail.example.org',
      smtpConnections: 3,
      sendLeaseSeconds: 60,
      redisUrl: 'redis://127.0.0.1:6379',
      poolSize: 8,
      xapi: { url: 'https://lrs.example.org/xapi', key: 'goldthread', secret: 'a-word' },
      uploadMostMb: 25,
      metricsToken: 'a-token-of-the-tests',
      partnership: 'Dudley Safeguarding Partnership',
      mailFrom: 'learning@dudley.example.org',
      logLevel: 'error',
      ...{ conditionDays: 10, conditionWarningDays: 4 },
    })
  })

  it('that is set to nothing, as a line left empty in a file of settings is, counts as left out', () => {
    const names =
      'DATABASE_URL DATA_DIR HOST PORT PUBLIC_URL DATABASE_POOL PARTNERSHIP MAIL_FROM SMTP_URL SMTP_CONNECTIONS SEND_LEASE_SECONDS REDIS_URL UPLOAD_MOST_MB LOG_LEVEL METRICS_TOKEN'
    for (const nothing of ['', '  ']) {
      const { secret: _, ...empty } = readSettings(Object.fromEntries(names.split(' ').map(name => [name, nothing])))
      const { secret: __, ...none } = readSettings({})
      expect(empty).toEqual(none)
      expect(readSettings({ SECRET: nothing }).secret).toMatch(/^[0-9a-f]{64}$/)
    }
  })

  it.each([
    ['PORT', '0', 'port', 0],
    ['PORT', '65535', 'port', 65535],
    ['DATABASE_POOL', '2', 'poolSize', 2],
    ['DATABASE_POOL', '200', 'poolSize', 200],
    ['SMTP_CONNECTIONS', '1', 'smtpConnections', 1],
    ['SMTP_CONNECTIONS', '50', 'smtpConnections', 50],
    ['SEND_LEASE_SECONDS', '10', 'sendLeaseSeconds', 10],
    ['SEND_LEASE_SECONDS', '3600', 'sendLeaseSeconds', 3600],
    ['UPLOAD_MOST_MB', '1', 'uploadMostMb', 1],
    ['UPLOAD_MOST_MB', '100', 'uploadMostMb', 100],
  ] as const)('%s may be %s', (name, text, field, value) => expect(readSettings({ [name]: text })[field]).toBe(value))

  it.each([
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', 'http'],
    ['DATABASE_POOL', '1'],
    ['DATABASE_POOL', '201'],
    ['DATABASE_POOL', 'many'],
    ['SMTP_CONNECTIONS', '0'],
    ['SMTP_CONNECTIONS', '51'],
    ['SEND_LEASE_SECONDS', '9'],
    ['SEND_LEASE_SECONDS', '3601'],
    ['UPLOAD_MOST_MB', '0'],
    ['UPLOAD_MOST_MB', '101'],
  ] as const)('%s may not be %s', (name, text) => {
    const mail = { SMTP_CONNECTIONS: [1, 50], SEND_LEASE_SECONDS: [10, 3600] }
    const limits = { PORT: [0, 65535], DATABASE_POOL: [2, 200], ...mail, UPLOAD_MOST_MB: [1, 100] }
    const [least, most] = limits[name]
    expect(complaints({ [name]: text })).toEqual([`${name} must be a whole number from ${least} to ${most}, not "${text}"`])
  })

  it.each(LOG_LEVELS)('LOG_LEVEL may be %s', level => expect(readSettings({ LOG_LEVEL: level }).logLevel).toBe(level))

  it('LOG_LEVEL may be nothing else', () => {
    expect(complaints({ LOG_LEVEL: 'loud' })).toEqual([`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, not "loud"`])
  })
})

it.each([
  [15, 1],
  [16, 0],
])('a token for the metrics of %i characters: %i complaints', (length, count) =>
  expect(complaints({ METRICS_TOKEN: 'x'.repeat(length) })).toEqual(Array(count).fill('METRICS_TOKEN must have at least 16 characters')),
)

describe('the address that people see', () => {
  it.each(['https://training.example.org', 'http://127.0.0.1:3000', 'https://training.example.org:8443'])('may be %s', url => {
    expect(readSettings({ PUBLIC_URL: url }).publicUrl).toBe(url)
  })

  it.each(['training.example.org', 'https://', 'https://training.example.org/', 'https://example.org/training', 'ftp://example.org'])(
    'may not be %s: links are this address with a path behind it',
    url => expect(complaints({ PUBLIC_URL: url })).toEqual(['PUBLIC_URL must look like https://training.example.org']),
  )

  it.each([
    ['127.0.0.1', '3000', 'http://127.0.0.1:3000'],
    ['localhost', '8080', 'http://localhost:8080'],
    ['::1', '3000', 'http://[::1]:3000'],
  ])('is where the product listens, left out: %s %s', (HOST, PORT, url) => expect(readSettings({ HOST, PORT }).publicUrl).toBe(url))
})

describe('the place that packages are served from', () => {
  const PUBLIC_URL = 'https://training.example.org'

  it.each(['https://content.example.org', 'https://content.example.net:8443'])('may be %s', url => {
    expect(readSettings({ PUBLIC_URL, CONTENT_URL: url }).contentUrl).toBe(url)
  })

  it.each(['https://training.example.org', 'https://training.example.org:8443', 'http://training.example.org'])(
    'is on a host of its own: not %s',
    url => expect(complaints({ PUBLIC_URL, CONTENT_URL: url })).toEqual(['CONTENT_URL must be on another host than PUBLIC_URL']),
  )

  it.each(['content.example.org', 'https://content.example.org/', 'https://'])('is an address with nothing behind it: not %s', url =>
    expect(complaints({ PUBLIC_URL, CONTENT_URL: url })).toEqual(['CONTENT_URL must look like https://content.example.org']),
  )
})

describe('the embedded database', () => {
  it.each(['127.0.0.1', 'localhost', '::1'])('listens on %s', host => expect(complaints({ HOST: host })).toEqual([]))

  it.each(['0.0.0.0', '::', '192.168.1.20', 'training.example.org', '127.0.0.1.example.org'])('never listens on %s', host => {
    expect(complaints({ HOST: host })).toEqual([
      'HOST must be a loopback address such as 127.0.0.1 while the embedded database is used; set DATABASE_URL to serve others',
    ])
  })

  it('needs no secret from outside, and takes one', () => {
    expect(complaints({})).toEqual([])
    expect(readSettings({ SECRET: 'short' }).secret).toBe('short')
  })
})

describe('a given database', () => {
  it.each(['0.0.0.0', '::', '127.0.0.1', 'training.example.org'])('may be served from %s', host => {
    expect(complaints({ ...GIVEN, HOST: host })).toEqual([])
  })

  it.each(['postgres://127.0.0.1/training', 'postgresql://127.0.0.1/training'])('may be %s', url => {
    expect(readSettings({ ...GIVEN, DATABASE_URL: url }).databaseUrl).toBe(url)
  })

  it.each(['mysql://127.0.0.1/training', '127.0.0.1:5432', '/var/run/postgresql'])('may not be %s', url => {
    expect(complaints({ ...GIVEN, DATABASE_URL: url })).toEqual(['DATABASE_URL must start with postgres:// or postgresql://'])
  })

  it.each([
    ['none', undefined, 1],
    ['an empty one', '', 1],
    ['31 characters', 'x'.repeat(31), 1],
    ['32 characters', 'x'.repeat(32), 0],
    ['32 blanks', ' '.repeat(32), 1],
  ])('needs a secret of 32 characters: %s', (_case, secret, wrong) => {
    const found = complaints({ ...GIVEN, SECRET: secret })
    expect(found).toEqual(Array(wrong).fill('SECRET must be set to at least 32 characters when DATABASE_URL is used'))
  })

  it('never puts its password into a complaint', () => {
    const env = { DATABASE_URL: 'mysql://goldthread:pass-word@127.0.0.1/training', PORT: 'x', SECRET: 'too-short' }
    expect(complaints(env).join(' ')).not.toMatch(/pass-word|too-short/)
  })
})

it('tells all that is wrong in one error, so that a start is mended once', () => {
  const env = { HOST: '0.0.0.0', PORT: '-1', DATABASE_POOL: '0', PUBLIC_URL: 'nowhere', LOG_LEVEL: 'loud' }
  expect(complaints(env).map(line => line.split(' ')[0])).toEqual(['PORT', 'DATABASE_POOL', 'HOST', 'PUBLIC_URL', 'LOG_LEVEL'])
  expect(complaints({ ...env, DATABASE_URL: 'mysql://x' }).map(line => line.split(' ')[0])).toEqual([
    'PORT',
    'DATABASE_POOL',
    'DATABASE_URL',
    'SECRET',
    'PUBLIC_URL',
    'LOG_LEVEL',
  ])
})
