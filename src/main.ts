import 'reflect-metadata'
import { inPlainWords } from './plain-words.js'
import { start } from './start.js'

await start(process.env).catch((error: unknown) => {
  console.error(inPlainWords(error))
  process.exit(1)
})
