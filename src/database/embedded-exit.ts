const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const
type Signal = keyof typeof SIGNALS
const NAMES = Object.keys(SIGNALS) as Signal[]

/** Something that ends with this process. `abandon` may only do what is done at once. */
export interface Dependant {
  stop(): Promise<void>
  abandon(): void
}

const dependants = new Set<Dependant>()

/**
 * Takes a server along when this process ends. A process that handles signals itself (the web application does) is left to finish
 * its requests and stop the server first; one that does not is ended here, after the server.
 */
export function endWithProcess(dependant: Dependant): void {
  if (dependants.size === 0) {
    NAMES.forEach(name => process.on(name, onSignal))
    process.on('exit', onExit)
  }
  dependants.add(dependant)
}

/** For a server that has stopped. */
export function forget(dependant: Dependant): void {
  dependants.delete(dependant)
  if (dependants.size > 0) return
  NAMES.forEach(name => process.off(name, onSignal))
  process.off('exit', onExit)
}

function onSignal(name: Signal): void {
  if (process.listenerCount(name) > 1) return
  void Promise.allSettled([...dependants].map(dependant => dependant.stop())).then(() => process.exit(128 + SIGNALS[name]))
}

function onExit(): void {
  dependants.forEach(dependant => dependant.abandon())
}
