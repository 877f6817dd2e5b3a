import { fileURLToPath } from 'node:url'
import { buildIfNeeded } from './build.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
buildIfNeeded()
// In this process rather than a child: Ctrl-C and a supervisor's signals then reach the application itself.
await import('../dist/main.js')
