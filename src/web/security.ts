import cookieParser from 'cookie-parser'
import { doubleCsrf } from 'csrf-csrf'
import type { NestExpressApplication } from '@nestjs/platform-express'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import { newId } from '../shared/ids.js'

const VISIT = 'gt_visit'
const locals = (request: Request) => request.app.locals as { secret: string; https: boolean }

/** The API takes Bearer tokens only, never cookies, so another site's form cannot act there in anybody's name. */
const isApi = (request: Request): boolean => request.path.startsWith('/api/')

/** A form with a file carries its token in its address: who sends it must be known before the first byte of the file is taken in. */
const tokenOfUpload = ({ headers, query }: Request): string | undefined =>
  headers['content-type']?.startsWith('multipart/form-data') && typeof query._csrf === 'string' ? query._csrf : undefined

const { generateCsrfToken, doubleCsrfProtection } = doubleCsrf({
  getSecret: request => (request as Request).app.locals.secret as string,
  getSessionIdentifier: request => (request.cookies as Record<string, string>)[VISIT] ?? '',
  cookieName: 'gt_form',
  getCsrfTokenFromRequest: request =>
    (request as { body?: { _csrf?: string } }).body?._csrf ?? request.headers['x-csrf-token'] ?? tokenOfUpload(request),
  errorConfig: { statusCode: 403, message: 'form-expired', code: 'form-expired' },
})

/** The hidden token of a form. The first form that a browser is shown starts its visit cookie; pages without a form set none. */
export function formToken(request: Request, response: Response): string {
  const cookies = request.cookies as Record<string, string>
  if (!cookies[VISIT]) startVisit(request, response)
  return generateCsrfToken(request, response, {
    cookieOptions: { sameSite: 'lax', secure: locals(request).https, httpOnly: true, path: '/' },
  })
}

/** A new visit: tokens handed out before it no longer work. Called at sign-in and sign-out. */
export function startVisit(request: Request, response: Response): void {
  const visit = newId()
  ;(request.cookies as Record<string, string>)[VISIT] = visit
  response.cookie(VISIT, visit, { sameSite: 'lax', secure: locals(request).https, httpOnly: true, path: '/' })
}

/** For pages only: the API has no cookies, no sessions and no forms; a Bearer token says who asks. */
export const forPages =
  (handler: RequestHandler): RequestHandler =>
  (request, response, next) =>
    isApi(request) ? next() : void handler(request, response, next)

/** Another site's form is refused by the browser's own word too, before any token is looked at. */
const sameSiteOnly: RequestHandler = (request, response, next) => {
  const from = request.headers['sec-fetch-site']
  const changes = !['GET', 'HEAD', 'OPTIONS'].includes(request.method)
  if (changes && from === 'cross-site') response.status(403).type('text').send('This form was sent from another site.')
  else next()
}

// The queue board is a script of its own that knows nothing of form tokens.
const ofBoard = (request: Request): boolean => request.path.startsWith('/desk/queues/')

/** Instead of a token: the browser's word that one of our own pages asks, or, where it gives none (plain http), that page's address. */
const ownPagesOnly: RequestHandler = (request, response, next) => {
  const { 'sec-fetch-site': from, origin, host } = request.headers
  const own = from === undefined ? origin !== undefined && URL.canParse(origin) && new URL(origin).host === host : from === 'same-origin'
  if (own || ['GET', 'HEAD', 'OPTIONS'].includes(request.method)) next()
  else response.status(403).type('text').send('Only the board itself may change the queues.')
}
const tokenOrOwnPage: RequestHandler = (request, response, next) =>
  void (ofBoard(request) ? ownPagesOnly : doubleCsrfProtection)(request, response, next)

const POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    fontSrc: ["'self'"],
    manifestSrc: ["'self'"],
    frameSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
}

/** helmet's headers, asked once at start: they are the same for every request, and working them out each time is not free. */
function securityHeaders(): Record<string, string> {
  const headers: Record<string, string> = {}
  const response = { setHeader: (name: string, value: string) => (headers[name] = value), removeHeader: () => undefined }
  helmet({ contentSecurityPolicy: POLICY, referrerPolicy: { policy: 'same-origin' } })(
    {} as Request,
    response as unknown as Response,
    () => undefined,
  )
  return headers
}

/** What carries its own proof in its address: mail programs press it by themselves, without a page of ours (RFC 8058). */
const provesItself = (request: Request): boolean => /^\/stop\/\w+\/[\w-]+\/[\w-]+$/.test(request.path)

const forForms =
  (handler: RequestHandler): RequestHandler =>
  (request, response, next) =>
    provesItself(request) ? next() : void handler(request, response, next)

/** Headers (a strict content policy without inline script or style), cookies and form tokens, in the order they must run. */
export function secure(app: NestExpressApplication): void {
  const headers = Object.entries(securityHeaders())
  app.use((_request: Request, response: Response, next: NextFunction) => {
    for (const [name, value] of headers) response.setHeader(name, value)
    next()
  })
  app.use(forPages(cookieParser()))
}

/** After the body is read: who sent this form? */
export function protectForms(app: NestExpressApplication): void {
  app.use(forPages(forForms(sameSiteOnly)))
  app.use(forPages(forForms(tokenOrOwnPage)))
}
