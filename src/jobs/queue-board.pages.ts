import { Controller, Delete, Get, Inject, Next, Patch, Post, Put, Req, Res } from '@nestjs/common'
import type { Express, NextFunction, Request, Response } from 'express'
import { Access } from '../web/access.js'
import { renderPage } from '../web/page-engine.js'
import { pageFacts } from '../web/page-facts.js'
import { BOARD_PATH } from './queue-board.js'

/** The board, made when it is first asked for; null without Redis. */
export const QUEUE_BOARD = Symbol('queue board')

/** Bull's own board of the queues, for administrators. Changes come from its script, which carries no form token: `web/security.ts` lets in its own pages only. */
@Controller('desk/queues')
@Access('administrator')
export class QueueBoardPages {
  constructor(@Inject(QUEUE_BOARD) private readonly board: (() => Express) | null) {}

  @Get(['', '*path'])
  read(@Req() request: Request, @Res() response: Response, @Next() next: NextFunction): void {
    this.passOn(request, response, next)
  }

  @Post('*path')
  add(@Req() request: Request, @Res() response: Response, @Next() next: NextFunction): void {
    this.passOn(request, response, next)
  }

  @Put('*path')
  change(@Req() request: Request, @Res() response: Response, @Next() next: NextFunction): void {
    this.passOn(request, response, next)
  }

  @Patch('*path')
  edit(@Req() request: Request, @Res() response: Response, @Next() next: NextFunction): void {
    this.passOn(request, response, next)
  }

  @Delete('*path')
  remove(@Req() request: Request, @Res() response: Response, @Next() next: NextFunction): void {
    this.passOn(request, response, next)
  }

  private passOn(request: Request, response: Response, next: NextFunction): void {
    // Set before it is answered: the answer is the board's own, and is on its way when others would set it.
    response.setHeader('Cache-Control', 'no-store')
    if (!this.board) {
      response
        .status(404)
        .type('html')
        .send(renderPage('jobs/views/no-queues.njk', pageFacts(request, response)))
      return
    }
    const policy = String(response.getHeader('Content-Security-Policy') ?? '')
    // Its page names its own folder as the base of its addresses, and its script brings styles along.
    const own = policy.replace("base-uri 'none'", "base-uri 'self'").replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    response.setHeader('Content-Security-Policy', own)
    request.url = request.url.slice(BOARD_PATH.length).replace(/^(?!\/)/, '/')
    this.board()(request, response, next)
  }
}
