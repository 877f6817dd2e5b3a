import type { Settings } from './config/settings.js'
import { DEMO_PASSWORD } from './first-run.js'

const SIGN_INS = [
  ['none', 'a delegate with no learning yet'],
  ['level1', 'a delegate with Level 1 of the neglect pathway'],
  ['level2', 'a delegate with Levels 1 and 2'],
  ['trainer', 'a trainer'],
  ['administrator', 'an administrator of the business unit'],
  ['reader', 'a report reader of the PLD subgroup'],
  ['lead', 'a training lead'],
  ['person-0001', 'a delegate; so are person-0002 and the others, 2,000 and more'],
] as const

// Where nobody reads /dev/mail, a setting that was forgotten must not be found out by people who wait for mails.
const NO_MAIL = 'SMTP_URL is not set: mails are kept in the database and nobody is sent any.'

/** What is printed once the product is up: where it is and, in the embedded default, whom to sign in as. */
export function welcome({ databaseUrl, smtpUrl, publicUrl, host, port }: Settings): string {
  if (databaseUrl) return [...(smtpUrl ? [] : [NO_MAIL]), `Goldthread is listening on ${host}, port ${port}, for ${publicUrl}`].join('\n')
  const width = Math.max(...SIGN_INS.map(([name]) => name.length)) + '@example.org'.length
  const rows = SIGN_INS.map(([name, who]) => `  ${`${name}@example.org`.padEnd(width)}  ${who}`)
  return [
    `Goldthread is at ${publicUrl}`,
    '',
    `Sign in with the password ${DEMO_PASSWORD} as`,
    ...rows,
    '',
    'Ctrl-C stops it; the data is kept.',
  ].join('\n')
}
