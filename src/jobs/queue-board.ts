import { createBullBoard } from '@bull-board/api'
import { BullAdapter } from '@bull-board/api/bullAdapter'
import type { AppViewRoute } from '@bull-board/api/typings/app'
import { ExpressAdapter } from '@bull-board/express'
import type { Queue } from 'bull'
import type { Express } from 'express'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export const BOARD_PATH = '/desk/queues'
const page = join(dirname(createRequire(import.meta.url).resolve('@bull-board/ui/package.json')), 'dist/index.ejs')

// All are this house's own words: a path, a title, and settings that the board has already made safe for a script.
const BLANK = /<%[-=]\s*(\w+)\s*%>/g

/** The board as a part of this product's pages: without the typeface from elsewhere and the inline styles that our content policy refuses. */
class OwnAdapter extends ExpressAdapter {
  override setEntryRoute(route: AppViewRoute): ExpressAdapter {
    const template = readFileSync(page, 'utf8')
      .replace(/<link href="https:[^>]*>/, '')
      .replace(/<div id="root">[\s\S]*?<\/div>\s*(?=<script)/, '<div id="root"></div>')
    this.app[route.method as 'get'](route.route as string, (_request, response) => {
      const { params } = route.handler({ basePath: this.basePath, uiConfig: this.uiConfig })
      response.type('html').send(template.replace(BLANK, (_, name: string) => params[name] ?? ''))
    })
    return this
  }
}

/** Shows what waits, runs and failed in these queues. Whoever passes requests on to it sees to who may. */
export function queueBoard(queues: readonly Queue[]): Express {
  const adapter = new OwnAdapter().setBasePath(BOARD_PATH)
  createBullBoard({
    queues: queues.map(queue => new BullAdapter(queue, { allowRetries: true })),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'Queues' } },
  })
  const board = adapter.getRouter() as Express
  return board.disable('x-powered-by').disable('etag')
}
