import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import type { Request, Response } from 'express'
import { concatMap, type Observable } from 'rxjs'
import { saved } from './browser-sessions.js'
import { keepFromCaches, pageFacts } from './page-facts.js'
import { renderPage } from './page-engine.js'
import { Download, Redirect, View } from './reply.js'

/** Turns what a page's handler returns (a view, a redirect, a download) into the response; anything else is JSON. */
@Injectable()
export class Replies implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp()
    const request = http.getRequest<Request>()
    const response = http.getResponse<Response>()
    return next.handle().pipe(concatMap((result: unknown) => carryOut(result, request, response)))
  }
}

async function carryOut(result: unknown, request: Request, response: Response): Promise<unknown> {
  keepFromCaches(request, response)
  if (result instanceof View) {
    response.status(result.status).type('html')
    return renderPage(result.template, { ...pageFacts(request, response), ...result.data })
  }
  if (result instanceof Redirect) {
    if (result.notice && request.session) {
      request.session.notice = result.notice
      await saved(request.session)
    }
    response.status(303).location(result.url)
    return ''
  }
  if (result instanceof Download) {
    response.type(result.type)
    if (result.filename) response.attachment(result.filename).type(result.type)
    return result.body
  }
  return result
}
