import connectPgSimple from 'connect-pg-simple'
import type { Request, RequestHandler } from 'express'
import session from 'express-session'
import type { Pool } from 'pg'

const WEEK = 7 * 24 * 60 * 60 * 1000

/** Browser sessions, kept in Postgres. Nothing is written for a visitor until there is something to keep; a session lasts a week. */
export function browserSessions(pool: Pool, secret: string, https: boolean): RequestHandler {
  const Store = connectPgSimple(session)
  return session({
    name: 'gt_session',
    secret,
    store: new Store({ pool, tableName: 'web_session', disableTouch: true, pruneSessionInterval: false }),
    resave: false,
    saveUninitialized: false,
    rolling: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: https, maxAge: WEEK },
  })
}

/**
 * A browser follows a redirect as soon as it has read the header, which is sent before the session store is done: what the next page
 * must find in the session is saved before the redirect is answered.
 */
export function saved(session: Request['session']): Promise<void> {
  return new Promise((resolve, reject) => {
    session.save((error: unknown) => (error ? reject(new Error('The session could not be saved', { cause: error })) : resolve()))
  })
}
