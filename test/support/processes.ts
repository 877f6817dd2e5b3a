import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { recordProcess } from './run-folder.mjs'

export interface StartedProcess {
  child: ChildProcess
  pid: number
  /** The next line of its output; rejects when it ends without one. */
  nextLine(): Promise<string>
  /** Sends the signal, to the whole group like Ctrl-C when asked, and waits for the end; answers the exit code or the signal. */
  end(signal: NodeJS.Signals, wholeGroup?: boolean): Promise<number | string>
  ended: Promise<number | string>
  /** What it has said on stderr so far. */
  complaints(): string
}

/** Starts a node script as the leader of its own group, recorded so that a later run ends it if this one crashes. */
export function startProcess(script: string, words: string[], env: NodeJS.ProcessEnv = {}): StartedProcess {
  const child = spawn(process.execPath, [script, ...words], {
    detached: true,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const pid = child.pid!
  recordProcess(process.env.TEST_RUN_FOLDER!, pid)
  let complaints = ''
  child.stderr.on('data', (text: Buffer) => (complaints += text.toString()))
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string)
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const nextLine = async () => {
    const line = await lines.next()
    if (line.done) throw new Error(`The process ended without a word: ${complaints}`)
    return line.value
  }
  const end = (signal: NodeJS.Signals, wholeGroup = false) => {
    process.kill(wholeGroup ? -pid : pid, signal)
    return ended
  }
  return { child, pid, nextLine, end, ended, complaints: () => complaints }
}
