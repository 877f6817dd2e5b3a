import { Injectable, StreamableFile, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import type { Request, Response } from 'express'
import { concatMap, type Observable } from 'rxjs'
import { saved } from './browser-sessions.js'
import { keepFromCaches, pageFacts } from './page-facts.js'
import { renderPage } from './page-engine.js'
import { Download, Redirect, StreamedDownload, UploadedContent, View } from './reply.js'

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
  if (result instanceof UploadedContent) return serveUploaded(result, response)
  keepFromCaches(request, response)
  if (result instanceof StreamedDownload) {
    response.attachment(result.filename).type(result.type)
    return new StreamableFile(result.content)
  }
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
    // Bytes that are handed on as they are would be written out as JSON.
    return Buffer.isBuffer(result.body) ? new StreamableFile(result.body) : result.body
  }
  return result
}

/** Whatever is in the file: no script of it runs, nothing is guessed of its kind, and no shared cache keeps it. */
function serveUploaded({ file, use }: UploadedContent, response: Response): StreamableFile {
  if (use === 'download') response.attachment(file.name)
  response.type(file.type).set({
    'Content-Length': String(file.bytes),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': use === 'download' ? 'private, no-store' : 'private, max-age=86400',
  })
  return new StreamableFile(file.content)
}
