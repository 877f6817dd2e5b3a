import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import type { Request, Response } from 'express'
import { Busy } from '../shared/busy.js'
import { keepFromCaches, pageFacts } from './page-facts.js'
import { renderPage } from './page-engine.js'
import { Problem } from './problem.js'

interface Told {
  title: string
  text: string
}

const PAGES: Record<number, Told> = {
  400: { title: 'We could not read that', text: 'Something in the address or the form is not as it should be. Go back and try again.' },
  403: {
    title: 'This page is not for your account',
    text: 'If you think you should see it, ask the business unit to give your account the right role.',
  },
  404: { title: 'Page not found', text: 'Check the address, or start from what’s on.' },
  413: { title: 'That is too large', text: 'Send less at once and try again.' },
  429: { title: 'Too many tries', text: 'Wait a while, then try again.' },
  503: { title: 'Very busy just now', text: 'Nothing was changed. Wait a moment, then try again.' },
}
const SURPRISE: Told = {
  title: 'Something went wrong on our side',
  text: 'Nothing was half done. Try again in a moment; if it happens again, tell the business unit what you were doing.',
}
const FORM_EXPIRED: Told = {
  title: 'This form was open too long',
  text: 'You may have signed in or out in another window. Go back, load the page again and send the form once more. Nothing was changed.',
}

/** Every error leaves here: as a page for people, as problem details for the API. Only surprises are logged. */
@Catch()
export class Errors implements ExceptionFilter {
  private readonly logger = new Logger('Errors')

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp()
    const request = http.getRequest<Request>()
    const response = http.getResponse<Response>()
    const status = statusOf(error)
    if (status === 500) this.logger.error(`${request.method} ${request.path}`, error instanceof Error ? error.stack : String(error))
    if (response.headersSent) return
    keepFromCaches(request, response)
    if (request.path.startsWith('/api/')) sendProblem(error, status, response)
    else sendPage(error, status, request, response)
  }
}

// What Postgres says of a text that no column can hold, such as one with a NUL character in it: nothing people type.
const NO_TEXT = ['22021', '22P05']

function statusOf(error: unknown): number {
  if (error instanceof Busy) return 503
  if (error instanceof HttpException) return error.getStatus()
  const { status, code } = (error ?? {}) as { status?: number; code?: string }
  if (code && NO_TEXT.includes(code)) return 400
  // Express middleware (body reading, form tokens) puts the status on a plain Error.
  return status && status >= 400 && status < 500 ? status : 500
}

/** What the sender did is never put down to us. */
const told = (status: number): Told => PAGES[status] ?? (status < 500 ? PAGES[400]! : SURPRISE)

function sendProblem(error: unknown, status: number, response: Response): void {
  const problem = error instanceof Problem ? error : new Problem(status, CODES[status] ?? 'unexpected', told(status).text)
  response.status(status).type('application/problem+json').send(JSON.stringify(problem.getResponse()))
}

const CODES: Record<number, string> = {
  400: 'body-malformed',
  401: 'sign-in-needed',
  403: 'not-allowed',
  404: 'not-found',
  413: 'too-large',
  415: 'body-unreadable',
  429: 'too-many-tries',
  503: 'busy',
}

function sendPage(error: unknown, status: number, request: Request, response: Response): void {
  if (status === 401) return response.redirect(303, `/sign-in?next=${encodeURIComponent(request.originalUrl)}`)
  // Nest wraps what middleware throws, and keeps of it the status and the message.
  const expired = error instanceof Error && error.message === 'form-expired'
  response
    .status(status)
    .type('html')
    .send(renderPage('web/views/error.njk', { ...pageFacts(request, response), ...(expired ? FORM_EXPIRED : told(status)) }))
}
