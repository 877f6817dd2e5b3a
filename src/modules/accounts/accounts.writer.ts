import type { ClientBase } from 'pg'
import { newId } from '../../shared/ids.js'
import { nameProblem, passwordProblem, workEmailProblem } from './accounts.messages.js'
import { hashPassword } from './passwords.js'

/**
 * Lets every person whose address is at this domain sign in with one password, as if each had confirmed the address on registering.
 * For people who do not exist, on a domain that nobody can own (the demo's example.org).
 */
export async function openAccountsAt(tx: Pick<ClientBase, 'query'>, domain: string, password: string): Promise<void> {
  await tx.query('UPDATE person SET password_hash = $2, confirmed_at = registered_at WHERE split_part(email, $3, 2) = $1', [
    domain,
    await hashPassword(password),
    '@',
  ])
}

interface FirstAdministrator {
  email: string
  name: string
  password: string
}

// Who has an account already keeps it, password and all, and is made an administrator; nobody's password is set over their head.
const OPEN = `
  INSERT INTO person (id, email, name, roles, password_hash, confirmed_at, registered_at) VALUES ($1, $2, $3, '{administrator}', $4, $5, $5)
  ON CONFLICT (email) DO UPDATE SET roles = array_append(array_remove(person.roles, 'administrator'), 'administrator')
  RETURNING id = $1 AS new`

/** Opens an administrator's account by the rules of every account; answers what was done, throws the sentences of what is wrong. */
export async function openAdministrator(tx: Pick<ClientBase, 'query'>, asked: FirstAdministrator, now: Date): Promise<string> {
  const email = asked.email.trim().toLowerCase()
  const wrong = [workEmailProblem(email), nameProblem(asked.name.trim()), passwordProblem(asked.password, email)].filter(
    one => one !== null,
  )
  if (wrong.length) throw new Error(`${wrong.join('.\n')}.`)
  const { rows } = await tx.query<{ new: boolean }>(OPEN, [newId(), email, asked.name.trim(), await hashPassword(asked.password), now])
  return rows[0]?.new
    ? `${email} can sign in and is an administrator.`
    : `${email} had an account, and is now an administrator. The password is unchanged.`
}
