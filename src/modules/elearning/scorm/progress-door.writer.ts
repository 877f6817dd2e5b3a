import { Injectable } from '@nestjs/common'
import type { NextFunction, Request, Response } from 'express'
import { actingAs } from '../../../shared/acting.js'
import { Clock } from '../../../shared/clock.js'
import { isRefusal } from '../../../shared/refusal.js'
import { readSent } from './forms.js'
import { KeepProgress, type Kept } from './keep-progress.js'

const PATH = '/api/v1/elearning/progress'
const MOST_BYTES = 1024 * 1024
const HEADERS = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' }

/**
 * The short way in for what windows store, which comes many times in a minute from everybody who learns: what can be kept is kept and answered
 * before the pipeline of pages begins. Whatever is out of the ordinary (another kind of body, a refusal, a surprise) goes the long way, to
 * `LaunchesApi`, which says what there is to say.
 */
@Injectable()
export class ProgressDoor {
  constructor(
    private readonly keep: KeepProgress,
    private readonly clock: Clock,
  ) {}

  /** `changed`: told of each message by which an item counted, as the long way tells of each change. */
  open(changed: () => void) {
    return (request: Request, response: Response, next: NextFunction): void => {
      if (request.method !== 'POST' || request.url !== PATH || !/^application\/json\b/.test(request.headers['content-type'] ?? ''))
        return next()
      // Packed ones are rare and have to be unpacked within bounds; the long way does.
      if (request.headers['content-encoding'] || !(Number(request.headers['content-length']) <= MOST_BYTES)) return next()
      // Who it is, the opened window knows; the route says the rest.
      const who = { as: 'visitor', address: request.ip, route: `POST ${PATH}` }
      actingAs(
        () => who,
        () => this.take(request),
      ).then(kept => {
        if (!kept) return next()
        const text = JSON.stringify(kept)
        // For those who count requests by their routes.
        Object.assign(request, { route: { path: PATH } })
        response.writeHead(200, { ...HEADERS, 'Content-Length': text.length }).end(text)
        if (kept.done) changed()
      }, next)
    }
  }

  /** Null where the long way has to answer; what was read is there for it. */
  private async take(request: Request): Promise<Kept | null> {
    request.body = parsed(await textOf(request))
    const sent = readSent(request.body)
    // What fails here may fail there too, and is told of there.
    const kept = sent && (await this.keep.run(sent, this.clock.now()).catch(() => null))
    return kept && !isRefusal(kept) ? kept : null
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw Object.assign(new Error('body-malformed'), { status: 400 })
  }
}

function textOf(request: Request): Promise<string> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => resolve((pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)).toString('utf8')))
    request.on('error', reject)
  })
}
