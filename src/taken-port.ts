import { createServer } from 'node:net'
import type { Settings } from './config/settings.js'

/** Throws with a plain sentence when the port is taken, before anything else is done: a first start would work for seconds in vain. */
export async function refuseTakenPort({ port, host }: Pick<Settings, 'port' | 'host'>): Promise<void> {
  const error = await new Promise<NodeJS.ErrnoException | null>(resolve => {
    const probe = createServer()
    probe.once('error', resolve)
    probe.listen(port, host, () => probe.close(() => resolve(null)))
  })
  if (error?.code === 'EADDRINUSE') {
    throw new Error(
      `Port ${port} is in use. Stop the program that uses it (perhaps Goldthread runs already), or set PORT to another number.`,
    )
  }
  if (error?.code === 'EACCES') throw new Error(`Port ${port} is not yours to use. Set PORT to a number over 1023.`)
  if (error) throw new Error(`Nothing can listen on ${host}, port ${port}: ${error.message}`, { cause: error })
}
