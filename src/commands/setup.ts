import 'reflect-metadata'
import { createInterface } from 'node:readline/promises'
import { readSettings } from '../config/settings.js'
import { sayWho } from '../database/say-who.js'
import { oneConnection, openDatabase } from '../open-database.js'
import { openAdministrator } from '../modules/accounts/accounts.writer.js'
import { inPlainWords } from '../plain-words.js'
import { Clock } from '../shared/clock.js'

const ASKED = [
  ['SETUP_EMAIL', 'Work e-mail address: '],
  ['SETUP_NAME', 'Full name: '],
  ['SETUP_PASSWORD', 'Password (12 characters or more; it is shown as you type): '],
] as const

/** The three answers: from the environment where they are set, so that a script can do it, else from whoever sits there. */
async function answers(env: NodeJS.ProcessEnv): Promise<string[]> {
  if (ASKED.every(([name]) => env[name])) return ASKED.map(([name]) => env[name]!)
  if (!process.stdin.isTTY) throw new Error(`Set ${ASKED.map(([name]) => name).join(', ')}, or run this where it can ask.`)
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  const given: string[] = []
  for (const [name, question] of ASKED) given.push(env[name] ?? (await lines.question(question)))
  lines.close()
  return given
}

/** Opens the account of the first administrator, who lets in all others: `npm run setup`. */
async function setup(): Promise<string> {
  const settings = readSettings(process.env)
  const [email = '', name = '', password = ''] = await answers(process.env)
  const database = await openDatabase(settings, { join: true })
  const pool = oneConnection(database.url)
  // Said for the whole of the one connection, which does this and ends.
  pool.on('connect', client => void client.query(sayWho({ as: 'setup' }, 'SESSION').slice(1)))
  try {
    return await openAdministrator(pool, { email, name, password }, new Clock().now())
  } finally {
    await pool.end()
    await database.stop()
  }
}

await setup().then(
  said => console.log(said),
  (error: unknown) => {
    console.error(inPlainWords(error))
    process.exitCode = 1
  },
)
