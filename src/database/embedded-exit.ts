const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const

/**
 * Takes the server along when this process ends. A process that handles signals itself (the web application does) is left to
 * finish its requests first; one that does not is ended here, after the server.
 * `now` may only do what is done at once; answers how to undo all this.
 */
export function stopWithProcess(now: () => void, stop: () => Promise<void>): () => void {
  const onSignal = (name: keyof typeof SIGNALS): void => {
    if (process.listenerCount(name) > 1) return
    void stop().finally(() => process.exit(128 + SIGNALS[name]))
  }
  const names = Object.keys(SIGNALS) as (keyof typeof SIGNALS)[]
  names.forEach(name => process.on(name, onSignal))
  process.on('exit', now)
  return () => {
    names.forEach(name => process.off(name, onSignal))
    process.off('exit', now)
  }
}
