import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common'
import { SETTINGS, type Settings } from '../../../config/settings.js'
import { Clock } from '../../../shared/clock.js'
import { COMMON_HEADERS, contentPolicy, playerPolicy } from './content-headers.js'
import { LaunchToken } from './launch-token.js'
import { PackageFiles } from './package-files.js'
import { playerAsset, playerPage } from './player/player-page.js'
import { is2004 } from './reading/manifest.js'
import { byteRange } from './rules/byte-range.js'
import { nameProblem } from './rules/entry-name.js'
import { Manifests } from './scorm-content.js'

const DAY = 'private, max-age=86400, immutable'
// Not [::1]: no content policy can name it.
const LOOPBACK = ['127.0.0.1', 'localhost']
const isLoopback = (host: string): boolean => LOOPBACK.includes(host)

/**
 * The content's own origin: a small server beside the application's, in the same process, that knows package files and the page around them
 * and nothing else. It has no cookies, no sessions and no other routes; a signed path opens one package for a day or two.
 */
@Injectable()
export class ContentOrigin implements OnModuleDestroy {
  private readonly logger = new Logger('ContentOrigin')
  private server: Server | undefined
  private applications: string[] = []

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly tokens: LaunchToken,
    private readonly files: PackageFiles,
    private readonly manifests: Manifests,
    private readonly clock: Clock,
  ) {}

  /** Listens beside an application that listens on `applicationPort`. Where no port was set and the next one is taken, on any other. */
  async listen(applicationPort: number): Promise<void> {
    const loopback = LOOPBACK.map(host => `http://${host}:${applicationPort}`)
    this.applications = isLoopback(new URL(this.settings.publicUrl).hostname) ? loopback : [this.settings.publicUrl]
    const { contentPort, host } = this.settings
    const server = createServer((request, response) => void this.answer(request, response))
    await listenOn(server, contentPort ?? applicationPort + 1, host).catch((error: NodeJS.ErrnoException) => {
      if (contentPort !== null || error.code !== 'EADDRINUSE') throw error
      return listenOn(server, 0, host)
    })
    this.server = server
  }

  /**
   * The origin for somebody who sees the application at this host. On one machine it is the other of its two names: browsers give cookies
   * to a host whatever its port, and those are the application's alone. null: no second host has been set up.
   */
  for(host: string): string | null {
    if (this.settings.contentUrl) return this.settings.contentUrl
    const name = host.replace(/:\d+$/, '')
    if (!this.server || !isLoopback(name)) return null
    const { port } = this.server.address() as AddressInfo
    return `http://${name === 'localhost' ? '127.0.0.1' : 'localhost'}:${port}`
  }

  async onModuleDestroy(): Promise<void> {
    const { server } = this
    if (!server) return
    const closed = new Promise(resolve => server.close(resolve))
    server.closeAllConnections()
    await closed
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(COMMON_HEADERS)) response.setHeader(name, value)
    try {
      if (request.method !== 'GET' && request.method !== 'HEAD') return plain(response, 405, 'Only reading is possible here.')
      await this.route(request, response)
    } catch (error) {
      if (response.destroyed) return
      this.logger.error(`${request.url?.slice(0, 200)}`, error instanceof Error ? error.stack : String(error))
      if (response.headersSent) response.destroy()
      else plain(response, 500, 'This could not be read just now.')
    }
  }

  private async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace(/[?#].*$/s, '')
    const [, kind, token = '', ...rest] = path.split('/')
    const script = playerAsset(path)
    if (script) return whole(request, response, script.type, script.body)
    const packageId = ['player', 'files'].includes(kind ?? '') ? this.tokens.readContent(token, this.clock.now()) : null
    if (!packageId) return plain(response, 404, 'This address is not open, or no longer. Open the course again from My learning.')
    if (kind === 'files') return this.sendFile(request, response, packageId, rest.join('/'))
    const manifest = await this.manifests.of(packageId)
    if (!manifest) return plain(response, 404, 'There is no such package.')
    response.setHeader('Content-Security-Policy', playerPolicy(this.applications))
    const page = playerPage(!is2004(manifest), `/files/${token}/`, this.applications)
    whole(request, response, 'text/html; charset=utf-8', Buffer.from(page), 'no-store')
  }

  private async sendFile(request: IncomingMessage, response: ServerResponse, packageId: string, name: string): Promise<void> {
    const wanted = decoded(name)
    const file = nameProblem(wanted) ? null : await this.files.find(packageId, wanted)
    if (!file) return plain(response, 404, 'There is no such file in the package.')
    const tag = `"${packageId}-${file.number}"`
    response.setHeader('Content-Security-Policy', contentPolicy(this.applications))
    response.setHeader('Cache-Control', DAY)
    response.setHeader('ETag', tag)
    response.setHeader('Accept-Ranges', 'bytes')
    if (request.headers['if-none-match'] === tag) return void response.writeHead(304).end()
    const range = byteRange(request.headers.range, file.bytes)
    if (range === 'unsatisfiable') return void response.writeHead(416, { 'Content-Range': `bytes */${file.bytes}` }).end()
    const { from, to } = range ?? { from: 0, to: file.bytes - 1 }
    response.setHeader('Content-Type', file.type)
    response.setHeader('Content-Length', to - from + 1)
    if (range) response.setHeader('Content-Range', `bytes ${from}-${to}/${file.bytes}`)
    response.writeHead(range ? 206 : 200)
    if (request.method === 'HEAD' || file.bytes === 0) return void response.end()
    // Whoever closes the window in the middle of a film is no error.
    await pipeline(Readable.from(this.files.read(packageId, file.number, from, to)), response).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
    })
  }
}

const listenOn = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' }).end(text)
}

function whole(request: IncomingMessage, response: ServerResponse, type: string, body: Buffer, cache = DAY): void {
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': body.length, 'Cache-Control': cache })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
