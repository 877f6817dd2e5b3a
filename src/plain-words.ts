import { Busy } from './shared/busy.js'

/** What an operator is told of a failed start or command: the sentence of an expected error, all of a surprise. */
export function inPlainWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // Settings, ports and databases that need mending are thrown as plain errors with a sentence; a bug mostly has a class of its own.
  const expected = error.constructor === Error || error instanceof Busy
  return expected ? error.message : (error.stack ?? error.message)
}
