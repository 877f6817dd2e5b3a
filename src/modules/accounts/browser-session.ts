import type { Request, Response } from 'express'
import { saved } from '../../web/browser-sessions.js'
import { startVisit } from '../../web/security.js'
import type { Account } from './sign-in.js'

declare module 'express-session' {
  interface SessionData {
    /** Changes with the password, and then the session no longer counts. */
    passwordMark: string
  }
}

/** Signs the browser in: a new session id, so that one planted before is worth nothing, and new form tokens. */
export async function beginSession(request: Request, response: Response, account: Pick<Account, 'id' | 'passwordMark'>): Promise<void> {
  await new Promise<void>((resolve, reject) => request.session.regenerate(error => settle(error, resolve, reject)))
  request.session.personId = account.id
  request.session.passwordMark = account.passwordMark
  await saved(request.session)
  startVisit(request, response)
}

/** Signs the browser out: the session is gone from the database, not only from the browser. */
export async function endSession(request: Request, response: Response): Promise<void> {
  await new Promise<void>((resolve, reject) => request.session.destroy(error => settle(error, resolve, reject)))
  startVisit(request, response)
}

function settle(error: unknown, resolve: () => void, reject: (error: Error) => void): void {
  if (error) reject(error instanceof Error ? error : new Error('The session store failed', { cause: error }))
  else resolve()
}
