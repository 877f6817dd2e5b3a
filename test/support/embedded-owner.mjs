// A process that owns an embedded database, as the application does, for tests that kill it: node embedded-owner.mjs <dist> <dataDir>
import { pathToFileURL } from 'node:url'
import { setInterval } from 'node:timers'

const [dist, dataDir] = process.argv.slice(2)
const { startEmbedded } = await import(pathToFileURL(`${dist}/database/embedded-server.js`).href)
try {
  const server = await startEmbedded({ dataDir, log: line => console.error(line) })
  console.log(server.url)
  // Stays up, as a listening application would.
  setInterval(() => undefined, 60_000)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
