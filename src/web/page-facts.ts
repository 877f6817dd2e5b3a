import type { Request, Response } from 'express'
import { newId } from '../shared/ids.js'
import { holds } from './access.js'
import { formToken } from './security.js'

declare module 'express-session' {
  interface SessionData {
    personId: string
    /** One sentence for the next page. */
    notice: string
  }
}

/** What every page's layout needs: who is signed in, the one-time notice, and the hidden fields of forms (made only where a form asks). */
export function pageFacts(request: Request, response: Response): object {
  const { who } = request
  const notice = request.session?.notice
  if (notice) delete request.session.notice
  // One for all forms of a page: to a browser that brings no cookie yet, each new one would make those before it worthless.
  let token: string | undefined
  return {
    who,
    notice,
    path: request.path,
    partnership: (request.app.locals as { partnership: string }).partnership,
    uploadMostMb: (request.app.locals as { uploadMostMb: number }).uploadMostMb,
    may: {
      train: holds(who, 'trainer'),
      lead: holds(who, 'training lead'),
      manage: who?.manages === true,
      read: holds(who, 'report reader') || holds(who, 'administrator'),
      administer: holds(who, 'administrator'),
    },
    formToken: () => (token ??= formToken(request, response)),
    newKey: newId,
  }
}

/** What somebody who is signed in is answered is for them alone; only what says itself that it is the same for all may be kept. */
export function keepFromCaches({ who }: Request, response: Response): void {
  if (who && !response.hasHeader('Cache-Control')) response.set('Cache-Control', 'no-store')
}
