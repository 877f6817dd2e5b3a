import 'reflect-metadata'
import { inPlainWords } from './plain-words.js'
import { startWorker } from './start.js'

await startWorker(process.env).catch((error: unknown) => {
  console.error(inPlainWords(error))
  process.exit(1)
})
