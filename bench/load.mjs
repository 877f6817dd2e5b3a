// A load generator that costs little itself: raw keep-alive sockets, one request at a time on each.
import net from 'node:net'

class Connection {
  constructor(port) {
    this.socket = net.connect(port, '127.0.0.1')
    this.socket.setNoDelay(true)
    this.buffer = ''
    this.socket.on('data', chunk => this.take(chunk.toString('latin1')))
    this.socket.on('error', error => this.fail?.(error))
    this.socket.on('close', () => this.fail?.(new Error('The server closed the connection')))
  }

  ask(text) {
    return new Promise((resolve, reject) => {
      this.done = resolve
      this.fail = reject
      this.socket.write(text)
    })
  }

  take(text) {
    this.buffer += text
    const head = this.buffer.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = /content-length: *(\d+)/i.exec(this.buffer.slice(0, head))
    const chunked = !length && /transfer-encoding: *chunked/i.test(this.buffer.slice(0, head))
    const whole = chunked ? this.buffer.endsWith('\r\n0\r\n\r\n') : this.buffer.length >= head + 4 + Number(length?.[1] ?? 0)
    if (!whole) return
    const answer = { status: Number(this.buffer.slice(9, 12)), body: this.buffer.slice(head + 4) }
    this.buffer = ''
    this.done(answer)
  }

  end() {
    this.fail = undefined
    this.socket.destroy()
  }
}

/** The text of a request. */
export function request(method, path, headers = {}, body = '') {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const length = method === 'GET' ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
  return `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('')}${length}\r\n${body}`
}

/**
 * Runs `count` tasks over `connections`. `task(i, ask)` asks as often as it needs and returns a word for what came of it. Answers with
 * tasks a second, the words counted, and the 50th, 95th and 99th percentile of a single request in milliseconds.
 */
export async function run({ port, connections, count, task }) {
  const words = {}
  const times = []
  let next = 0
  const began = performance.now()
  const worker = async () => {
    const connection = new Connection(port)
    const ask = async text => {
      const from = performance.now()
      const answer = await connection.ask(text)
      times.push(performance.now() - from)
      return answer
    }
    while (next < count) {
      const word = await task(next++, ask)
      words[word] = (words[word] ?? 0) + 1
    }
    connection.end()
  }
  await Promise.all(Array.from({ length: connections }, worker))
  const seconds = (performance.now() - began) / 1000
  times.sort((a, b) => a - b)
  const at = share => times[Math.min(times.length - 1, Math.floor(times.length * share))]
  return { rate: count / seconds, requestRate: times.length / seconds, words, p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

export const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
