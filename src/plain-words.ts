/** What an operator is told of a failed start or command: the sentence of an expected error, all of a surprise. */
export function inPlainWords(error: unknown): string {
  // Settings, ports and databases that need mending are thrown as plain errors with a sentence; anything else is a bug's own class.
  const expected = error instanceof Error && error.constructor === Error
  return expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)
}
