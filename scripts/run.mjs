import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildIfNeeded } from './build.mjs'

// `node scripts/run.mjs dist/commands/import.js people.csv`: the command finds its words where it would if started directly.
const [file, ...words] = process.argv.slice(2)
if (!file) {
  console.error('Which file? For example: node scripts/run.mjs dist/commands/import.js')
  process.exit(2)
}
buildIfNeeded()
if (!existsSync(file)) {
  console.error(`There is no ${file}`)
  process.exit(2)
}
process.argv = [process.execPath, resolve(file), ...words]
await import(pathToFileURL(resolve(file)).href)
